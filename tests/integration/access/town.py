"""Everybody and everything that the table of access speaks of: two networks, people in every seat, one
application in each stage that a page needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

from app.accounts.enums import Device
from app.accounts.models import Person
from app.accounts.queries import find_session
from app.accounts.services import begin_session, invite
from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie, take_step
from app.documents.services import import_document
from app.grants.applications.services import send_application, start_application
from app.grants.calls.queries import list_lines
from app.grants.calls.services import ask_question, publish_call, reply_in_private
from app.grants.funding import services as funding
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.membership import services
from app.membership.enums import Ballot, CheckResult, Stance
from app.membership.models import Application
from app.membership.process_words import Action
from app.organisations.enums import AffiliationKind, ContactRole
from app.organisations.models import Organisation
from app.organisations.queries import list_memberships, list_regions
from app.organisations.services import affiliate, place_in_region
from app.questionnaires.services import enter_answers
from app.questionnaires.services.responses import documents_owner
from app.web.interrupted_posts import InterruptedPost
from tests.call_factories import make_call
from tests.factories import give_role, make_person
from tests.funding_factories import make_award
from tests.grant_factories import LIGHT
from tests.integration.access.town_grants import fill_awards
from tests.integration.access.town_reviews import fill_reviews
from tests.membership_factories import World, ask, fill_in, fresh, make_draft, make_world
from tests.organisation_factories import make_contact, make_member, region
from tests.unit.documents.files import PDF

HELD_AT = {"holder": "River", "number": "KE-9", "bank": "", "bic": "", "town": "Kisumu", "country": "KE"}
NOWHERE = "00000-00000"


@dataclass
class Town:
    """`people` by role, `here` and `there` the values that fill addresses in one's own and in a foreign
    network."""

    people: dict[str, Person]
    here: dict[str, str] = field(default_factory=dict)
    there: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)


def make_town() -> Town:
    world = make_world()
    other = make_world(slug="elsewhere", scheme="idpc", region_code="latin_america")
    people = _people(world, other)
    town = Town(people)
    _fill(town.here, world, people, "here")
    theirs = {"editor": make_person("Their editor"), "viewer": make_person("Their viewer")}
    _fill(town.there, other, {**people, **theirs}, "there")
    _fill_accounts(town)
    db.session.commit()
    return town


def _people(world: World, other: World) -> dict[str, Person]:
    people = {
        "stranger": make_person("Stranger"),
        "lead": world.applicant,
        "editor": make_person("Editor"),
        "viewer": make_person("Viewer"),
        "foreign lead": other.applicant,
        "member": world.member,
        "officer": world.officer,
        "officer elsewhere": other.officer,
        "coordinator": world.coordinator,
        "coordinator elsewhere": make_person("Coordinator elsewhere"),
        "committee": world.committee[0],
        "committee undeclared": world.committee[1],
        "committee recused": world.committee[2],
        "committee elsewhere": other.committee[0],
        "finance": make_person("Finance"),
        "finance elsewhere": make_person("Finance elsewhere"),
        "grants": make_person("Grants"),
        "grants elsewhere": make_person("Grants elsewhere"),
        "reviewer": make_person("Reviewer"),
        "reviewer recused": make_person("Reviewer recused"),
        "reviewer elsewhere": make_person("Reviewer elsewhere"),
        "administrator": make_person("Administrator"),
        "auditor": make_person("Auditor"),
    }
    give_role(people["administrator"], Role.ADMINISTRATOR)
    give_role(people["auditor"], Role.AUDITOR)
    give_role(people["finance"], Role.FINANCE_OFFICER, ScopeKind.BODY, world.body.id)
    give_role(people["finance elsewhere"], Role.FINANCE_OFFICER, ScopeKind.BODY, other.body.id)
    for name, body in (("", world.body), (" recused", world.body), (" elsewhere", other.body)):
        give_role(people[f"reviewer{name}"], Role.REVIEWER, ScopeKind.BODY, body.id)
    with clock.shift(timedelta(days=-30)):  # they made a call that has closed by now
        give_role(people["grants"], Role.GRANTS_OFFICER, ScopeKind.BODY, world.body.id)
        give_role(people["grants elsewhere"], Role.GRANTS_OFFICER, ScopeKind.BODY, other.body.id)
    asia = region("asia").id
    give_role(people["coordinator elsewhere"], Role.REGIONAL_COORDINATOR, ScopeKind.REGION, asia)
    return people


def _fill(values: dict[str, str], world: World, people: dict[str, Person], name: str) -> None:
    cases = _cases(world, people)
    values |= {f"{stage}.ref": application.ref for stage, application in cases.items()}
    values["slug"] = world.body.slug
    organisation = cases["draft"].organisation
    values["organisation"] = organisation.ref
    values["editor_ref"] = people["editor"].ref
    document = import_document(
        BytesIO(PDF), "evidence.pdf", owner=documents_owner(cases["check"].response), actor=SYSTEM
    )
    values["document"] = document.ref
    member = make_member(world.body, f"Listed {name}")
    values["listed"] = member.ref
    _fill_record(values, world, member)
    _fill_fund(values, world, people["finance" if name == "here" else "finance elsewhere"])
    _fill_calls(values, world, people, people["grants" if name == "here" else "grants elsewhere"])
    side = "" if name == "here" else " elsewhere"
    contacts = {"lead": world.applicant, "editor": people["editor"], "viewer": people["viewer"]}
    staff = {role: people[role + side] for role in ("finance", "grants")}
    if name == "here":
        fill_awards(values, world, contacts, staff)
    else:
        fill_awards(values, world, contacts, staff, ("reported",))
        values |= {"award offered": values["award reported"], "award paid": values["award reported"]}
    reviewers = {role: people[role + side] for role in ("grants", "reviewer")}
    reviewers["reviewer recused"] = people["reviewer recused"] if name == "here" else _second_reviewer(world)
    fill_reviews(values, world, contacts, reviewers)
    spoken_for = make_member(world.body, f"Spoken for {name}")
    make_contact(world.member, spoken_for)
    values["member_organisation"] = spoken_for.ref


def _second_reviewer(world: World) -> Person:
    person = make_person("Second reviewer there")
    give_role(person, Role.REVIEWER, ScopeKind.BODY, world.body.id)
    return person


def _fill_fund(values: dict[str, str], world: World, finance: Person) -> None:
    """A donor's award with one line, of which something arrived."""
    fund = make_award(world.body, finance)
    account = funding.add_account(world.body, code="Main", currency="USD", actor=finance)
    funding.say_where_account_is(account, **HELD_AT, actor=finance)
    funding.receive(fund, account, minor=500_00, day=fund.starts_on or clock.today(), actor=finance)
    funding.commit(
        fund.lines[0], ref="G1", minor=10_00, currency="USD", agreed_on=clock.today(), actor=finance
    )
    funding.save_report(fund, period=None, actor=finance)
    values["fund"] = fund.ref


