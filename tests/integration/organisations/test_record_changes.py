"""What the secretariat changes in a member's record, each time with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError, KernelRefusal
from app.organisations import queries, services
from app.organisations.enums import AffiliationKind, Audience, DatePrecision, Field, MembershipStatus
from tests.clients import sign_in
from tests.factories import make_person
from tests.integration.organisations.office import REASON, Office, kinds
from tests.organisation_factories import make_member, make_organisation, region, show


def test_placing_and_undoing_it(session: Session, client: Any, office: Office) -> None:
    url = office.url + "region"
    empty = client.post(url, data={"region": str(region("europe").id), "weight": "primary", "reason": ""})
    assert empty.status_code == 422
    assert "Say why" in empty.text
    typed = {"region": str(region("europe").id), "weight": "primary", "reason": "In exile"}
    assert client.post(url, data=typed).status_code == 303
    assert queries.region_of(office.member, office.body.scheme_id) == region("europe").id
    again = client.post(url, data=typed)
    assert again.status_code == 422
    assert "It is in this region already" in again.text
    assert "In exile" in again.text
    further = {"region": str(region("inwud").id), "weight": "further", "reason": "Women"}
    assert client.post(url, data=further).status_code == 303
    assert queries.secondary_regions(office.member.id, office.body.scheme_id) == [region("inwud").id]
    held = queries.list_placements(office.member.id, office.body.scheme_id)
    undo = f"{office.url}region/{held[0].ref}/undo"
    assert client.get(undo).status_code == 200
    assert client.post(undo, data={"reason": " "}).status_code == 422
    assert client.post(undo, data={"reason": "Back home"}).status_code == 303
    assert client.post(undo, data={"reason": "Back home"}).status_code == 409
    assert queries.region_of(office.member, office.body.scheme_id) == region("latin_america_caribbean").id
    assert kinds(office.member)[-1] == "organisation.placement_ended"


def test_region_of_another_scheme_is_refused(session: Session, client: Any, office: Office) -> None:
    foreign = region("latin_america", "idpc")
    typed = {"region": str(foreign.id), "weight": "primary", "reason": REASON}
    assert client.post(office.url + "region", data=typed).status_code == 422


def test_whoever_saw_an_older_placement_is_told(session: Session, client: Any, office: Office) -> None:
    services.place_in_region(office.member, region_id=region("asia").id, reason="first", actor=SYSTEM)
    typed = {"region": str(region("europe").id), "weight": "primary", "reason": "TYPEDREASON", "version": "0"}
    answer = client.post(office.url + "region", data=typed)
    assert answer.status_code == 409
    assert "TYPEDREASON" in answer.text


def test_hiding_and_showing_again(session: Session, client: Any, office: Office) -> None:
    visitor = client.application.test_client()
    entry = f"/en/n/{office.body.slug}/directory/{office.member.ref}"
    assert visitor.get(entry).status_code == 200
    assert client.post(office.url + "hide", data={"reason": ""}).status_code == 422
    assert client.post(office.url + "hide", data={"reason": "A raid"}).status_code == 303
    assert visitor.get(entry).status_code == 404
    assert client.post(office.url + "hide", data={"reason": "Again"}).status_code == 409
    assert "A raid" in client.get(office.url).text
    assert client.post(office.url + "show", data={"reason": "Safe again"}).status_code == 303
    assert visitor.get(entry).status_code == 200
    assert [kind for kind in kinds(office.member) if "hidden" in kind or "shown" in kind] == [
        "organisation.hidden",
        "organisation.shown_again",
    ]


def test_double_click_hides_once(session: Session, client: Any, office: Office) -> None:
    typed = {"reason": "A raid", "submission_key": "k" * 20}
    answers = [client.post(office.url + "hide", data=typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert kinds(office.member).count("organisation.hidden") == 1


def test_working_translation_stands_beside_the_original(
    session: Session, client: Any, office: Office
) -> None:
    url = office.url + "translation/en"
    assert "Somos un grupo." in client.get(url).text
    typed = {"text": "We are a group.", "version": str(office.member.version)}
    assert client.post(url, data=typed).status_code == 303
    public = client.application.test_client().get(f"/en/n/lanpud/directory/{office.member.ref}").text
    assert "We are a group." in public
    assert "Somos un grupo." in public
    assert "A working translation by the secretariat" in public
    assert client.post(url, data=typed | {"text": "TYPEDTEXT"}).status_code == 409
    assert client.get(office.url + "translation/es").status_code == 404
    assert client.get(office.url + "translation/pt").status_code == 404
    assert client.post(url, data={"text": ""}).status_code == 303
    assert [one.language for one in office.member.descriptions] == ["es"]


def test_group_that_changes_a_translation_makes_it_its_own(session: Session, office: Office) -> None:
    services.translate_description(
        office.member, language="en", text="One\ntwo", actor=SYSTEM, expected_version=None
    )
    texts = {"es": "Somos otro grupo.", "en": "One\r\ntwo"}
    services.update_profile(office.member, actor=office.contact, expected_version=None, descriptions=texts)
    assert office.member.descriptions[-1].is_working_translation
    texts["en"] = "Our own words"
    services.update_profile(office.member, actor=office.contact, expected_version=None, descriptions=texts)
    assert not office.member.descriptions[-1].is_working_translation


def test_affiliations_begin_and_end(session: Session, client: Any, office: Office) -> None:
    url = office.url + "affiliations/new"
    make_member(office.body, "Anfitriona")
    typed = {"kind": "hosted_by", "other": "anfitriona", "since-year": "2019"}
    assert client.post(url, data=typed).status_code == 303
    edge = queries.list_affiliations(office.member.id)[0]
    assert (edge.effective_from, edge.from_precision) == (date(2019, 1, 1), DatePrecision.YEAR)
    refused = client.post(url, data=typed | {"other": "Someone else", "outside": "y"})
    assert refused.status_code == 422
    assert "one at a time" in refused.text
    page = client.get(office.url).text
    assert "Anfitriona" in page
    end = f"{office.url}affiliations/{edge.ref}/end"
    assert client.post(end, data={"until-year": "2018"}).status_code == 422
    no_day = client.post(end, data={"until-day": "31", "until-month": "2", "until-year": "2020"})
    assert no_day.status_code == 422
    assert "There is no day 31 in February 2020. Check the date." in no_day.text
    assert client.post(end, data={"until-month": "6", "until-year": "2020"}).status_code == 303
    session.refresh(edge)
    assert (edge.effective_to, edge.to_precision) == (date(2020, 6, 1), DatePrecision.MONTH)
    assert client.post(end, data={}).status_code == 409
    assert (
        client.post(url, data={"kind": "member_of", "other": "A coalition", "outside": "y"}).status_code
        == 303
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose how they are connected"),
        ({"kind": "part_of", "other": "Nobody at all"}, "No member of this network is called that"),
        ({"kind": "part_of", "other": "Puentes"}, "cannot be connected to itself"),
        ({"kind": "part_of", "other": "X", "outside": "y", "since-day": "3"}, "Write the year"),
        ({"kind": "part_of", "other": "X", "outside": "y", "since-year": "2999"}, "today or an earlier day"),
    ],
)
def test_wrong_affiliation_is_said_and_kept(
    client: Any, office: Office, typed: dict[str, str], words: str
) -> None:
    answer = client.post(office.url + "affiliations/new", data=typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert typed.get("other", "") in answer.text


def test_namesakes_are_told_apart_by_reference(session: Session, client: Any, office: Office) -> None:
    first = make_member(office.body, "Gemela")
    make_member(office.body, "Gemela")
    url = office.url + "affiliations/new"
    assert "Several are called that" in client.post(url, data={"kind": "part_of", "other": "gemela"}).text
    assert client.post(url, data={"kind": "part_of", "other": first.ref.lower()}).status_code == 303


def test_affiliation_tells_nobody_of_a_hidden_group(session: Session, client: Any, office: Office) -> None:
    hidden = make_member(office.body, "Oculta", listed=Audience.COORDINATORS)
    show(office.member, office.body, Field.AFFILIATIONS, Audience.PUBLIC)
    services.affiliate(office.member, kind=AffiliationKind.PART_OF, to=hidden, actor=SYSTEM)
    services.affiliate(
        office.member, kind=AffiliationKind.MEMBER_OF, to=office.body.organisation, actor=SYSTEM
    )
    page = f"/en/n/{office.body.slug}/directory/{office.member.ref}"
    public = client.application.test_client().get(page).text
    assert ("Oculta" in public, "LANPUD" in public) == (False, True)
    assert "Oculta" in client.get(page).text
    sign_in(client, office.contact)
    assert "Oculta" in client.get(f"/en/organisations/{office.member.ref}/").text


def test_membership_is_suspended_reinstated_and_ended(session: Session, client: Any, office: Office) -> None:
    entry = f"/en/n/{office.body.slug}/directory/{office.member.ref}"
    for action in ("suspend", "end"):
        assert client.post(office.membership_url + action, data={"reason": " "}).status_code == 422
    assert client.post(office.membership_url + "suspend", data={"reason": "Unreachable"}).status_code == 303
    assert client.get(entry).status_code == 404
    assert client.post(office.membership_url + "suspend", data={"reason": REASON}).status_code == 409
    assert "Puentes" in client.get(f"/en/n/{office.body.slug}/organisations/").text
    assert client.post(office.membership_url + "reinstate", data={"reason": "They wrote"}).status_code == 303
    assert client.get(entry).status_code == 200
    too_early = {"reason": "Left", "last_day-year": "2019"}
    assert client.post(office.membership_url + "end", data=too_early).status_code == 422
    ended = {"reason": "Left", "last_day-month": "6", "last_day-year": "2024"}
    assert client.post(office.membership_url + "end", data=ended).status_code == 303
    edge = queries.list_memberships(office.member.id)[0]
    session.refresh(edge)
    assert (edge.status, edge.effective_to, edge.to_precision) == (
        MembershipStatus.ENDED,
        date(2024, 6, 1),
        DatePrecision.MONTH,
    )
    page = client.get(office.url).text
    assert "Unreachable" in page
    assert "Olive Officer" in page


def test_contacts_are_told_that_their_entry_is_hidden(session: Session, client: Any, office: Office) -> None:
    own = f"/en/organisations/{office.member.ref}/"
    sign_in(client, office.contact)
    assert "hides your entry" not in client.get(own).text
    services.set_hidden(
        office.member, body=office.body, hidden=True, reason="SECRETREASON", actor=office.officer
    )
    page = client.get(own).text
    assert ("hides your entry" in page, "SECRETREASON" in page) == (True, False)


def test_services_ask_again_who_acts(session: Session, office: Office) -> None:
    stranger = make_person("Stranger")
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.set_hidden(office.member, body=office.body, hidden=True, reason=REASON, actor=stranger)
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.place_in_region(
            office.member, region_id=region("asia").id, reason=REASON, actor=stranger, body=office.body
        )
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.affiliate(
            office.member, kind=AffiliationKind.PART_OF, outside_name="X", actor=office.officer, body=None
        )
    outside = make_organisation("Outside")
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.set_hidden(outside, body=office.body, hidden=True, reason=REASON, actor=office.officer)
