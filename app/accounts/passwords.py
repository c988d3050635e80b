"""Argon2id through Flask-Security. One hash takes about a tenth of a second on purpose, so these are called
with no transaction open: the caller ends it first (docs/decisions/0003)."""

from __future__ import annotations

from functools import lru_cache

from flask_security.utils import hash_password, verify_password

from app.accounts.rules import normalise_passphrase


def hash_passphrase(passphrase: str) -> str:
    """The hash to store. Slow on purpose."""
    return str(hash_password(normalise_passphrase(passphrase)))


def verify_passphrase(passphrase: str, stored: str | None) -> bool:
    """Whether it fits. Takes as long without a stored hash: timing must not show who has an account."""
    fits = verify_password(normalise_passphrase(passphrase), stored or _nobodys_hash())
    return bool(fits) and stored is not None


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return hash_passphrase("the passphrase of nobody at all")
