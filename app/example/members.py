"""Groups that belonged long before this installation: admitted at meetings, entered with their old dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.example.groups import Group, invent
from app.example.policies.idpc import NETWORK_MEMBER, PARTNER_MEMBER
from app.example.policies.regional import MEMBER
from app.example.world import World
from app.kernel.actor import SYSTEM
from app.organisations.enums import (
    AffiliationKind,
    Audience,
    ContactRole,
    DatePrecision,
    Field,
    Kind,
    Level,
)
from app.organisations.models import Membership, Organisation
from app.organisations.services import (
    add_contact,
    admit,
    affiliate,
    create_organisation,
    end_membership,
    reinstate_membership,
    set_audience,
    suspend_membership,
    update_profile,
)

ENTERED = 780  # days ago: when the secretariat typed its old lists in


@dataclass(frozen=True)
class OldMember:
    """A group and its first membership. `contacts`: sign-in names, the lead first."""

    key: str
    slug: str
    tier: str
    country: str
    since: date
    precision: DatePrecision = DatePrecision.YEAR
    contacts: tuple[str, ...] = ()
    listing: Audience | None = Audience.PUBLIC
    kind: Kind = Kind.NGO
    level: Level = Level.NATIONAL


OLD_MEMBERS = (
    OldMember(
        "partner-en", "idpc", PARTNER_MEMBER, "KE", date(2009, 5, 1), DatePrecision.MONTH, ("member-en",)
    ),
    OldMember("partner-es", "idpc", PARTNER_MEMBER, "MX", date(2011, 1, 1), contacts=("member-es",)),
    OldMember(
        "partner-fr", "idpc", PARTNER_MEMBER, "SN", date(2012, 3, 14), DatePrecision.DAY, ("member-fr",)
    ),
    OldMember(
        "partner-quiet",
        "idpc",
        PARTNER_MEMBER,
        "GB",
        date(2010, 1, 1),
        contacts=("member-en", "member-viewer"),
        listing=Audience.MEMBERS,
    ),
    OldMember("network-pt", "idpc", NETWORK_MEMBER, "BR", date(2014, 1, 1), contacts=("member-network",)),
    OldMember("network-hidden", "idpc", NETWORK_MEMBER, "KZ", date(2016, 1, 1), listing=None),
    OldMember("network-ar", "idpc", NETWORK_MEMBER, "LB", date(2017, 1, 1), kind=Kind.SELF_ORGANISATION),
    OldMember("paused", "idpc", NETWORK_MEMBER, "IT", date(2013, 1, 1)),
    OldMember("back", "idpc", NETWORK_MEMBER, "NP", date(2013, 1, 1)),
    OldMember("left", "idpc", NETWORK_MEMBER, "NL", date(2008, 1, 1), DatePrecision.UNKNOWN),
    OldMember(
        "lanpud-1",
        "lanpud",
        MEMBER,
        "CO",
        date(2013, 1, 1),
        contacts=("member-lanpud",),
        kind=Kind.PEER_PROJECT,
    ),
    OldMember("lanpud-2", "lanpud", MEMBER, "AR", date(2015, 1, 1), kind=Kind.SELF_ORGANISATION),
    OldMember(
        "africanpud-1",
        "africanpud",
        MEMBER,
        "CI",
        date(2016, 1, 1),
        contacts=("member-africanpud",),
        kind=Kind.SELF_ORGANISATION,
    ),
    OldMember("euronpud-1", "euronpud", MEMBER, "FR", date(2012, 1, 1), kind=Kind.SELF_ORGANISATION),
    OldMember("anpud-1", "anpud", MEMBER, "IN", date(2012, 1, 1), kind=Kind.SELF_ORGANISATION),
    OldMember("enpud-1", "enpud", MEMBER, "KG", date(2012, 1, 1), kind=Kind.SELF_ORGANISATION, listing=None),
    OldMember(
        "inwud-1", "inwud", MEMBER, "TZ", date(2018, 1, 1), kind=Kind.SELF_ORGANISATION, level=Level.LOCAL
    ),
)


def enter_old_members(world: World) -> dict[str, Organisation]:
    """Every old member by its key, with what became of it since."""
    random = world.random("members")
    organisations: dict[str, Organisation] = {}
    memberships: dict[str, Membership] = {}
    with world.days_ago(ENTERED):
        for row in OLD_MEMBERS:
            group = invent(
                random, world.namer, country=row.country, kind=row.kind, level=row.level, is_registered=True
            )
            organisations[row.key] = _enter(world, row, group)
            memberships[row.key] = admit(
                organisations[row.key],
                body=world.bodies[row.slug],
                tier=row.tier,
                effective_on=row.since,
                precision=row.precision,
                actor=SYSTEM,
            )
            _list(world, row, organisations[row.key])
    _tell_what_happened(world, organisations, memberships)
    return organisations


def _enter(world: World, row: OldMember, group: Group) -> Organisation:
    lead = world.people[row.contacts[0]] if row.contacts else None
    organisation = create_organisation(
        known_as=group.name,
        acronym=group.acronym,
        country=group.place.country,
        language=group.place.language,
        level=row.level,
        kind=row.kind,
        actor=SYSTEM,
        contact_person_id=lead.id if lead else None,
        is_example=True,
    )
    for other in row.contacts[1:]:
        add_contact(organisation, person_id=world.people[other].id, role=ContactRole.VIEWER, actor=SYSTEM)
    update_profile(
        organisation,
        actor=SYSTEM,
        expected_version=None,
        descriptions={group.place.language: group.description},
        leading_group=group.leading_group,
        legal_name=group.name,
        budget=group.budget.value,
        safe_contact=group.safe_contact.value,
        **group.profile,
    )
    return organisation


def _list(world: World, row: OldMember, organisation: Organisation) -> None:
    """The lead consents to a listing; one careful group also shows its country as a region only."""
    if row.listing is None:
        return
    body = world.bodies[row.slug]
    lead = world.people[row.contacts[0]] if row.contacts else SYSTEM
    set_audience(
        organisation,
        field=Field.LISTING,
        body=body,
        audience=row.listing,
        actor=lead,
        consented=True,
        language=lead.language,
    )
    if row.key == "partner-quiet":
        set_audience(organisation, field=Field.TOPICS, body=body, audience=Audience.MEMBERS, actor=lead)
        update_profile(organisation, actor=lead, expected_version=None, country_shown_as_region=True)


def _tell_what_happened(
    world: World, organisations: dict[str, Organisation], memberships: dict[str, Membership]
) -> None:
    """One membership is paused, one was paused for a while, one has ended; some groups belong twice."""
    officer = world.people["idpc-officer"]
    with world.days_ago(300):
        suspend_membership(memberships["back"], actor=officer, reason="Nobody could be reached since spring.")
    with world.days_ago(260):
        reinstate_membership(memberships["back"], actor=officer, reason="They wrote from a new address.")
    with world.days_ago(120):
        suspend_membership(
            memberships["paused"], actor=officer, reason="At the group’s own wish, for a year."
        )
    with world.days_ago(400):
        end_membership(memberships["left"], actor=officer, reason="The group decided to stop its work.")
    with world.days_ago(ENTERED - 10):
        _join_too(world, organisations["inwud-1"], "africanpud", date(2019, 1, 1))
        _join_too(world, organisations["network-ar"], "menanpud", date(2018, 1, 1))
        affiliate(
            organisations["lanpud-2"],
            kind=AffiliationKind.HOSTED_BY,
            to=organisations["partner-es"],
            actor=SYSTEM,
        )
        affiliate(
            organisations["africanpud-1"],
            kind=AffiliationKind.SUB_NETWORK,
            to=world.bodies["inwud"].organisation,
            actor=SYSTEM,
        )


def _join_too(world: World, organisation: Organisation, slug: str, since: date) -> None:
    admit(
        organisation,
        body=world.bodies[slug],
        tier=MEMBER,
        effective_on=since,
        precision=DatePrecision.YEAR,
        actor=SYSTEM,
    )
