"""What may pass as a name, a passphrase or a way back, and when a session is over. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from app.accounts.common_passwords import COMMON, CONTEXT_WORDS
from app.accounts.enums import AccountRefusal, Device
from app.accounts.models import Person, SignInSession
from app.kernel.permissions import SECOND_FACTOR_ROLES
from app.kernel.text import search_key

SIGN_IN_NAME_MIN = 3
SIGN_IN_NAME_MAX = 40

_NAME = re.compile(r"^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\Z")
_EMAIL = re.compile(r"^[^@\s<>\"(),:;\\\[\]]+@[^@\s<>\"(),:;\\\[\]]+\.[^@\s<>\"(),:;\\\[\].]{2,}$")
_PHONES = re.compile(r"android|iphone|ipad|mobile|opera mini|kaios|windows phone", re.I)
_LOOKALIKES = str.maketrans("OILU", "011V")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SIGNS = str.maketrans("@$!€", "asie")
_COMPUTERS = re.compile(r"windows nt|macintosh|x11|cros", re.I)


class Step(StrEnum):
    """What a person still has to do after the right passphrase, before they are signed in."""

    SECOND_STEP = "second_step"
    SET_UP_SECOND_STEP = "set_up_second_step"
    WRITE_DOWN = "write_down"


def next_step(person: Person, session: SignInSession) -> Step | None:
    """The next step before the person is signed in, or None when they are."""
    if session.second_step_at is None:
        if person.totp_secret is not None:
            return Step.SECOND_STEP
        if person.roles_in_force() & SECOND_FACTOR_ROLES:
            return Step.SET_UP_SECOND_STEP
    if person.codes_to_write_down is not None:
        return Step.WRITE_DOWN
    return None


def is_over(session: SignInSession, *, at: datetime, idle: timedelta, longest: timedelta) -> bool:
    """Whether time ended the session: unused for `idle`, or `longest` since the passphrase was typed."""
    return at - session.last_seen_at >= idle or at - session.created_at >= longest


def normalise_sign_in_name(text: str) -> str | None:
    """A sign-in name as it is stored, or None when it cannot be one. No `@`: that would be an e-mail."""
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not SIGN_IN_NAME_MIN <= len(name) <= SIGN_IN_NAME_MAX:
        return None
    return name if _NAME.match(name) else None


def normalise_email(text: str) -> str | None:
    """An address in one spelling, or None when it cannot be one. Two people never differ only by case."""
    address = unicodedata.normalize("NFKC", text).strip().casefold()
    return address if len(address) <= 254 and _EMAIL.match(address) else None


def normalise_typed_name(text: str) -> str:
    """Whatever was typed at sign-in in one spelling, so that its failed attempts add up."""
    return unicodedata.normalize("NFKC", text).strip().casefold()[:254]


def normalise_passphrase(text: str) -> str:
    """The same passphrase from every keyboard (NFKC); spaces inside stay as typed."""
    return unicodedata.normalize("NFKC", text)


def passphrase_problem(
    passphrase: str, *, shortest: int, longest: int, about: Iterable[str | None] = ()
) -> AccountRefusal | None:
    """What is wrong with a new passphrase, or None. `about`: the person's own names.

    Length and a list of what others chose decide; no rule asks for digits or signs (NIST SP 800-63B).
    """
    if len(passphrase) < shortest:
        return AccountRefusal.PASSPHRASE_SHORT
    if len(passphrase) > longest:
        return AccountRefusal.PASSPHRASE_LONG
    core = _ENDS.sub("", passphrase)
    guesses = {_bare(text) for word in (passphrase, core) for text in (word, word.translate(_SIGNS))}
    if any(len(set(guess)) < 4 for guess in guesses) or guesses & COMMON or guesses & CONTEXT_WORDS:
        return AccountRefusal.PASSPHRASE_COMMON
    own = {_bare(part) for text in about if text for part in (text, text.split("@")[0])}
    return AccountRefusal.PASSPHRASE_OWN_NAME if guesses & own else None


def _bare(text: str) -> str:
    """Letters and digits alone, without case or accents: how a guess is compared."""
    return re.sub(r"[\W_]+", "", search_key(text))


def waiting_time(failures: Sequence[datetime], *, at: datetime, delays: Sequence[int]) -> timedelta:
    """How long the next attempt must wait. `failures`: moments of the recent ones, newest first;
    `delays`: seconds after the n-th failure, the last one repeats.

    It never locks out: whoever tries another's name again and again delays them by the longest at most.
    """
    if not failures:
        return timedelta(0)
    delay = timedelta(seconds=delays[min(len(failures), len(delays)) - 1])
    return max(failures[0] + delay - at, timedelta(0))


def safe_next(target: str | None) -> str | None:
    """`target` when it is a path of our own, else None: a link in a mail must not lead elsewhere.

    One slash, nothing that a browser reads as a second one, nothing invisible: what is left is a path.
    """
    if not target or len(target) > 2000 or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(character) < 33 or ord(character) == 127 for character in target):
        return None
    return target


def device_of(user_agent: str) -> Device:
    """A neutral word for a browser: a phone, a computer, something else."""
    if _PHONES.search(user_agent):
        return Device.PHONE
    return Device.COMPUTER if _COMPUTERS.search(user_agent) else Device.OTHER


def normalise_code(text: str) -> str:
    """A written-down code as it is hashed: no spaces or dashes, look-alike letters as digits."""
    plain = re.sub(r"[\s\-–—]+", "", text.upper())
    return plain.translate(_LOOKALIKES)[:64]
