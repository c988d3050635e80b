"""Which files are let in. Pure: bytes and a name go in, cleaned bytes or a refusal come out."""

from __future__ import annotations

from app.documents.rules.check import ALLOWED, CheckedFile, check_upload, clean_filename
from app.documents.rules.limits import Limits

__all__ = ["ALLOWED", "CheckedFile", "Limits", "check_upload", "clean_filename"]
