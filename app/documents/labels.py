"""Why a document was not taken, and what to do about it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.documents.enums import DocumentRefusal
from app.kernel.errors import RefusalCode

ERRORS: dict[RefusalCode, LazyString] = {
    DocumentRefusal.TOO_LARGE: _l(
        "This document is larger than %(limit)s MB. Send a smaller one, or split it"
    ),
    DocumentRefusal.EMPTY: _l("This document is empty"),
    DocumentRefusal.KIND_UNKNOWN: _l("We cannot take this kind of file. Send one of these: %(kinds)s"),
    DocumentRefusal.NOT_WHAT_IT_SAYS: _l(
        "The content of this file does not match its name. Save it again and retry"
    ),
    DocumentRefusal.TWO_IN_ONE: _l("This file is two kinds of document at once. Save it again and retry"),
    DocumentRefusal.DAMAGED: _l("This file cannot be read. Save it again and retry"),
    DocumentRefusal.LOCKED: _l("This file is locked with a password. Send it without one"),
    DocumentRefusal.ACTIVE: _l(
        "This file contains a program, a macro or another file. Save it as a plain document and retry"
    ),
    DocumentRefusal.BOMB: _l("This file is much larger unpacked than it looks. Save it again and retry"),
    DocumentRefusal.TOO_MANY_PIXELS: _l(
        "This picture has more than %(limit)s million pixels. Send a smaller one"
    ),
    DocumentRefusal.APPLE_PHOTO: _l(
        "Not everyone can open this kind of photo (HEIC). Save it as JPEG, or send a screenshot of it"
    ),
    DocumentRefusal.NOT_UTF8: _l("Save this text file with the encoding UTF-8 and send it again"),
    DocumentRefusal.GONE: _l("This document is no longer kept."),
    DocumentRefusal.KEPT: _l("This document has to be kept until %(day)s."),
}
