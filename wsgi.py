"""What a web server imports: `wsgi:app`. A wrong setting is one clear line, never a traceback."""

from __future__ import annotations

import gc

from app import create_app
from config import SettingsError

MADE_BEFORE_A_LOOK = 20_000  # objects: a page makes some thousands, nearly all of them gone at its end

try:
    app = create_app()
except SettingsError as error:
    raise SystemExit(f"Weft cannot start. {error}") from None

# What the program itself consists of stays for good: looking through it for rubbish only makes pages wait.
gc.collect()
gc.freeze()
gc.set_threshold(MADE_BEFORE_A_LOOK)