def _fill_calls(values: dict[str, str], world: World, people: dict[str, Person], officer: Person) -> None:
    """A draft and an open call, both paid from the line of the fund; about the open one a question that waits
    and one with a private reply, and to it an application that is written and one that is sent."""
    line = list_lines(world.body.id)[0]
    draft, is_open = (make_call(world.body, officer, line, code=code) for code in ("draft", "open"))
    publish_call(is_open, actor=officer)
    values |= {"call draft": draft.ref, "call open": is_open.ref, "call code": is_open.code}
    for name in ("waiting", "replied"):
        question = ask_question(is_open, f"Is this {name}?", language="en", actor=world.applicant)
        if name == "replied":
            reply_in_private(question, "Yes.", language="en", actor=officer)
        values[f"question {name}"] = question.ref
    for name in ("draft", "sent"):
        group = make_member(world.body, f"Applies {name} {world.body.slug}")
        make_contact(world.applicant, group)
        for role, contact in ((ContactRole.EDITOR, "editor"), (ContactRole.VIEWER, "viewer")):
            make_contact(people[contact], group, role)
        case = start_application(is_open, group, actor=world.applicant, language="en")
        if name == "sent":
            enter_answers(case.response, LIGHT, actor=world.applicant)
            send_application(case, actor=world.applicant)
        values[f"grant {name}"] = case.ref


def _fill_record(values: dict[str, str], world: World, member: Organisation) -> None:
    """What the secretariat decided about a member: a placement, a tie; and its membership."""
    elsewhere = list_regions(world.body.scheme_id)[-1]
    placement = place_in_region(member, region_id=elsewhere.id, reason="for a test", actor=SYSTEM)
    edge = affiliate(member, kind=AffiliationKind.PART_OF, outside_name="Somebody outside", actor=SYSTEM)
    db.session.flush()
    values |= {"placement": placement.ref, "edge": edge.ref}
    values["membership"] = list_memberships(member.id)[0].ref


