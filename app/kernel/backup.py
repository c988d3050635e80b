"""A copy of everything that can be restored: the database by its own online backup, and the document folder.

A plain copy of a WAL database is not a backup. Keys are not in it: they are kept apart, on purpose.
"""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
from pathlib import Path

from app.kernel.errors import DomainError, KernelRefusal


def back_up(database: Path, documents: Path, target: Path) -> int:
    """Write `target` (a .tar.gz) with the database as it is at one moment, and the documents.

    Answers its size in bytes. Raises DomainError (BACKUP_EXISTS) rather than overwrite one.
    """
    if target.exists():
        raise DomainError(KernelRefusal.BACKUP_EXISTS)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / "weft.db"
        _copy_database(database, copy)
        draft = Path(folder) / target.name
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz") as archive:
                archive.add(copy, "weft.db")
                if documents.is_dir():
                    archive.add(documents, "documents")
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    return target.stat().st_size


def _copy_database(source: Path, target: Path) -> None:
    origin, copy = sqlite3.connect(source), sqlite3.connect(target)
    try:
        origin.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise DomainError(KernelRefusal.BACKUP_DAMAGED)
    finally:
        copy.close()
        origin.close()
