"""Who may read a document: the feature that owns it decides, by DOCUMENT_READERS in its `setup.py`."""

from __future__ import annotations

from app.documents.models import StoredDocument
from app.kernel.actor import Actor
from app.web.extension_points import extension_points


def may_read(actor: Actor, document: StoredDocument) -> bool:
    """Deny by default: nobody reads a deleted document, nor one whose kind of owner no feature registered."""
    reader = extension_points().document_readers.get(document.owner_kind)
    return document.deleted_at is None and reader is not None and reader(actor, document.owner_id)
