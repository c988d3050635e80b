"""Codes on paper and in an authenticator app, over Flask-Security's TOTP factory."""

from __future__ import annotations

import io
import json
import re
import secrets
from typing import Any

from flask_security import Totp
from passlib.exc import TokenError
from qrcode import QRCode
from qrcode.image.svg import SvgPathImage

from app.kernel import clock
from app.kernel.encryption import lookup_hash
from app.kernel.ids import ALPHABET

WINDOW = 30  # seconds by which a device's clock may be wrong, either way


class PersonTotp(Totp):
    """Time-based codes that work once: the last used step is kept on the person.

    Secrets are kept as base 32 in an encrypted column, so they are not wrapped a second time under a key
    that nobody rotates.
    """

    def generate_totp_secret(self) -> str:
        return str(self._totp.new().base32_key)

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = WINDOW) -> bool:
        """Whether `token` fits the secret now and was not used before; then its step counts as used."""
        try:
            match = self._totp.verify(
                re.sub(r"\s+", "", token),
                _source(totp_secret),
                window=window,
                time=int(clock.now().timestamp()),
                last_counter=user.totp_last_step,
            )
        except (TokenError, ValueError, TypeError):
            return False
        user.totp_last_step = match.counter
        return True

    def code_now(self, totp_secret: str) -> str:
        """The code of this moment: for the example network and for tests."""
        totp: Any = self._totp.from_source(_source(totp_secret))
        return str(totp.generate(time=int(clock.now().timestamp())).token)

    def address_for(self, name: str, totp_secret: str) -> str:
        """The otpauth: address that an authenticator app reads from the picture."""
        return str(self.get_totp_uri(name, _source(totp_secret)))


def _source(secret: str) -> str:
    return json.dumps({"v": 1, "type": "totp", "key": secret})


def in_groups(secret: str) -> str:
    """A secret in groups of four, to be typed by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def qr_picture(text: str) -> str:
    """A QR code as SVG: one path, coloured by attributes, because the CSP allows no inline style."""
    code = QRCode(border=4)
    code.add_data(text)
    with io.BytesIO() as held:
        code.make_image(image_factory=SvgPathImage).save(held)
        svg = held.getvalue().decode()
    path = re.search(r'<path[^>]*\bd="([^"]+)"', svg)
    box = re.search(r'viewBox="([^"]+)"', svg)
    assert path is not None
    assert box is not None
    side = box.group(1).split()[2]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box.group(1)}" width="232" height="232" '
        f'aria-hidden="true" focusable="false"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path.group(1)}" fill="#000"/></svg>'
    )


def new_code() -> str:
    """A code for paper: 80 random bits in four groups, without letters that look alike."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def code_hash(code: str) -> str:
    """The keyed hash under which a normalised code is kept: a seized database gives no code back."""
    return lookup_hash(code, purpose="recovery_code")
