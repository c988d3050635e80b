"""Over https: the browser keeps cookies that are tied to this host, and forms are taken.

Some faults show only there: with the wrong referrer policy every form would be refused (settled.md 12).
"""

from __future__ import annotations

import datetime
import re
import secrets
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config import new_field_key
from tests.browser import walks
from tests.browser.conftest import VisitorMaker
from tests.browser.server import Server, free_port

pytestmark = pytest.mark.browser


def _certificate(folder: Path) -> Path:
    """A certificate for this machine that lasts an hour, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


class TlsProxy:
    """What stands before Weft in a deployment: it ends TLS, and says so in X-Forwarded-Proto.

    Each connection carries one request: "Connection: close" is set, so headers need to be read once only.
    """

    def __init__(self, port: int, behind: int, certificate: Path) -> None:
        self._behind = behind
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                plain, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(plain,), daemon=True).start()

    def _carry(self, plain: socket.socket) -> None:
        try:
            with (
                self._context.wrap_socket(plain, server_side=True) as outside,
                socket.create_connection(("127.0.0.1", self._behind)) as inside,
            ):
                inside.sendall(_marked(_read_request(outside)))
                while piece := inside.recv(65536):
                    outside.sendall(piece)
        except OSError:
            return  # the browser went away


def _read_request(outside: ssl.SSLSocket) -> bytes:
    """One whole request, head and body. Raises OSError when the browser only opened a connection."""
    received = b""
    wanted = 0
    while b"\r\n\r\n" not in received or len(received) < wanted:
        piece = outside.recv(65536)
        if not piece:
            raise OSError("nothing was asked")
        received += piece
        head, ended, _body = received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        wanted = len(head) + len(ended) + (int(length.group(1)) if length else 0)
    return received


def _marked(request: bytes) -> bytes:
    first, rest = request.split(b"\r\n", 1)
    head, body = rest.split(b"\r\n\r\n", 1)
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    kept += [b"X-Forwarded-For: 192.0.2.7", b"X-Forwarded-Proto: https", b"Connection: close"]
    return b"\r\n".join([first, *kept]) + b"\r\n\r\n" + body


@pytest.fixture
def public_server(tmp_path: Path) -> Iterator[Server]:
    """Weft as it is deployed: PUBLIC_URL, its own keys, behind a proxy. No example network: it is refused."""
    port = free_port()
    settings = {
        "PUBLIC_URL": f"https://localhost:{port}",
        "TRUSTED_PROXIES": "1",
        "SECRET_KEY": secrets.token_urlsafe(32),
        "FIELD_KEYS": new_field_key(),
    }
    server = Server(tmp_path, settings)
    server.prepare()
    server.start()
    proxy = TlsProxy(port, int(server.settings["PORT"]), _certificate(tmp_path))
    server.url = f"https://localhost:{port}"
    yield server
    proxy.stop()
    server.stop()


def test_forms_are_taken_over_https(make_visitor: VisitorMaker, public_server: Server) -> None:
    visitor = make_visitor(at=public_server, trusting=True)
    answers = []
    visitor.page.on("response", lambda answer: answers.append((answer.request.method, answer.status)))
    visitor.goto("/es/account/sign-in")
    walks.open_account_without_mail(visitor, sign_in_name="over.tls", name="Luz")
    assert visitor.page.url == f"{public_server.url}/es/desk"
    visitor.goto("/es/account/name-and-language")
    visitor.fill({"chosen_name": "Luz del Sur", "language": "fr"})
    visitor.submit()
    assert visitor.language == "fr"
    assert visitor.sees("Luz del Sur")
    posts = [status for method, status in answers if method == "POST"]
    assert posts == [303, 303, 303]
    cookies = visitor.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"__Host-session"}
    assert all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies)
    visitor.press("Sign out")
    visitor.goto("/fr/account/")
    assert "/account/sign-in" in visitor.page.url
