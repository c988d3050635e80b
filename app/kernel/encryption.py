"""Fields that only the running installation can read: the key lives outside database and backup.

The key ring is a list of Fernet keys, newest first: the first encrypts, all decrypt. Fernet shows when a
text was encrypted; that is known and accepted (threat model).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class KeyRing:
    """Encrypts with the newest key, decrypts with any; derives the keys of other purposes."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("FIELD_KEYS names no key")
        self.keys = list(keys)
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, data: bytes) -> bytes:
        return self._fernet.encrypt(data)

    def decrypt(self, data: bytes) -> bytes:
        return self._fernet.decrypt(data)

    def rotate(self, data: bytes) -> bytes:
        return self._fernet.rotate(data)

    def derived(self, purpose: str, index: int = 0) -> bytes:
        """A key for one purpose, from the ring's key at `index` (HMAC-SHA-256 as the derivation)."""
        return hmac.new(self.keys[index].encode(), f"weft:{purpose}".encode(), hashlib.sha256).digest()

    def names(self) -> list[str]:
        """A short public name of each key, so that a row can say which one it used."""
        return [hashlib.sha256(b"name:" + key.encode()).hexdigest()[:8] for key in self.keys]


_ring: KeyRing | None = None


def install_keys(keys: Sequence[str]) -> None:
    """Called once by `create_app`."""
    global _ring
    _ring = KeyRing(keys)


def ring() -> KeyRing:
    if _ring is None:
        raise RuntimeError("no field keys are installed")
    return _ring


def encrypt_bytes(data: bytes) -> bytes:
    return ring().encrypt(data)


def decrypt_bytes(data: bytes) -> bytes:
    """The decrypted bytes. Raises `Unreadable` when no key of the ring fits."""
    try:
        return ring().decrypt(data)
    except InvalidToken:
        raise Unreadable from None


class Unreadable(Exception):
    """No key of the ring decrypts this: a key is missing, or the data was damaged."""


def lookup_hash(value: str, *, purpose: str) -> str:
    """A keyed hash by which a value is found again without being stored plain.

    The oldest key of the ring makes it, so that adding a new key in front changes no lookup; the keys
    command re-hashes before an old key is dropped.
    """
    key = ring().derived(f"lookup:{purpose}", index=len(ring().keys) - 1)
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


class EncryptedText(TypeDecorator[str]):
    """Text that is stored encrypted with the key ring. It cannot be searched or sorted."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt_bytes(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else decrypt_bytes(bytes(value)).decode()


class EncryptedJson(TypeDecorator[Any]):
    """JSON that is stored encrypted with the key ring. Replace the value, never change it in place."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt_bytes(json.dumps(value, ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(decrypt_bytes(bytes(value)))
