"""A trial installation: its folder, its database, and its processes, each in a group of its own so that all
of it can be killed at once."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.request import urlopen

import psycopg
from flask import Flask
from sqlalchemy.engine import make_url

from app import create_app
from app.kernel.database import db, reading, writing
from benchmarks.trial import OVERRIDES, load_trial_settings
from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
FIRST_PORT, PARTS, PORTS_OF_PART = 8200, 4, 25
NOT_PASSED_ON = (
    *("DATABASE_URL", "PUBLIC_URL", "MAIL_SERVER", "TRUSTED_PROXIES", OVERRIDES),
    "PYTHONDONTWRITEBYTECODE",  # without its compiled files every start would be several times slower
)
# One process looks into several installations, and the key ring is one per process: all share these.
KEYS = {
    "SECRET_KEY": "a secret that is only good for trials, 48 letters",
    "FIELD_KEYS": "dHJpYWxzIG9ubHksIHRyaWFscyBvbmx5LCAzMiBieXQ=",
}
REAL_APP, TRIAL_APP = "wsgi", "benchmarks.trial:make_app"
ASSUMED_DEAD_SECONDS = 60


def _port_range() -> range:
    """Processes of the tests that run side by side each have their own part of the range."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    part = int(worker) % PARTS if "PYTEST_XDIST_WORKER" in os.environ else 0
    return range(FIRST_PORT + part * PORTS_OF_PART, FIRST_PORT + (part + 1) * PORTS_OF_PART)


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A socket that listens, until the end: whoever still waits for a caller is woken. Raises OSError."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((HOST, port))
        held.listen(64)
        try:
            yield held
        finally:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


_ports = itertools.cycle(_port_range())


def free_port() -> int:
    """The next port that nobody listens on; one given out just now comes again last."""
    for port in itertools.islice(_ports, PORTS_OF_PART):
        with suppress(OSError), listening(port):
            return port
    raise RuntimeError(f"none of the ports {_port_range()} is free")


@dataclass
class Running:
    """A process group that we started."""

    process: subprocess.Popen[bytes]
    url: str = ""

    def kill(self) -> None:
        """Like a power cut for all of its processes at once. A second time is nothing: the group's number
        may belong to somebody else by then."""
        if self.process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(ASSUMED_DEAD_SECONDS)

    def stop(self) -> None:
        """Politely; by force if that does not help."""
        if self.process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def pids(self) -> list[int]:
        """Every process of the group."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal():
                with suppress(OSError):
                    if os.getpgid(int(folder.name)) == self.process.pid:
                        found.append(int(folder.name))
        return sorted(found)


@dataclass
class Installation:
    """Settings by which processes are started and by which this process looks into the database."""

    data_dir: Path
    database_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, object] = field(default_factory=dict)
    port: int = 0

    @property
    def dialect(self) -> str:
        return "PostgreSQL" if self.database_url else "SQLite"

    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        return {
            **kept,
            **KEYS,
            "DATA_DIR": str(self.data_dir),
            "DATABASE_URL": self.database_url,
            "PORT": str(self.port or 8200),
            OVERRIDES: json.dumps(self.overrides),
            **self.settings,
        }

    def with_settings(self, settings: Mapping[str, str], **overrides: object) -> Installation:
        """The same data under other settings."""
        return replace(
            self,
            settings={**self.settings, **settings},
            overrides={**self.overrides, **overrides},
            port=0,
        )

    def flask(self, *words: str, app: str = REAL_APP) -> str:
        """Run one command of the console. Raises RuntimeError with what it said when it fails."""
        command = [sys.executable, "-m", "flask", "--app", app, *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    @cached_property
    def app(self) -> Flask:
        """The app in this process, to prepare and to check."""
        return create_app(load_trial_settings(self.environ()))

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Read, or prepare and commit, through the app; connections are given back afterwards."""
        with self.app.app_context(), writing():
            try:
                yield
                db.session.commit()
            finally:
                db.session.rollback()
                db.engine.dispose()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Only read."""
        with self.app.app_context(), reading():
            try:
                yield
            finally:
                db.session.rollback()
                db.engine.dispose()

    def _start(self, command: list[str], log_name: str) -> Running:
        log = (self.data_dir / log_name).open("ab")
        with log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ(), stdout=log, stderr=log, start_new_session=True
            )
        return Running(process)

    def serve(
        self,
        *,
        app: str = REAL_APP,
        server: str = "waitress",
        worker: bool = True,
        health: str = "/healthz",
    ) -> Running:
        """Start the server and wait until it answers."""
        self.port = self.port or free_port()
        if server == "waitress":
            command = [sys.executable, "-m", "flask", "--app", app, "serve"]
            command += [] if worker else ["--no-worker"]
        else:
            module, _, name = app.partition(":")
            target = f"{module}:{name}()" if name else f"{module}:app"
            threads = [
                "-k",
                "gthread",
                "--workers",
                "1",
                "--threads",
                "8",
                "--no-control-socket",
                "--keep-alive",
                "75",
            ]
            command = [sys.executable, "-m", "gunicorn", *threads, "--bind", f"{HOST}:{self.port}", target]
        running = self._start(command, "server.log")
        running.url = f"http://{HOST}:{self.port}"
        wait_until_ready(running, health, self.data_dir / "server.log")
        return running

    def work(self, *, app: str = TRIAL_APP) -> Running:
        """Start `flask worker`."""
        command = [sys.executable, "-m", "flask", "--app", app, "worker"]
        return self._start(command, "worker.log")

    def copy_to(self, data_dir: Path) -> Installation:
        """A second installation with the same data. Nobody may be writing."""
        shutil.copytree(self.data_dir, data_dir, dirs_exist_ok=True)
        url = self.database_url
        if url:
            url = _copy_database(url, f"weft_{data_dir.name.replace('-', '_')}")
        return replace(self, data_dir=data_dir, database_url=url, port=0)


def wait_until_ready(running: Running, health: str, log: Path) -> None:
    """Until the server's own health page answers. Raises RuntimeError with the end of its log."""
    deadline = time.monotonic() + ASSUMED_DEAD_SECONDS
    while time.monotonic() < deadline and running.process.poll() is None:
        with suppress(OSError), urlopen(f"{running.url}{health}", timeout=5):
            return
        time.sleep(0.02)
    running.kill()
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8')[-3000:]}")


def make_installation(folder: Path, dialect: str, *, organisations: int | None = None) -> Installation:
    """A migrated installation on "sqlite" or "postgresql", with the example network when asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    url = ""
    if dialect == "postgresql":
        url = postgres.new_database("trial")
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")  # tests that run side by side share a server
        name = f"weft_{worker}_{folder.name.replace('-', '_')}"
        url = _copy_database(url, name)
    made = Installation(folder, url)
    made.flask("db", "upgrade")
    if organisations is not None:
        made.flask("example", "load", "--organisations", str(organisations))
        made.flask("worker", "--once")  # what is due in the example is done before anything is counted
    return made


def _copy_database(url: str, name: str) -> str:
    parsed = make_url(url)
    host = str(parsed.query["host"])
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parsed.database}"'.encode())
    return f"postgresql+psycopg://postgres@/{name}?host={host}"
