"""How a server keeps what the program itself consists of out of the way of Python's collector."""

from __future__ import annotations

import gc

MADE_BEFORE_A_LOOK = 20_000  # objects: a page makes some thousands, nearly all of them gone at its end


def settle() -> None:
    """Call it once, when the app is made: what there is by then stays for good, and looking through it for
    rubbish would only make pages wait."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BEFORE_A_LOOK)
