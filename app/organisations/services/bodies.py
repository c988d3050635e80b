"""Creating a network body, and changing its name, words and colours."""

from __future__ import annotations

from typing import Any

from app.kernel import audit, public_version
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.locales import Localised
from app.organisations.models import NetworkBody, Organisation, RegionScheme

FACE = frozenset(
    {
        "short_name",
        "name",
        "headline",
        "description",
        "join_words",
        "joining_steps",
        "tiers",
        "accent",
        "accepts_applications",
        "gives_grants",
    }
)


def create_body(
    organisation: Organisation,
    *,
    slug: str,
    scheme: RegionScheme,
    short_name: str,
    name: Localised,
    actor: Actor,
    is_home: bool = False,
    **face: Any,
) -> NetworkBody:
    """Let an organisation admit others. `face` may hold what `update_body` takes."""
    body = NetworkBody(
        slug=slug,
        organisation=organisation,
        scheme=scheme,
        short_name=short_name,
        name=name,
        is_home=is_home,
    )
    db.session.add(body)
    db.session.flush()
    audit.record("network_body.created", subject="network_body", subject_id=body.id, actor=actor)
    update_body(body, actor=actor, **face)
    return body


def update_body(body: NetworkBody, *, actor: Actor, **face: Any) -> None:
    """Change what a body shows: its words per language, tiers, accent (`#rrggbb`), joining steps, whether it
    takes applications and whether it gives grants. Publishing a membership policy writes tiers and joining
    steps through here."""
    unknown = face.keys() - FACE
    if unknown:
        raise ValueError(f"a network body has no {', '.join(sorted(unknown))}")
    for key, value in face.items():
        setattr(body, key, value)
    if face:
        audit.record(
            "network_body.changed",
            subject="network_body",
            subject_id=body.id,
            actor=actor,
            body_id=body.id,
            details={"fields": sorted(face)},
        )
    public_version.bump()
