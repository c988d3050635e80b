"""Every setting of an installation, with its unit. What a network body decides for itself stands in its
policy instead.

`load_settings` turns the environment into the mapping that `create_app` takes. A missing or wrong setting
raises SettingsError, whose one line says what to write instead.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
MEGABYTE = 1024 * 1024

SECOND, MINUTE, HOUR, DAY = 1, 60, 60 * 60, 24 * 60 * 60

# Deadlines, limits and retry periods of the installation. Tests and create_app may override any of them.
LIMITS: dict[str, object] = {
    # --- sessions and links
    "SESSION_IDLE_SECONDS": 30 * MINUTE,  # without a request for this long: signed out
    "SESSION_LONGEST_SECONDS": 12 * HOUR,  # signed out after this long, however busy
    "CONFIRM_LINK_SECONDS": 5 * DAY,
    "RESET_LINK_SECONDS": 2 * HOUR,
    "INVITATION_SECONDS": 14 * DAY,
    "FIRST_ADMINISTRATOR_LINK_SECONDS": 24 * HOUR,
    "RECOVERY_WAIT_SECONDS": 72 * HOUR,  # between two officers vouching and the new passphrase
    "PASSPHRASE_SHORTEST": 12,  # characters
    "PASSPHRASE_LONGEST": 256,  # characters
    "SIGN_IN_DELAY_SECONDS": (0, 0, 0, 1, 2, 4, 8, 16, 30),  # after the n-th failure; the last repeats
    "SIGN_IN_FAILURES_FORGOTTEN_SECONDS": 1 * HOUR,
    # --- what a person sends
    "INTERRUPTED_POST_SECONDS": 1 * HOUR,  # a page posted after the session ended, offered again
    "SUBMISSION_KEY_SECONDS": 7 * DAY,  # a form sent twice within this time is written once
    "REQUEST_MAX_BYTES": 12 * MEGABYTE,  # a whole request, with its one document
    "FORM_MAX_BYTES": 2 * MEGABYTE,  # what a form holds in memory, documents apart
    "FORM_MAX_PARTS": 500,  # fields and files of one form
    "UPLOAD_MAX_BYTES": 10 * MEGABYTE,
    "UPLOAD_UNPACKED_MAX_BYTES": 50 * MEGABYTE,  # what an archive-based document declares to unpack to
    "UPLOAD_MAX_PIXELS": 40_000_000,  # width times height of a photo, which is made smaller while it is read
    "UPLOAD_MAX_DECODED_PIXELS": 12_000_000,  # of other pictures: each takes four bytes of memory
    "IMAGE_LONGEST_SIDE": 2400,  # pixels; larger pictures are made smaller
    # --- what a person is shown
    "PAGE_SIZE": 60,  # rows of a queue or a desk
    "EXPORT_MAX_ROWS": 10_000,  # a longer list is narrowed first: it is put together in memory
    "DESK_NEWS_SECONDS": 60 * DAY,  # a decision that nobody opened stays on the desk for this long
    "DIRECTORY_PAGE_SIZE": 30,  # rows of the public directory
    "APPROVAL_SECONDS": 14 * DAY,  # how long what one person prepared can be approved by a second
    "RATE_SOURCE": "ecb",  # whose monthly exchange rates count where a donor asks for published ones
    "SMALLEST_COUNT_SHOWN": 5,  # counts below this are hidden from the public
    "PUBLIC_CACHE_SECONDS": 60,  # a public page, in this process; a change of the data is seen at once
    "STATIC_CACHE_SECONDS": 365 * DAY,  # files whose name holds their hash
    "PROFILE_FRESH_SECONDS": 365 * DAY,  # a profile nobody looked at for longer: its contacts are asked
    "SELECTION_MAX_ROWS": 200,  # rows of a list that one act is done to: all of them in one transaction
    "REMIND_AGAIN_SECONDS": 1 * DAY,  # between two reminders that somebody sends by hand about one case
    "LONGEST_EXTENSION_DAYS": 60,  # by which one deadline can be moved, all its extensions together
    # --- how often an address may ask (Flask-Limiter's notation)
    "LIMIT_SIGN_IN": "20 per minute; 100 per hour",
    "LIMIT_REGISTER": "10 per hour",
    "LIMIT_RESET": "10 per hour",
    "LIMIT_UPLOAD": "60 per hour",
    "LIMIT_DIRECTORY": "120 per minute",
    # --- jobs and mail
    "WORKER_PAUSE_SECONDS": 2,  # between two looks at empty tables
    "LEASE_SECONDS": 5 * MINUTE,  # a job or letter whose worker died is taken again after this long
    "JOB_RETRY_SECONDS": (1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR),  # then it is given up
    "JOB_HISTORY_SECONDS": 30 * DAY,  # ended jobs, before they are forgotten
    "MAIL_TIMEOUT_SECONDS": 15 * SECOND,  # each step of the talk with the mail server
    "MAIL_RETRY_SECONDS": (1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 24 * HOUR),
    "OUTBOX_KEEP_SECONDS": 24 * HOUR,  # address and words, once sent
    "ORPHAN_DOCUMENTS_KEPT_SECONDS": 24 * HOUR,  # files without a row, before the daily sweep takes them
    "CALL_QUESTIONS_END_BEFORE_DAYS": 5,  # before a call closes, where it names no last day of questions
    "CALL_QUESTIONS_WAITING_AT_MOST": 5,  # of one person about one call, until some of them are answered
    "GRANT_CHANGES_DAYS": 7,  # a group has to change its application when it is asked to
    "REVIEW_DAYS": 14,  # a reviewer has to score an application, where the call names no day
    "REVIEW_REMIND_BEFORE_DAYS": (5, 1),  # before a review is due
    "REVIEWS_OF_ONE_PERSON_AT_MOST": 15,  # open at one time, where the reviewer named no other number
    "REVIEW_SPREAD_FLAGGED": 1.5,  # points of the scale between two reviewers of one application
    "DILIGENCE_FROM": {"standard": 2_000, "full": 20_000},  # whole units of the paying fund's currency
    "DILIGENCE_MONTHS": {"standard": 24, "full": 12},  # for which a check counts
    "DILIGENCE_REMIND_BEFORE_DAYS": 30,  # before a check expires that a running grant needs
    "GRANT_OFFER_DAYS": 21,  # a group has to accept a grant
    "GRANT_DETAILS_HOLD_DAYS": 3,  # before money is sent to an account that was changed
    "GRANT_REPORT_DAYS": 14,  # a group has to report after the last payment, whatever the call says
    "GRANT_EXPENSES_AT_MOST": 100,  # rows of the report of one grant: they are read and checked on one page
    "GRANT_EXPENSE_FILES_AT_MOST": 5,  # photos or scans of one expense
    "GRANT_LINE_DIFFERENCE_PERCENT": 10,  # of what was planned for a line; more has to be explained
    "PAYMENT_FILE_DAYS": 14,  # after approval, the files of a payment run can be fetched
    "GRANT_KEEP_YEARS": 7,  # an agreement is kept after the year in which the donor's award ends
    "GRANT_REMIND_BEFORE_DAYS": (7, 2),  # before a call closes or changes are due
    "IMPORT_MAX_ROWS": 20_000,  # grants of one file of the past: it is put together in memory
    "MASKED_AMOUNT_DIGITS": 2,  # of a grant whose group is not named: 4,317 is shown as 4,300
    "IMPORT_MAX_BYTES": 2 * MEGABYTE,  # a budget or the costs of a month; nothing of the file is kept
    "IMPORT_UNPACKED_MAX_BYTES": 20 * MEGABYTE,  # what a workbook declares to unpack to
    "IMPORT_MAX_CELLS": 100_000,  # of a file, with the empty ones that are written down
    "IMPORT_MAX_LINES": 100,  # of a budget: each becomes a row of a form
    "IMPORT_MAX_COSTS": 300,  # rows of one file: all are booked in one transaction
    "EXPORT_KEEP_SECONDS": 24 * HOUR,  # a file made for somebody to fetch
    # --- database
    "SQLITE_BUSY_TIMEOUT_SECONDS": 10 * SECOND,  # how long a writer waits for its turn
}

# Settings that nothing reads yet, and the promise of the design that will. A test compares it with the code.
PROMISED = {
    "RECOVERY_WAIT_SECONDS": "two officers vouch for somebody without mail, who then waits",
    "EXPORT_KEEP_SECONDS": "exports are files made by the worker, fetched once and swept away",
}


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line for the person who runs Weft."""


