"""The real thing: migrations, example network, and the server in its own process with its own folder."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser import moved

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"^Weft is ready at (http://127\.0\.0\.1:\d+/)$")
NOT_PASSED_ON = ("DATABASE_URL", "PUBLIC_URL", "SECRET_KEY", "FIELD_KEYS", "MAIL_SERVER", "TRUSTED_PROXIES")


@dataclass
class Server:
    """One trial installation. `start` after `prepare`; `stop` when done; it may be started again.

    Its clock can be moved: `server.move(hours=1)`.
    """

    data_dir: Path
    settings: dict[str, str] = field(default_factory=dict)
    url: str = ""
    _process: subprocess.Popen[str] | None = None

    def __post_init__(self) -> None:
        self.settings.setdefault("PORT", str(free_port()))

    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        return {**kept, "DATA_DIR": str(self.data_dir), **self.settings}

    def move(self, *, hours: float) -> None:
        """It is so many hours later, for pages and worker alike."""
        moved.move(self.data_dir, hours=hours)

    def time(self) -> float:
        """The time on this server's clock, in seconds since the epoch."""
        return time.time() + 3600 * moved.hours_ahead(self.data_dir)

    def flask(self, *words: str) -> str:
        """Run one command of the console and answer what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.environ(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def prepare(self, *example: str) -> None:
        """Migrate, and load the example network when asked to."""
        self.flask("db", "upgrade")
        if example:
            self.flask("example", "load", *example)

    def people(self) -> list[dict[str, Any]]:
        """The example people: role, sign_in, password, totp, language."""
        found: list[dict[str, Any]] = json.loads(self.flask("example", "people", "--json"))
        return found

    def start(self, *options: str) -> None:
        """Start the server and wait for its word that it listens."""
        command = [sys.executable, "-m", "tests.browser.moved", "serve", *options]
        log = (self.data_dir / "server.log").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self.environ(), stdout=subprocess.PIPE, stderr=log, text=True
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            ready = READY.match(line.strip())
            if ready:
                self.url = ready.group(1).rstrip("/")
                return
        raise RuntimeError(f"the server did not start:\n{self.log()}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=20)
            self._process = None

    def kill(self) -> None:
        """Like a power cut, for the tests of what survives it."""
        assert self._process is not None
        self._process.kill()
        self._process.communicate(timeout=20)
        self._process = None

    def log(self) -> str:
        return (self.data_dir / "server.log").read_text("utf-8")


def free_port() -> int:
    """A port that nobody listens on, so that links in letters name the port that will be served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
