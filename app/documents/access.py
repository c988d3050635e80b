"""Who may read a document: the feature that owns it decides. Without a registered rule nobody may.

A feature registers its rule when it is imported:

    access.register("application", lambda actor, application_id: can_read_case(actor, application_id))
"""

from __future__ import annotations

from collections.abc import Callable

from app.documents.models import StoredDocument
from app.kernel.actor import Actor

Decider = Callable[[Actor, int], bool]

_deciders: dict[str, Decider] = {}


def register(owner_kind: str, decider: Decider) -> None:
    """Let `decider(actor, owner_id)` say who reads the documents of this kind of owner."""
    _deciders[owner_kind] = decider


def may_read(actor: Actor, document: StoredDocument) -> bool:
    """Deny by default: deleted documents, and documents of owners without a registered rule."""
    decider = _deciders.get(document.owner_kind)
    return document.deleted_at is None and decider is not None and decider(actor, document.owner_id)
