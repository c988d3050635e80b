"""Grants of the past are looked at, taken in as they are, and published for a whole file at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from sqlalchemy import delete

from app.grants.publishing import queries
from app.grants.publishing.enums import PublishingRefusal
from app.grants.publishing.models import PastGrant, PastGrantFile, PastImport
from app.grants.publishing.standards.checks import parts, read_day
from app.grants.publishing.standards.giving import COUNTRIES
from app.grants.publishing.standards.reading import Checked, check_rows, read_file, read_rows
from app.kernel import audit
from app.kernel.actor import Actor, can, is_system
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.permissions import Permission
from app.kernel.search import search_text
from app.kernel.settings import setting
from app.kernel.text import one_line, sort_key
from app.organisations.models import NetworkBody

LONGEST_NAME = 300


def offer_file(body: NetworkBody, filename: str, data: bytes, *, actor: Actor) -> PastImport:
    """Keep a file until somebody has looked at it. Raises what `read_file` raises, and keeps nothing then."""
    _check(actor, body.id)
    rows = read_file(data, most_rows=setting("IMPORT_MAX_ROWS"))
    kept = PastImport(
        body_id=body.id,
        filename=one_line(filename)[: LONGEST_NAME // 2] or "grants",
        content=json.dumps([[row.number, row.grant] for row in rows]),
        made_by_id=actor.actor_id,
    )
    db.session.add(kept)
    db.session.flush()
    _record(kept, "offered", actor, rows=len(rows))
    return kept


def take_in(kept: PastImport, *, only_good: bool, actor: Actor) -> None:
    """Take in the rows of a file. One whose id is known is changed where it differs, and the change is kept
    in the trail; the same file twice changes nothing. Raises FAULTY_ROWS where some cannot be taken in and
    `only_good` does not say to leave them, NOTHING_TO_TAKE_IN, TAKEN_IN_ALREADY."""
    _check(actor, kept.body_id)
    if kept.content is None:
        raise DomainError(PublishingRefusal.TAKEN_IN_ALREADY)
    checked = check_content(kept)
    good = [one for one in checked if one.is_kept]
    if len(good) < len(checked) and not only_good:
        raise DomainError(PublishingRefusal.FAULTY_ROWS)
    if not good:
        raise DomainError(PublishingRefusal.NOTHING_TO_TAKE_IN)
    known = queries.list_known(kept.body_id, [_id(one.row.grant) for one in good])
    for one in good:
        _keep(kept, one, known.get(_id(one.row.grant)), actor)
    kept.left_out = len(checked) - len(good)
    kept.content, kept.taken_in_at = None, now()
    db.session.flush()
    _record(kept, "taken_in", actor, added=kept.added, changed=kept.changed, left_out=kept.left_out)


def drop(kept: PastImport, *, actor: Actor) -> None:
    """The file is not taken in. Raises TAKEN_IN_ALREADY."""
    _check(actor, kept.body_id)
    if kept.content is None:
        raise DomainError(PublishingRefusal.TAKEN_IN_ALREADY)
    _record(kept, "dropped", actor)
    db.session.delete(kept)


def publish_import(kept: PastImport, *, is_public: bool, actor: Actor) -> None:
    """Let all grants of a file be public, or none for its sake: one that another published file holds as well
    stays public. Raises NOTHING_TO_TAKE_IN before they are taken in."""
    _check(actor, kept.body_id)
    if kept.taken_in_at is None:
        raise DomainError(PublishingRefusal.NOTHING_TO_TAKE_IN)
    kept.published_at = now() if is_public else None
    kept.published_by_id = actor.actor_id if is_public else None
    kept.version += 1
    _record(kept, "published" if is_public else "hidden", actor)


def check_content(kept: PastImport) -> list[Checked]:
    """What is wrong with each row of a file that was not taken in yet; of any other, nothing."""
    held = json.loads(kept.content) if kept.content is not None else []
    return check_rows(
        read_rows(held), today(), funder=setting("PUBLISHER_ORG_ID"), own=_own([one[1] for one in held])
    )


def _own(grants: Sequence[Any]) -> frozenset[str]:
    """The ids of those grants that are cases of this installation: an export of ours is no past."""
    prefix = setting("PUBLISHER_PREFIX")
    if prefix is None:
        return frozenset()
    ids = [_id(grant) for grant in grants if isinstance(grant, Mapping)]
    refs = {one[len(prefix) + 1 :] for one in ids if one.startswith(f"{prefix}-")}
    return frozenset(f"{prefix}-{ref}" for ref in queries.own_refs(refs))


def _keep(kept: PastImport, checked: Checked, known: PastGrant | None, actor: Actor) -> None:
    grant: Mapping[str, Any] = checked.row.grant
    digest = hashlib.sha256(json.dumps(grant, sort_keys=True).encode()).hexdigest()
    if known is None:
        fresh = PastGrant(body_id=kept.body_id, import_id=kept.id, grant_id=_id(grant))
        _write(fresh, checked, digest)
        db.session.add(PastGrantFile(grant=fresh, import_id=kept.id))
        kept.added += 1
    elif known.digest == digest:
        db.session.add(PastGrantFile(grant_id=known.id, import_id=kept.id))
        kept.unchanged += 1
    else:
        changes = {key: [known.data.get(key), grant.get(key)] for key in sorted({*known.data, *grant})}
        audit.record(
            "past_grant.changed",
            subject="past_grant",
            subject_id=known.id,
            actor=actor,
            body_id=kept.body_id,
            details={
                "import": kept.id,
                "changes": {key: pair for key, pair in changes.items() if pair[0] != pair[1]},
            },
        )
        known.import_id = kept.id
        # The files before say something else of it.
        db.session.execute(delete(PastGrantFile).where(PastGrantFile.grant_id == known.id))
        db.session.add(PastGrantFile(grant_id=known.id, import_id=kept.id))
        _write(known, checked, digest)
        kept.changed += 1


def _write(row: PastGrant, checked: Checked, digest: str) -> None:
    grant: Mapping[str, Any] = checked.row.grant
    row.has_faults = bool(checked.faults)
    row.is_person = not parts(grant, "recipientOrganization")
    row.programme = _first(grant, "grantProgramme", "title")[:LONGEST_NAME]
    country = _first(grant, "beneficiaryLocation", "countryCode")
    row.country = country if country in COUNTRIES else None
    day = read_day(grant.get("awardDate"))
    assert day is not None
    currency = grant["currency"].strip()
    name, title = recipient_of(grant), one_line(str(grant.get("title") or ""))
    row.recipient, row.title = name[:LONGEST_NAME], title[:LONGEST_NAME]
    row.sort_name = sort_key(name)
    row.search_text = search_text(name, title, _id(grant))
    row.currency = currency
    exact = Decimal(str(grant["amountAwarded"])).scaleb(get_currency_precision(currency))
    row.amount_minor = int(exact.to_integral_value())
    row.awarded_on = day
    row.data, row.digest = dict(grant), digest


def recipient_of(grant: Mapping[str, Any]) -> str:
    """The name of the organisations, or of the person."""
    names = [str(one.get("name") or "") for one in parts(grant, "recipientOrganization")]
    person = grant.get("recipientIndividual")
    if isinstance(person, Mapping):
        names.append(str(person.get("name") or ""))
    return one_line(", ".join(filter(None, names)))


def _first(grant: Mapping[str, Any], part: str, name: str) -> str:
    """The first of these parts that says it."""
    found = (one.get(name) for one in parts(grant, part))
    return next((one_line(one) for one in found if isinstance(one, str) and one.strip()), "")


def _id(grant: Mapping[str, Any]) -> str:
    found = grant.get("id")
    return found.strip() if isinstance(found, str) else ""


def _check(actor: Actor, body_id: int) -> None:
    if not is_system(actor) and not can(actor, Permission.SCREEN_GRANTS, body=body_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)


def _record(kept: PastImport, kind: str, actor: Actor, **details: int) -> None:
    audit.record(
        f"past_import.{kind}",
        subject="past_import",
        subject_id=kept.id,
        actor=actor,
        body_id=kept.body_id,
        details=dict(details),
    )
