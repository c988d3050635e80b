from __future__ import annotations

from pathlib import Path

import pytest

from app.documents.storage import Gone, LocalFolder

KEY = "abCD-_0123456789"


def test_put_and_get_give_the_same_bytes(tmp_path: Path) -> None:
    store = LocalFolder(tmp_path)
    store.put(KEY, b"one")
    store.put(KEY, b"two")
    assert store.get(KEY) == b"two"
    assert [key for key, _ in store.list_keys()] == [KEY]


def test_stored_files_are_for_the_program_only(tmp_path: Path) -> None:
    store = LocalFolder(tmp_path)
    store.put(KEY, b"one")
    assert (tmp_path / "ab" / KEY).stat().st_mode & 0o077 == 0
    assert (tmp_path / "ab").stat().st_mode & 0o077 == 0


def test_delete_forgets_and_may_be_repeated(tmp_path: Path) -> None:
    store = LocalFolder(tmp_path)
    store.put(KEY, b"one")
    store.delete(KEY)
    store.delete(KEY)
    with pytest.raises(Gone):
        store.get(KEY)


def test_a_failed_put_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    store = LocalFolder(tmp_path)
    with pytest.raises(OSError, match="No space"):
        store.put(KEY, b"one")
    assert list(store.list_keys()) == []


@pytest.mark.parametrize("key", ["../etc/passwd", "a/b", "..", ""])
def test_keys_cannot_leave_the_folder(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        LocalFolder(tmp_path).get(key)
