"""Where files are stored. They are encrypted before they come here; their names are random.

`Storage` is the whole interface: another kind of store (an S3 bucket) needs these four verbs.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from app.documents.rules import Limits


class Gone(Exception):
    """There is nothing under this key."""


class Storage(Protocol):
    def put(self, key: str, data: bytes) -> None:
        """Keep `data` for good: when this returns, a power cut does not take it."""

    def get(self, key: str) -> bytes:
        """The bytes under `key`; raises Gone."""

    def delete(self, key: str) -> None:
        """Forget what lies under `key`; nothing happens when there is nothing."""

    def list_keys(self) -> Iterator[tuple[str, datetime]]:
        """Every key with the moment it was put."""


class LocalFolder:
    """A folder outside the web root, readable by the program's own user only."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes) -> None:
        target = self._path(key)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{key}.", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(data)
                part.flush()
                os.fsync(part.fileno())
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise Gone(key) from None

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def list_keys(self) -> Iterator[tuple[str, datetime]]:
        for path in sorted(self.root.glob("??/*")):
            if path.is_file():
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, key: str) -> Path:
        if not key.replace("-", "").replace("_", "").replace(".", "").isalnum() or key.startswith(".."):
            raise ValueError("not a storage key")
        return self.root / key[:2] / key


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Installed:
    """What the running program was set up with. `orphans_kept`: how long a file may lie without a row."""

    storage: Storage
    limits: Limits
    orphans_kept: timedelta


_installed: Installed | None = None


def install(settings: Mapping[str, Any], store: Storage | None = None) -> None:
    """Called when the app is made, with its settings; `store` replaces the local folder."""
    global _installed
    folder = settings.get("DOCUMENT_DIR") or Path(settings["DATA_DIR"]) / "documents"
    _installed = Installed(
        storage=store or LocalFolder(Path(folder)),
        limits=Limits.from_settings(settings),
        orphans_kept=timedelta(seconds=int(settings.get("ORPHAN_DOCUMENTS_KEPT_SECONDS", 86_400))),
    )


def installed() -> Installed:
    if _installed is None:
        raise RuntimeError("no document storage is installed")
    return _installed


def storage() -> Storage:
    return installed().storage
