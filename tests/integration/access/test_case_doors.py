"""Who may look into a case: ties declared first, conflicts closed, exclusions kept, regions apart."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.services import declare_tie
from app.documents.services import import_document
from app.kernel import clock
from app.kernel.actor import ANONYMOUS, SYSTEM
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from app.membership import services
from app.membership.enums import Ballot, CheckResult, Stance
from app.membership.models import Application
from app.membership.process_words import Action, Status
from app.organisations.enums import Audience, ContactRole, Field, OrganisationRefusal
from app.organisations.models import Organisation
from app.organisations.queries import active_membership
from app.organisations.services import set_audience, update_profile, withdraw_consent
from app.questionnaires.services.responses import documents_owner
from tests.clients import WeftClient, sign_in
from tests.factories import give_role, make_person
from tests.membership_factories import (
    World,
    fresh,
    list_circulating,
    make_draft,
    make_in_check,
    make_in_comment,
    make_submitted,
    make_world,
)
from tests.organisation_factories import make_contact, make_member, region
from tests.unit.documents.files import PDF

PAGES = ("", "declare", "vote", "decide", "check")
SECRET = "Acompañamos a pares."


@pytest.fixture
def world(session: Session) -> World:
    return make_world()


def case_url(application: Application, page: str = "") -> str:
    if page == "declare":
        return f"/en/cases/{application.ref}/declare"
    return f"/en/n/example/applications/{application.ref}/{page}"


def document_of(application: Application) -> str:
    owner = documents_owner(application.response)
    return import_document(BytesIO(PDF), "paper.pdf", owner=owner, actor=SYSTEM).ref


def judges(world: World) -> Iterator[tuple[object, Application]]:
    application = make_in_check(world)
    yield world.coordinator, application
    yield world.committee[0], application


def test_nobody_reads_a_case_before_declaring_ties(client: WeftClient, world: World) -> None:
    for person, application in judges(world):
        document = document_of(application)
        sign_in(client, person)
        for page in PAGES:
            response = client.get(case_url(application, page))
            assert SECRET not in response.text, page
            assert response.status_code in (200, 303, 403), page
        assert client.get(f"/en/documents/{document}").status_code == 404
        assert client.post(
            case_url(application, "check"), data={"result": "known", "note": "x"}
        ).status_code in (
            403,
            409,
        )
        declare_tie(fresh(application), tie=DeclaredTie.NONE, note="", actor=person)
        assert SECRET in client.get(case_url(application)).text
        assert client.get(f"/en/documents/{document}").status_code == 200


def test_a_conflict_closes_every_page(client: WeftClient, world: World) -> None:
    for person, application in judges(world):
        document = document_of(application)
        declare_tie(fresh(application), tie=DeclaredTie.CONFLICT, note="", actor=person)
        sign_in(client, person)
        for page in PAGES:
            response = client.get(case_url(application, page))
            assert SECRET not in response.text, page
        assert client.get(f"/en/documents/{document}").status_code == 404
        data = {"tie": "none"}
        assert client.post(case_url(application, "declare"), data=data).status_code in (409, 422)
        with pytest.raises(DomainError, match="conflict_stays"):
            declare_tie(fresh(application), tie=DeclaredTie.NONE, note="", actor=person)


def test_an_officer_of_the_applicant_is_recused(client: WeftClient, world: World) -> None:
    application = make_submitted(world)
    make_contact(world.officer, application.organisation, ContactRole.VIEWER)
    sign_in(client, world.officer)
    for page in ("assess", "ask", "on/start_check"):
        assert client.get(case_url(application, page)).status_code == 403
    assert SECRET not in client.get(case_url(application)).text
    assert client.post(f"/en/cases/{application.ref}/take").status_code == 404


def test_a_draft_is_nobodys_business(client: WeftClient, world: World) -> None:
    application = make_draft(world)
    document = document_of(application)
    for person in (world.officer, world.coordinator, world.committee[0], world.member):
        sign_in(client, person)
        assert client.get(case_url(application)).status_code == (403 if person is world.member else 404)
        assert client.get(f"/en/documents/{document}").status_code == 404
        for query in ("", "?status=draft", "?closed=1", "?q=Puentes"):
            assert application.ref not in client.get(f"/en/n/example/applications/{query}").text


def test_filters_never_widen_a_coordinators_queue(client: WeftClient, world: World) -> None:
    application = make_submitted(world)
    elsewhere = make_person("Elsewhere")
    give_role(elsewhere, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region("asia").id)
    sign_in(client, elsewhere)
    for query in (
        f"region={application.region_id}",
        f"region={region('asia').id}&region={application.region_id}",
        "status=submitted",
        "q=Puentes",
        "q=Puentos",
        "closed=1",
        "mine=1",
        "sort=name",
    ):
        response = client.get(f"/en/n/example/applications/?{query}")
        assert response.status_code == 200
        assert application.ref not in response.text
        assert ">Puentes<" not in response.text
    assert client.get(case_url(application)).status_code == 404


def _in_comment_excluding(world: World, organisation_id: int) -> Application:
    application = make_submitted(world)
    services.forward(application, Action.START_CHECK, excluding=[organisation_id], actor=world.officer)
    application = fresh(application)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    services.record_check(
        application, result=CheckResult.KNOWN, note="Known.", language="en", actor=world.coordinator
    )
    return fresh(application)


def test_an_excluded_member_sees_no_circulation(client: WeftClient, world: World) -> None:
    application = _in_comment_excluding(world, world.member_id)
    second = make_member(world.body, "Second group of the same person")
    make_contact(world.member, second)
    sign_in(client, world.member)
    assert application.ref not in client.get("/en/n/example/circulation/").text
    assert client.get(f"/en/n/example/circulation/{application.ref}").status_code == 404
    assert "/circulation/" not in client.get("/en/desk").text
    for organisation_id in (world.member_id, second.id):
        with pytest.raises(DomainError):
            _say(world, fresh(application), organisation_id)
    sign_in(client, world.other_member)
    assert client.get(f"/en/n/example/circulation/{application.ref}").status_code == 200


def _say(world: World, application: Application, organisation_id: int) -> None:
    services.comment(
        application,
        organisation_id=organisation_id,
        stance=Stance.SUPPORT,
        criterion=None,
        text="We know them.",
        language="en",
        actor=world.member,
    )


def test_nobody_speaks_for_a_member_that_is_not_theirs(world: World) -> None:
    application = make_in_comment(world)
    other = make_member(world.body, "Somebody else's")
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        _say(world, application, other.id)


def test_members_of_a_tier_that_is_not_asked_see_no_circulation(
    client: WeftClient, world: World, session: Session
) -> None:
    application = make_in_comment(world)
    assert list_circulating(world.member.id, world.body.id) == [application.ref]
    membership = active_membership(world.member_id, world.body.id)
    assert membership is not None
    membership.tier = "partner"
    session.flush()
    sign_in(client, world.member)
    assert list_circulating(world.member.id, world.body.id) == []
    assert application.ref not in client.get("/en/n/example/circulation/").text


def test_what_members_said_is_not_told_to_the_applicant(client: WeftClient, world: World) -> None:
    application = make_in_comment(world)
    services.comment(
        application,
        organisation_id=world.member_id,
        stance=Stance.OBJECTION,
        criterion="purpose",
        text="canary of a comment",
        language="en",
        actor=world.member,
    )
    sign_in(client, world.applicant)
    paths = ["/en/desk", f"/en/apply/{application.ref}/", f"/en/apply/{application.ref}/answers"]
    for path in [*paths, f"/en/apply/{application.ref}/objections"]:
        text = client.get(path).text
        assert "canary" not in text
        assert "Vecinas" not in text
        assert "A member commented" not in text


def test_an_officer_enters_only_for_their_own_network(client: WeftClient, world: World) -> None:
    other = make_world(slug="elsewhere", scheme="idpc", region_code="latin_america")
    sign_in(client, other.officer)
    data = {"known_as": "Group", "country": "MX", "language": "es", "source": "a call", "organisation": "new"}
    assert client.get("/en/n/example/applications/new").status_code == 404
    assert client.post("/en/n/example/applications/new", data=data).status_code == 404
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.enter_on_behalf(
            world.body, actor=other.officer, language="es", known_as="G", country="MX", source="a call"
        )


def test_nobody_is_not_the_system(world: World) -> None:
    organisation: Organisation = make_draft(world).organisation
    with pytest.raises(DomainError) as refused:
        update_profile(organisation, actor=ANONYMOUS, expected_version=None, country="AR")
    assert refused.value.http_status == 403
    with pytest.raises(DomainError, match=OrganisationRefusal.ONLY_THE_LEAD):
        withdraw_consent(organisation, field=Field.LISTING, body=world.body, actor=ANONYMOUS)
    with pytest.raises(DomainError, match=OrganisationRefusal.ONLY_THE_LEAD):
        set_audience(
            organisation, field=Field.CITY, body=world.body, audience=Audience.MEMBERS, actor=ANONYMOUS
        )


def test_a_role_that_one_does_not_act_in_opens_nothing(client: WeftClient, world: World) -> None:
    application = make_in_check(world)
    give_role(world.officer, Role.COMMITTEE_MEMBER, ScopeKind.BODY, world.body.id)
    sign_in(client, world.officer)
    assert client.post("/en/account/acting-as", data={"role": "committee_member"}).status_code == 303
    assert client.get(case_url(application, "assess")).status_code == 403
    assert client.get(case_url(application)).status_code == 303
    assert client.post("/en/account/acting-as", data={"role": "administrator"}).status_code == 422
    assert client.get("/en/account/people").status_code == 403
    assert client.post("/en/account/acting-as", data={"role": ""}).status_code == 303
    assert client.get(case_url(application, "vote")).status_code in (303, 403)


def test_whoever_entered_it_for_a_group_neither_checks_nor_decides(world: World) -> None:
    give_role(world.officer, Role.COMMITTEE_MEMBER, ScopeKind.BODY, world.body.id)
    application = services.enter_on_behalf(
        world.body, actor=world.officer, language="es", known_as="Group", country="MX", source="a call"
    )
    application.status_code, application.sent_at = Status.COMMITTEE, clock.now()
    world.officer.acting_as = Role.COMMITTEE_MEMBER
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.officer)
    with pytest.raises(DomainError, match=CaseworkRefusal.ALREADY_HAS_A_ROLE):
        services.cast_vote(
            application, choice=Ballot.ADMIT, tier="member", reason="x", language="en", actor=world.officer
        )
