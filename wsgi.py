"""What a web server imports: `wsgi:app`. A wrong setting is one clear line, never a traceback."""

from __future__ import annotations

from app import create_app
from app.kernel import memory
from config import SettingsError

try:
    app = create_app()
except SettingsError as error:
    raise SystemExit(f"Weft cannot start. {error}") from None

memory.settle()
