"""A client that costs little beside what it measures: prepared requests over kept connections."""

from __future__ import annotations

import selectors
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from benchmarks.pages import Fields


@dataclass(frozen=True)
class Request:
    """One prepared request and where it goes."""

    address: tuple[str, int]
    data: bytes
    expected: int = 200


def prepare(
    url: str,
    path: str,
    *,
    cookies: dict[str, str] | None = None,
    fields: Fields | None = None,
    expected: int = 200,
) -> Request:
    """A GET, or a POST of `fields`, as a browser would send it."""
    parts = urlsplit(url)
    body = b"" if fields is None else urlencode(fields).encode()
    head = [f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1", f"Host: {parts.netloc}"]
    head += ["Accept-Encoding: gzip", "Accept: text/html"]
    if cookies:
        head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if fields is not None:
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    data = "\r\n".join([*head, "", ""]).encode() + body
    return Request((parts.hostname or "127.0.0.1", parts.port or 80), data, expected)


@dataclass
class Line:
    """One kept connection."""

    address: tuple[str, int]
    held: socket.socket | None = None
    buffer: bytearray = field(default_factory=bytearray)

    def send(self, request: Request) -> None:
        if self.held is None:
            self.held = socket.create_connection(self.address, timeout=60)
            self.held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer.clear()
        self.held.sendall(request.data)

    def receive(self) -> tuple[int, int] | None:
        """Status and size once the answer is whole; None while more is to come."""
        assert self.held is not None
        got = self.held.recv(262_144)
        if not got:
            raise ConnectionError("the server hung up")
        self.buffer += got
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self.buffer[:end]).lower()
        mark = head.find(b"content-length:")
        length = int(head[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
        if len(self.buffer) < end + 4 + length:
            return None
        if b"connection: close" in head:
            self.close()
        return int(head[9:12]), end + 4 + length

    def close(self) -> None:
        if self.held is not None:
            self.held.close()
            self.held = None


def ask(line: Line, request: Request) -> tuple[float, int]:
    """Seconds and bytes of one answer. Raises RuntimeError when its status is not the expected one."""
    began = time.perf_counter()
    line.send(request)
    while (told := line.receive()) is None:
        pass
    took = time.perf_counter() - began
    if told[0] != request.expected:
        raise RuntimeError(f"{request.data[:80]!r} answered {told[0]}")
    return took, told[1]


def throughput(request: Request, *, connections: int, seconds: float) -> float:
    """Answers per second over several connections at once."""
    done, lines = 0, [Line(request.address) for _ in range(connections)]
    with selectors.DefaultSelector() as waiting:
        for line in lines:
            line.send(request)
            assert line.held is not None
            waiting.register(line.held, selectors.EVENT_READ, line)
        began = time.perf_counter()
        while (now := time.perf_counter()) - began < seconds:
            for key, _ in waiting.select(1):
                line = key.data
                if line.receive() is not None:
                    done += 1
                    line.send(request)
    for line in lines:
        line.close()
    return done / (now - began)
