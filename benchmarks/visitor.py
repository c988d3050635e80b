"""A browser made of http.client: it keeps connection and cookies, sends forms, signs in with two steps."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import http.client
import struct
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from benchmarks.pages import Fields, Page, read_page

GONE = (ConnectionError, http.client.HTTPException, TimeoutError, OSError)
LONGEST_IDLE_SECONDS = 1.0  # servers close connections that idle longer; a new one costs nothing


@dataclass(frozen=True)
class Answer:
    """What came back. `size` counts the body as it travelled."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return urlsplit(self.headers.get("location", "")).path

    @property
    def page(self) -> Page:
        return read_page(self.text)


class Visitor:
    """One browser. It follows nothing by itself; every method answers what the server said."""

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        parts = urlsplit(url)
        self.host, self.port, self.timeout = parts.hostname or "127.0.0.1", parts.port or 80, timeout
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None
        self._last_used = 0.0

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, fields: Fields) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields).encode(), headers)

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """One request. Raises one of GONE when the server does not answer."""
        if time.monotonic() - self._last_used > LONGEST_IDLE_SECONDS:
            self.close()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
        sent = {"Accept-Encoding": "gzip", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._connection.request(method, path, body=body, headers=sent)
            response = self._connection.getresponse()
            raw = response.read()
        except GONE:
            self.close()
            raise
        self._last_used = time.monotonic()
        if response.will_close:
            self.close()
        return self._answer(response, raw)

    def _answer(self, response: http.client.HTTPResponse, raw: bytes) -> Answer:
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        headers = {name.lower(): value for name, value in response.headers.items()}
        packed = headers.get("content-encoding") == "gzip" and raw
        return Answer(response.status, headers, gzip.decompress(raw) if packed else raw, len(raw))

    def send_form(self, path: str, having: str, **given: str | None) -> Answer:
        """Open a page and send its form that has the field `having`, with `given` typed in."""
        form = self.get(path).page.form_with(having)
        return self.post(form.action or path, form.filled(**given))

    def sign_in(self, name: str, passphrase: str, totp: str | None = None) -> None:
        """Through the pages, as a person does it. Raises RuntimeError when refused."""
        answer = self.send_form("/en/account/sign-in", "passphrase", name=name, passphrase=passphrase)
        if answer.location.endswith("/second-step") and totp:
            answer = self._second_step(answer.location, totp)
        if answer.status != 303 or "/account/" in answer.location:
            raise RuntimeError(
                f"{name} could not sign in: {answer.status} {answer.location} {answer.text[:2000]}"
            )

    def _second_step(self, path: str, totp: str) -> Answer:
        """A code works once: who was here within the last half minute gives the next one, which a clock that
        is a little ahead would show."""
        answer = self.send_form(path, "code", code=code_now(totp))
        return self.send_form(path, "code", code=code_now(totp, 30)) if answer.status == 422 else answer


def code_now(secret: str, ahead: float = 0) -> str:
    """The six digits of an authenticator app (RFC 6238, 30 seconds, SHA-1), some seconds from now."""
    counter = struct.pack(">Q", int(time.time() + ahead) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
