"""Why a document was not taken, and what to do about it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ERRORS = {
    "document_too_large": _l("This document is larger than %(limit)s MB. Send a smaller one, or split it"),
    "document_empty": _l("This document is empty"),
    "document_kind_unknown": _l("We cannot take this kind of file. Send one of these: %(kinds)s"),
    "document_not_what_it_says": _l(
        "The content of this file does not fit its name. Save it again and retry"
    ),
    "document_two_in_one": _l("This file holds two kinds of document at once. Save it again and retry"),
    "document_damaged": _l("This file cannot be read. Save it again and retry"),
    "document_locked": _l("This file is locked with a password. Send it without one"),
    "document_active": _l(
        "This file holds a program, a macro or another file inside it. Save it as a plain document and retry"
    ),
    "document_bomb": _l("This file unpacks to far more than it shows. Save it again and retry"),
    "document_too_many_pixels": _l("This picture has more than %(limit)s million pixels. Send a smaller one"),
    "document_apple_photo": _l(
        "Not everyone can open this kind of photo (HEIC). Save it as JPEG, or send a screenshot of it"
    ),
    "document_not_utf8": _l("Save this text file with the encoding UTF-8 and send it again"),
    "document_gone": _l("This document is no longer kept."),
}