def load_settings(environ: Mapping[str, str]) -> dict[str, object]:
    """The settings that `environ` asks for, complete: every name that the program reads is in it.

    Without PUBLIC_URL this is a trial on one's own machine: keys are made at first start and kept in
    DATA_DIR. With it, SECRET_KEY and FIELD_KEYS must be given, so that they never lie beside the database.
    """
    data_dir = Path(environ.get("DATA_DIR") or ROOT / "var").expanduser().resolve()
    public_url = _public_url(environ.get("PUBLIC_URL", ""))
    _make_folder(data_dir)
    secret_key, field_keys = _keys(environ, data_dir=data_dir, public=public_url is not None)
    secure = public_url is not None
    return {
        **LIMITS,
        **_mail(environ),
        **_cookies(secure),
        "DATA_DIR": data_dir,
        "DOCUMENT_DIR": data_dir / "documents",
        "PUBLIC_URL": public_url,
        "PORT": _number(environ, "PORT", default=8000, lowest=0, highest=65535),
        "TRUSTED_PROXIES": _number(environ, "TRUSTED_PROXIES", default=0, lowest=0, highest=10),
        "PREFERRED_URL_SCHEME": "https" if secure else "http",
        "SECRET_KEY": secret_key,
        "FIELD_KEYS": field_keys,
        "SQLALCHEMY_DATABASE_URI": _database_url(environ.get("DATABASE_URL", ""), data_dir),
        # Errors quote the statement, never what people typed: logs hold no personal data.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "INSTALLATION_NAME": environ.get("INSTALLATION_NAME") or "Weft",
        "HOME_BODY": environ.get("HOME_BODY") or None,
        **_publisher(environ),
        "QUICK_EXIT_URL": _web_address("QUICK_EXIT_URL", environ.get("QUICK_EXIT_URL"))
        or "https://www.wikipedia.org/",
        "RATELIMIT_STORAGE_URI": environ.get("WEFT_LIMITS_STORAGE") or "memory://",
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_DEFAULT_TIMEZONE": "UTC",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "MAX_CONTENT_LENGTH": LIMITS["REQUEST_MAX_BYTES"],
        "MAX_FORM_MEMORY_SIZE": LIMITS["FORM_MAX_BYTES"],
        "MAX_FORM_PARTS": LIMITS["FORM_MAX_PARTS"],
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _public_url(given: str) -> str | None:
    """The address people type, without a path; https, because cookies and passkeys depend on it."""
    if not given:
        return None
    parts = urlsplit(given)
    extra = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme != "https" or not parts.hostname or extra:
        raise SettingsError(f"PUBLIC_URL must look like https://network.example.org, not {given!r}.")
    return f"https://{parts.netloc}"


def _web_address(name: str, given: str | None) -> str | None:
    if given and urlsplit(given).scheme != "https":
        raise SettingsError(f"{name} must begin with https://, not {given!r}.")
    return given or None


def _number(environ: Mapping[str, str], name: str, *, default: int, lowest: int, highest: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isascii() or not given.isdecimal() or not lowest <= int(given) <= highest:
        raise SettingsError(f"{name} must be a whole number from {lowest} to {highest}, not {given!r}.")
    return int(given)


def _flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    given = environ.get(name, "").strip().lower()
    if given in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return given in ("1", "true", "yes", "on") if given else default
    raise SettingsError(f"{name} must be 1 or 0, not {given!r}.")


def _database_url(given: str, data_dir: Path) -> str:
    """SQLite in DATA_DIR unless asked otherwise; PostgreSQL always through psycopg 3."""
    if not given:
        return f"sqlite:///{data_dir / 'weft.db'}"
    scheme, separator, rest = given.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and separator:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and separator:
        return given
    raise SettingsError("DATABASE_URL must begin with postgresql:// or sqlite:///.")


def _mail(environ: Mapping[str, str]) -> dict[str, object]:
    """Without MAIL_SERVER nothing is sent: letters wait in the outbox, where officers can see them."""
    sender = environ.get("MAIL_SENDER", "")
    if environ.get("MAIL_SERVER") and "@" not in sender:
        raise SettingsError("MAIL_SENDER must be an e-mail address when MAIL_SERVER is set.")
    return {
        "MAIL_SERVER": environ.get("MAIL_SERVER") or None,
        "MAIL_PORT": _number(environ, "MAIL_PORT", default=587, lowest=1, highest=65535),
        "MAIL_USERNAME": environ.get("MAIL_USERNAME") or None,
        "MAIL_PASSWORD": environ.get("MAIL_PASSWORD") or None,
        "MAIL_USE_TLS": _flag(environ, "MAIL_USE_TLS", default=True),
        "MAIL_SENDER": sender or "weft@localhost",
    }


PREFIX = re.compile(r"(?:360[gG]-)?[A-Za-z0-9]{2,40}")
ORGANISATION_ID = re.compile(r"[A-Za-z0-9]{2,20}(?:-[A-Za-z0-9.]+)+")


def _publisher(environ: Mapping[str, str]) -> Mapping[str, object]:
    """Who publishes grants as open data. Nothing is exported until all of the first five are set; they are
    never guessed, because others cite what was published once."""
    names = (
        "PUBLISHER_PREFIX",
        "PUBLISHER_ORG_ID",
        "PUBLISHER_NAME",
        "PUBLISHER_LICENCE",
        "PUBLISHER_POLICY_URL",
        "PUBLISHER_NETWORK",
    )
    given = {name: environ.get(name, "").strip() or None for name in names}
    prefix, organisation = given["PUBLISHER_PREFIX"], given["PUBLISHER_ORG_ID"]
    if prefix is not None and not PREFIX.fullmatch(prefix):
        raise SettingsError(f"PUBLISHER_PREFIX must be the prefix that 360Giving gave you, not {prefix!r}.")
    if organisation is not None and not ORGANISATION_ID.fullmatch(organisation):
        raise SettingsError(f"PUBLISHER_ORG_ID must be an org-id like XX-ABC-123456, not {organisation!r}.")
    for name in ("PUBLISHER_LICENCE", "PUBLISHER_POLICY_URL"):
        _web_address(name, given[name])
    if prefix is not None:
        given["PUBLISHER_PREFIX"] = f"360G-{prefix[5:] if prefix[:5].upper() == '360G-' else prefix}"
    return {
        **given,
        "PUBLISHER_SECTORS": _sectors(environ.get("PUBLISHER_SECTORS", "")),
        # Codes of IATI: an international organisation, private development finance, a standard grant, a
        # project, untied.
        "PUBLISHER_ORG_TYPE": environ.get("PUBLISHER_ORG_TYPE") or "21",
        "PUBLISHER_FLOW_TYPE": environ.get("PUBLISHER_FLOW_TYPE") or "30",
        "PUBLISHER_FINANCE_TYPE": environ.get("PUBLISHER_FINANCE_TYPE") or "110",
        "PUBLISHER_AID_TYPE": environ.get("PUBLISHER_AID_TYPE") or "C01",
        "PUBLISHER_TIED_STATUS": environ.get("PUBLISHER_TIED_STATUS") or "5",
    }


def _sectors(given: str) -> tuple[tuple[str, int], ...]:
    """(DAC code, per cent) of each sector: `15160:60,15180:40`."""
    found = []
    for part in filter(None, (one.strip() for one in given.split(","))):
        code, _colon, percent = part.partition(":")
        if not re.fullmatch(r"\d{5}", code) or not re.fullmatch(r"\d{1,3}", percent):
            raise SettingsError("PUBLISHER_SECTORS must look like 15160:60,15180:40.")
        found.append((code, int(percent)))
    if found and sum(percent for _code, percent in found) != 100:
        raise SettingsError("PUBLISHER_SECTORS must add up to 100.")
    return tuple(found)


def _cookies(secure: bool) -> dict[str, object]:
    """A `__Host-` name ties the cookie to this host over TLS; browsers refuse it over plain HTTP."""
    return {
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": LIMITS["SESSION_LONGEST_SECONDS"],
    }


def _keys(environ: Mapping[str, str], *, data_dir: Path, public: bool) -> tuple[str, list[str]]:
    secret_key = environ.get("SECRET_KEY", "")
    field_keys = environ.get("FIELD_KEYS", "")
    for name, given in (("SECRET_KEY", secret_key), ("FIELD_KEYS", field_keys)):
        if public and not given:
            raise SettingsError(
                f"{name} is missing: with PUBLIC_URL it must be set. `python config.py` prints fresh ones."
            )
    secret_key = secret_key or _kept(data_dir / "keys" / "secret_key", new_secret_key)
    field_keys = field_keys or _kept(data_dir / "keys" / "field_keys", new_field_key)
    if len(secret_key) < 32:
        raise SettingsError("SECRET_KEY is too short: it needs at least 32 characters.")
    rings = [key.strip() for key in field_keys.split(",") if key.strip()]
    if not rings or not all(_is_field_key(key) for key in rings):
        raise SettingsError(
            "FIELD_KEYS must be Fernet keys (44 characters each, newest first, separated by commas)."
        )
    return secret_key, rings


def new_secret_key() -> str:
    """A fresh SECRET_KEY, 256 bits: it signs cookies and links and keys the audit chain."""
    return secrets.token_urlsafe(32)


def new_field_key() -> str:
    """A fresh Fernet key for FIELD_KEYS. Put it before the older ones, which still open what they closed."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


def _is_field_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key.encode("ascii"))) == 32
    except (binascii.Error, UnicodeEncodeError):
        return False


def _kept(path: Path, make: Callable[[], str]) -> str:
    """What the file at `path` holds; made now if there is none. Two processes that start together agree."""
    try:
        _make_folder(path.parent)
        if not path.exists():
            draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(make() + "\n")
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text("ascii").strip()
    except OSError as error:
        raise SettingsError(f"The key file {path} cannot be kept: {error.strerror}.") from error


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"DATA_DIR: the folder {path} cannot be made: {error.strerror}.") from error


if __name__ == "__main__":
    print(f"SECRET_KEY={new_secret_key()}\nFIELD_KEYS={new_field_key()}")