def _cases(world: World, people: dict[str, Person]) -> dict[str, Application]:
    """One application in each stage, each of a group of its own with a lead, an editor and a viewer."""
    cases = {
        stage: make_draft(world, f"Group {stage}")
        for stage in ("draft", "submitted", "asked", "closed", "check", "comment", "objected", "committee")
    }
    for stage, application in cases.items():
        make_contact(people["editor"], application.organisation, ContactRole.EDITOR)
        make_contact(people["viewer"], application.organisation, ContactRole.VIEWER)
        if stage != "draft":
            fill_in(world, application)
            services.submit_application(application, actor=world.applicant)
    _ask(world, fresh(cases["asked"]))
    _close(world, fresh(cases["closed"]))
    _onward(world, cases)
    for application in cases.values():
        if application.status.value != "draft":
            _declare(world, fresh(application))
    return cases


def _ask(world: World, application: Application) -> None:
    ask(world, application, "purpose", "More?")


def _close(world: World, application: Application) -> None:
    _ask(world, application)
    with clock.shift(timedelta(days=61)):
        take_step(fresh(application), Action.CLOSE_FOR_SILENCE, actor=SYSTEM)


def _onward(world: World, cases: dict[str, Application]) -> None:
    for stage in ("check", "comment", "objected", "committee"):
        application = fresh(cases[stage])
        services.forward(application, Action.START_CHECK, actor=world.officer)
        if stage != "check":
            _check(world, fresh(application))
    _close_comment(world, fresh(cases["objected"]))
    _close_comment(world, fresh(cases["committee"]))
    _put_and_vote(world, fresh(cases["committee"]))


def _check(world: World, application: Application) -> None:
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    services.record_check(
        application, result=CheckResult.KNOWN, note="Known.", language="en", actor=world.coordinator
    )
    application = fresh(application)
    services.comment(
        application,
        organisation_id=world.member_id,
        stance=Stance.OBJECTION,
        criterion="purpose",
        text="We never met them.",
        language="en",
        actor=world.member,
    )


def _close_comment(world: World, application: Application) -> None:
    with clock.shift(timedelta(days=15)):
        take_step(application, Action.CLOSE_COMMENT, actor=world.officer)


def _put_and_vote(world: World, application: Application) -> None:
    services.put_objections(application, substance="Nobody knows you.", language="en", actor=world.officer)
    application = fresh(application)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.committee[0])
    services.cast_vote(
        fresh(application),
        choice=Ballot.ADMIT,
        tier="member",
        reason="Good.",
        language="en",
        actor=world.committee[0],
    )


def _declare(world: World, application: Application) -> None:
    """The first of the committee and the coordinator have no tie, the third has a conflict."""
    for person in (world.coordinator, world.committee[0]):
        declare_tie(application, tie=DeclaredTie.NONE, note="", actor=person)
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=world.committee[2])
    db.session.flush()


def _fill_accounts(town: Town) -> None:
    """Sessions, roles, invitations and kept posts of one's own and of others."""
    administrator, stranger = town.people["administrator"], town.people["stranger"]
    granted = give_role(stranger, Role.PROVIDER)
    give_role(stranger, Role.PROVIDER, ScopeKind.BODY, 1)
    town.here |= {"person": stranger.ref, "grant": granted.ref}
    town.there |= {"person": NOWHERE, "grant": NOWHERE}
    for values, inviter in ((town.here, administrator), (town.there, None)):
        values["invitation"] = invite(
            actor=inviter or SYSTEM,
            lasts=timedelta(days=1),
            reason="for a test",
            role=Role.PROVIDER,
            scope_kind=ScopeKind.INSTALLATION,
        )
    for role, person in town.people.items():
        key = begin_session(person, device=Device.PHONE, second_step_done=True)
        town.cookies[role] = key
        town.here[f"session of {role}"] = _session_ref(key)
        town.here[f"kept by {role}"] = _keep(person)


def _session_ref(key: str) -> str:
    db.session.flush()
    found = find_session(key)
    assert found is not None
    return found.ref


def _keep(person: Person) -> str:
    row = InterruptedPost(
        token=f"kept-{person.ref}",
        person_id=person.id,
        path="/en/account/name-and-language",
        fields=[["chosen_name", "Somebody"]],
        had_documents=False,
        created_at=clock.now(),
    )
    db.session.add(row)
    return row.token
