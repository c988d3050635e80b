"""What is public of a grant: nothing until the office says so, never more than group and fund agreed to, and
less as soon as the group wants it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal
from app.grants.awards.enums import AwardRefusal
from app.grants.awards.models import GrantAward
from app.grants.calls.models import Call
from app.grants.funding.services import add_terms
from app.grants.publishing import queries, services
from app.grants.publishing.enums import Publicity, PublishingRefusal, Wish
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from tests.clients import WeftClient, sign_in
from tests.databases import counted_queries
from tests.factories import give_role
from tests.grant_factories import after
from tests.publishing_factories import Press
from tests.refusals import refusal

OFFICE = "/en/n/river/publishing/"


@pytest.fixture
def office(session: Session) -> Press:
    return Press()


@pytest.fixture
def call(office: Press) -> Iterator[Call]:
    """A call that has closed."""
    made = office.call()
    with after(made):
        yield made


def _shown(office: Press) -> list[tuple[str, str]]:
    db.session.flush()
    return [(one.name, one.ref) for one in queries.list_shown(office.body)]


def test_nothing_is_public_until_the_office_says_so_and_then_as_agreed(office: Press, call: Call) -> None:
    named, masked, withheld = (
        office.granted(call, name, answer)[0]
        for name, answer in (("Reed", "yes"), ("Ash", "country"), ("Elm", "no"))
    )
    assert _shown(office) == []
    refs = [one.ref for one in (named, masked, withheld)]
    assert services.choose_selected(refs, None, office.body.id, actor=office.officer) == []
    mask = queries.find_publication(masked.id)
    assert mask is not None
    assert _shown(office) == [("Reed", named.ref), ("", mask.masked_ref)]
    assert queries.get_record(withheld.id).publicity is Publicity.WITHHOLD
    named.held_at = clock.now()
    assert _shown(office) == [("", mask.masked_ref)]


def test_the_office_shows_no_more_than_was_agreed_and_only_the_office_chooses(
    office: Press, call: Call
) -> None:
    award, lead = office.granted(call, "Reed", "country")
    choose = services.choose
    refused = PublishingRefusal.NOT_AGREED
    assert refusal(lambda: choose(award, Publicity.PUBLISH, actor=office.officer)) is refused
    for actor in (lead, office.finance):
        act: Any = lambda who=actor: choose(award, None, actor=who)  # noqa: E731
        assert refusal(act) is KernelRefusal.NOT_YOURS_TO_DO
    give_role(lead, Role.GRANTS_OFFICER, ScopeKind.BODY, office.body.id)
    assert refusal(lambda: choose(award, None, actor=lead)) is CaseworkRefusal.RECUSED
    choose(award, Publicity.MASK, actor=office.officer)
    kept = queries.find_publication(award.id)
    assert kept is not None
    assert (kept.choice, kept.chosen_by_id) == (Publicity.MASK, office.officer.id)
    assert kept.chosen_at is not None


def test_a_donor_that_never_allowed_it_or_no_more_does_keeps_everything_back(
    office: Press, call: Call
) -> None:
    award, _lead = office.granted(call, "Reed")
    services.choose(award, None, actor=office.officer)
    assert [name for name, _ref in _shown(office)] == ["Reed"]
    add_terms(office.fund, {}, since=clock.today(), actor=office.finance)
    assert _shown(office) == []


def test_a_call_for_certain_groups_masks_unless_the_group_says_otherwise(office: Press) -> None:
    only_women = office.call(code="women", required=[{"rule": "led_by", "codes": ["women", "none_of_these"]}])
    only_women.required = []  # the group applies; who leads it is not what this is about
    with after(only_women):
        award, lead = office.granted(only_women, "Reed")
        only_women.required = [{"rule": "led_by", "codes": ["women"]}]
        services.choose(award, None, actor=office.officer)
        assert [name for name, _ref in _shown(office)] == [""]
        services.say(award, Wish.YES, actor=lead)
        assert [name for name, _ref in _shown(office)] == [""]
        services.choose(award, None, actor=office.officer)
        assert [name for name, _ref in _shown(office)] == ["Reed"]


def test_less_counts_at_once_and_more_takes_the_office(office: Press, call: Call) -> None:
    award, lead = office.granted(call, "Reed")
    services.choose(award, None, actor=office.officer)
    assert refusal(lambda: services.say(award, Wish.NO, actor=office.officer)) is (
        AwardRefusal.ONLY_THE_GRANTEE
    )
    services.say(award, Wish.NO, actor=lead)
    assert _shown(office) == []
    services.say(award, Wish.YES, actor=lead)
    assert _shown(office) == []  # the office has to choose it anew
    services.choose(award, None, actor=office.officer)
    assert _shown(office) == [("Reed", award.ref)]
    # A masked row in the place of the one with the name would say whose it is.
    services.say(award, Wish.COUNTRY, actor=lead)
    assert _shown(office) == []
    services.choose(award, Publicity.MASK, actor=office.officer)
    assert _shown(office) == []


def test_a_mask_keeps_its_number_and_two_of_a_group_have_nothing_in_common(office: Press, call: Call) -> None:
    award, lead = office.granted(call, "Reed", "country")
    services.choose(award, None, actor=office.officer)
    first = queries.list_shown(office.body)
    services.say(award, Wish.NO, actor=lead)
    services.say(award, Wish.COUNTRY, actor=lead)
    services.choose(award, None, actor=office.officer)
    assert queries.list_shown(office.body) == first
    kept = queries.find_publication(award.id)
    assert kept is not None
    assert len({award.ref, award.organisation.ref, kept.masked_ref, kept.masked_recipient}) == 4


def test_what_is_shown_takes_as_many_queries_for_one_as_for_many(office: Press, call: Call) -> None:
    def count() -> int:
        db.session.flush()
        db.session.expire_all()
        with counted_queries() as counted:
            queries.list_shown(office.body)
        return len(counted)

    for name in ("Reed", "Ash"):
        services.choose(office.granted(call, name, paid=True)[0], None, actor=office.officer)
    few = count()
    for name in ("Elm", "Oak", "Fir"):
        services.choose(office.granted(call, name)[0], None, actor=office.officer)
    assert count() == few


def test_the_office_chooses_for_many_and_the_group_for_its_own(
    client: WeftClient, session: Session, office: Press, call: Call
) -> None:
    reed, lead = office.granted(call, "Reed")
    elm, _other = office.granted(call, "Elm", "no")
    session.commit()
    sign_in(client, office.officer)
    page = client.get(OFFICE).text
    assert page.count("To be named") == page.count("Not to be named") == 1
    tick = {"ref": [reed.ref, elm.ref], "act": "mask"}
    told = client.post(f"{OFFICE}choose", data=tick, follow_redirects=True).text
    assert "1 grant was changed." in told
    assert "1 grant was not changed: the group or its fund has not agreed." in told
    assert "More may be shown" in told
    client.post(f"{OFFICE}choose", data={"ref": reed.ref, "act": "agreed"})
    group = client.application.test_client()
    sign_in(group, lead)
    own = f"/en/grants/{reed.ref}/"
    assert "USD 450.00 for Call day-of-action" in group.get(own).text
    group.post(f"{own}public", data={"wish": "no"})
    assert "Your grant appears in no public list, file or total." in group.get(own).text
    assert _publicity(reed) is Publicity.WITHHOLD


def _publicity(award: GrantAward) -> Publicity:
    db.session.expire_all()
    return queries.get_record(award.id).publicity


def test_everybody_reads_what_is_public_by_year_and_country(
    client: WeftClient, session: Session, office: Press, call: Call
) -> None:
    session.commit()
    given = "/en/n/river/grants-given/"
    assert "No grants are published yet" in client.get(given).text
    reed, _lead = office.granted(call, "Reed")
    ash, _other = office.granted(call, "Ash", "country")
    oak, _third = office.granted(call, "Oak")
    oak.country = "KE"
    oak.commitment.agreed_on = clock.today().replace(year=2021)
    for award in (reed, ash, oak):
        services.choose(award, None, actor=office.officer)
    session.commit()
    page = client.get(given).text
    assert ("Reed" in page, "Ash" in page, "Oak" in page) == (True, False, False)
    assert "Name withheld for safety" in page
    assert "<b>USD 900.00</b>" in page
    of_2021 = client.get(f"{given}?year=2021&country=KE").text
    assert ("Reed" in of_2021, "Oak" in of_2021) == (False, True)
    assert "<b>USD 450.00</b>" in of_2021
    assert given in client.get("/en/n/river/").text
