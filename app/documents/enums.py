"""Why a document is not taken, or not handed over."""

from __future__ import annotations

from app.kernel.errors import RefusalCode


class DocumentRefusal(RefusalCode):
    """What is wrong with a file."""

    TOO_LARGE = "documents.too_large"
    EMPTY = "documents.empty"
    KIND_UNKNOWN = "documents.kind_unknown"
    NOT_WHAT_IT_SAYS = "documents.not_what_it_says"
    TWO_IN_ONE = "documents.two_in_one"
    DAMAGED = "documents.damaged"
    LOCKED = "documents.locked"
    ACTIVE = "documents.active"
    BOMB = "documents.bomb"
    TOO_MANY_PIXELS = "documents.too_many_pixels"
    APPLE_PHOTO = "documents.apple_photo"
    NOT_UTF8 = "documents.not_utf8"
    GONE = "documents.gone"
    KEPT = "documents.kept"
