from __future__ import annotations

import stat
from pathlib import Path

import pytest

from config import LIMITS, SettingsError, load_settings, new_field_key, new_secret_key


def test_load_settings_makes_keys_once_and_keeps_them_private(tmp_path: Path) -> None:
    first = load_settings({"DATA_DIR": str(tmp_path)})
    again = load_settings({"DATA_DIR": str(tmp_path)})
    assert (again["SECRET_KEY"], again["FIELD_KEYS"]) == (first["SECRET_KEY"], first["FIELD_KEYS"])
    for name in ("secret_key", "field_keys"):
        assert stat.S_IMODE((tmp_path / "keys" / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == ["field_keys", "secret_key"]


def test_load_settings_defaults_to_a_trial_on_this_machine(tmp_path: Path) -> None:
    settings = load_settings({"DATA_DIR": str(tmp_path)})
    assert settings["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/weft.db"
    assert settings["PUBLIC_URL"] is None
    assert settings["SESSION_COOKIE_NAME"] == "session"
    assert settings["SESSION_COOKIE_SECURE"] is False
    assert LIMITS.items() <= settings.items()


def test_load_settings_with_a_public_address_ties_cookies_to_the_host(tmp_path: Path) -> None:
    older, newer = new_field_key(), new_field_key()
    settings = load_settings(
        {
            "DATA_DIR": str(tmp_path),
            "PUBLIC_URL": "https://network.example.org/",
            "SECRET_KEY": new_secret_key(),
            "FIELD_KEYS": f"{newer}, {older}",
        }
    )
    assert settings["PUBLIC_URL"] == "https://network.example.org"
    assert settings["FIELD_KEYS"] == [newer, older]
    assert settings["SESSION_COOKIE_NAME"] == "__Host-session"
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_load_settings_reaches_postgresql_through_psycopg_3(tmp_path: Path, scheme: str) -> None:
    settings = load_settings({"DATA_DIR": str(tmp_path), "DATABASE_URL": f"{scheme}://weft@db/weft"})
    assert settings["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://weft@db/weft"


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({"PORT": "http"}, "PORT must be a whole number from 0 to 65535, not 'http'."),
        ({"PORT": "²"}, "PORT must be a whole number from 0 to 65535, not '²'."),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES must be a whole number from 0 to 10, not '-1'."),
        (
            {"PUBLIC_URL": "http://network.example.org"},
            "PUBLIC_URL must look like https://network.example.org, not 'http://network.example.org'.",
        ),
        (
            {"PUBLIC_URL": "https://network.example.org"},
            "SECRET_KEY is missing: with PUBLIC_URL it must be set. `python config.py` prints fresh ones.",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short: it needs at least 32 characters."),
        (
            {"FIELD_KEYS": "nonsense"},
            "FIELD_KEYS must be Fernet keys (44 characters each, newest first, separated by commas).",
        ),
        ({"DATABASE_URL": "mysql://db"}, "DATABASE_URL must begin with postgresql:// or sqlite:///."),
        (
            {"MAIL_SERVER": "mail.example.org"},
            "MAIL_SENDER must be an e-mail address when MAIL_SERVER is set.",
        ),
        ({"MAIL_USE_TLS": "perhaps"}, "MAIL_USE_TLS must be 1 or 0, not 'perhaps'."),
        ({"QUICK_EXIT_URL": "example.org"}, "QUICK_EXIT_URL must begin with https://, not 'example.org'."),
    ],
)
def test_load_settings_says_in_one_line_what_is_wrong(
    tmp_path: Path, environ: dict[str, str], line: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings({"DATA_DIR": str(tmp_path), **environ})
    assert str(refused.value) == line


def test_load_settings_says_when_its_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        SettingsError, match=r"^DATA_DIR: the folder .*/file/var cannot be made: Not a directory\.$"
    ):
        load_settings({"DATA_DIR": str(tmp_path / "file" / "var")})
