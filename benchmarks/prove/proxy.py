"""A proxy that passes a request on, waits for the whole answer, and then hangs up instead of handing it
over: what a phone sees when the network goes just then."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from benchmarks.installation import HOST, free_port, listening


class DroppingProxy:
    """`dropped` counts the answers that nobody got."""

    def __init__(self, upstream: str, listener: socket.socket) -> None:
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or HOST, parts.port or 80)
        self._listener = listener
        self.url = f"http://{HOST}:{listener.getsockname()[1]}"
        self.dropped = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client = self._listener.accept()[0]
            except OSError:
                return
            with client:
                request = _read_request(client)
                with socket.create_connection(self._upstream) as server:
                    server.sendall(request)
                    response = http.client.HTTPResponse(server)
                    response.begin()
                    response.read()
                self.dropped += 1


def _read_request(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += client.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    told = [line.partition(b":") for line in head.lower().split(b"\r\n")]
    length = next((int(value) for name, _, value in told if name == b"content-length"), 0)
    while len(body) < length:
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def dropping(upstream: str) -> Iterator[DroppingProxy]:
    with listening(free_port()) as listener:
        yield DroppingProxy(upstream, listener)
