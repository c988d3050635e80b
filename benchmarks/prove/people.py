"""Signed-in visitors for the proofs."""

from __future__ import annotations

import time
from functools import cache

from app.example.people import PASSPHRASE, find_example
from benchmarks.visitor import Visitor

CODE_LASTS_SECONDS = 30


def signed_in(url: str, name: str) -> Visitor:
    """A browser in which this person of the example network has signed in through the pages."""
    found = find_example(name)
    visitor = Visitor(url)
    visitor.sign_in(name, PASSPHRASE, found.totp if found else None)
    return visitor


@cache
def languages() -> tuple[str, ...]:
    return ("en", "es", "fr")


def wait_for_fresh_code() -> None:
    """A code works once: somebody who signs in again waits for the next."""
    time.sleep(CODE_LASTS_SECONDS - time.time() % CODE_LASTS_SECONDS + 0.2)
