"""The one table of who may open what: every endpoint × role × own or foreign object × method.

A row says how its address is filled and what each role gets. `foreign` rows are asked for again with an
object of another network and with one that does not exist: both answers must be the same refusal.
"""

from __future__ import annotations

from tests.integration.access.checks_table import CHECKS
from tests.integration.access.expected import (
    COMMITTEE,
    CONTACTS,
    OFFICERS,
    SIGNED_IN,
    VISITOR,
    Expected,
    Row,
    administrators,
    case_readers,
    contacts,
    deciders,
    everyone,
    only,
    screeners,
    signed_in,
)
from tests.integration.access.grants_table import (
    APPLICATIONS,
    AWARDS,
    CALLS,
    MONEY,
    REPORTS,
)
from tests.integration.access.reviews_table import PUBLISHING, REVIEWS


def checkers_page(name: str, stage: str) -> Row:
    """A page of the regional check: whoever else reads the case may not open it while the region may."""
    not_now = {"officer": 403, "committee": 403}
    return Row(
        f"membership.{name}",
        get={**case_readers(200, undeclared=303, recused=403), **not_now},
        post=case_readers(422, undeclared=409, recused=403),
        values={"slug": "slug", "ref": f"{stage}.ref"},
        foreign=True,
    )


def officers_page(name: str, stage: str, *, post: int = 422, **more: str) -> Row:
    values = {"slug": "slug", "ref": f"{stage}.ref", **more}
    return Row(f"membership.{name}", get=screeners(200), post=screeners(post), values=values, foreign=True)


def committee_page(name: str) -> Row:
    return Row(
        f"membership.{name}",
        get=deciders(200, undeclared=303),
        post=deciders(422, undeclared=409),
        values={"slug": "slug", "ref": "committee.ref"},
        foreign=True,
    )


def applicants_page(name: str, stage: str, get: Expected | None, post: Expected | None, **more: str) -> Row:
    values = {"ref": f"{stage}.ref", **more}
    return Row(f"membership.{name}", get=get, post=post, values=values, foreign=True)


def account_form(name: str, status: int = 422, **values: str) -> Row:
    return Row(f"accounts.{name}", get=signed_in(200), post=signed_in(status), values=values)


def door(name: str, *, get: int = 200, post: int | None = 422, **values: str) -> Row:
    """A page of accounts that needs nobody to be signed in."""
    return Row(
        f"accounts.{name}",
        get=everyone(get),
        post=None if post is None else everyone(post),
        values=values,
    )


ACCOUNTS = (
    door("register", post=None),
    door("register_with_email"),
    door("register_without_email"),
    door("check_your_mail", post=None),
    door("erased", post=None),
    door("reset"),
    door("reset_with_code"),
    door("confirm", get=410, post=410, token="=forged"),
    door("reset_with_link", get=410, post=410, token="=forged"),
    Row("accounts.sign_in", get=signed_in(303, {VISITOR: 200}), post=everyone(422)),
    door("second_step", get=303, post=303),
    door("second_step_recovery", get=303, post=303),
    door("write_down", get=303, post=303),
    Row("accounts.set_up_second_step", get=signed_in(200), post=signed_in(422)),
    Row("accounts.second_step_settings", get=signed_in(303), post=signed_in(303)),
    Row("accounts.sign_out", post=everyone(303)),
    Row("accounts.account", get=signed_in(200)),
    account_form("preferences"),
    account_form("change_passphrase"),
    account_form("recovery_code"),
    account_form("my_data"),
    account_form("erase"),
    account_form("acting_as", 303),
    Row("accounts.sessions", get=signed_in(200)),
    Row("accounts.end_other_sessions", post=signed_in(303)),
    Row("accounts.end_session", post=only({"lead": 303}), values={"ref": "session of lead"}),
    Row("accounts.people", get=administrators(200)),
    Row(
        "accounts.person",
        get=administrators(200),
        post=administrators(422),
        values={"ref": "person"},
        foreign=True,
    ),
    Row(
        "accounts.end_role",
        get=administrators(200),
        post=administrators(422),
        values={"ref": "person", "grant_ref": "grant"},
        foreign=True,
    ),
    Row("accounts.invite", get=administrators(200), post=administrators(422)),
    Row("accounts.invited", get=administrators(200), values={"token": "invitation"}),
    Row(
        "accounts.invitation",
        get=everyone(200),
        post=everyone(303, {VISITOR: 422, "administrator": 422, "stranger": 422}),
        values={"token": "invitation"},
    ),
)

DIRECTORY = (
    Row("directory.home", get=everyone(200)),
    Row("directory.networks", get=everyone(200)),
    Row("directory.landing", get=everyone(200), values={"slug": "slug"}),
    Row("directory.members", get=everyone(200), values={"slug": "slug"}),
    Row("directory.member", get=everyone(200), values={"slug": "slug", "ref": "listed"}),
    Row(
        "directory.read_need_to_know",
        post=only({"officer": 422}, among=()),
        values={"slug": "slug", "ref": "listed"},
    ),
)


def contacts_page(name: str, get: Expected | None, post: Expected | None = None, **more: str) -> Row:
    """A page on which an organisation's contacts keep its record."""
    values = {"ref": "organisation", **more}
    return Row(f"organisations.{name}", get=get, post=post, values=values, foreign=True)


LEADS_SEE, LEADS_SEND = contacts(200, 403, 403), contacts(422, 403, 403)
ORGANISATIONS = (
    Row("organisations.own_organisations", get=signed_in(200)),
    *(contacts_page(name, contacts(200)) for name in ("overview", "contacts", "memberships")),
    contacts_page("edit_section", contacts(200, 200, 403), contacts(422, 422, 403), section="=names"),
    contacts_page("invite_contact", LEADS_SEE, LEADS_SEND),
    contacts_page("contact", LEADS_SEE, LEADS_SEND, person_ref="editor_ref"),
    contacts_page("end_contact", None, contacts(303, 403, 403), person_ref="editor_ref"),
    Row(
        "organisations.audience",
        get=only({"member": 200}),
        post=only({"member": 422}),
        values={"ref": "member_organisation", "slug": "slug", "field": "=city"},
    ),
)


def record_page(name: str, *, get: int | None = 200, post: int | None = 422, **more: str) -> Row:
    """What the secretariat does with the record of a member."""
    return Row(
        f"organisations.{name}",
        get=None if get is None else screeners(get),
        post=None if post is None else screeners(post),
        values={"slug": "slug", "ref": "listed", **more},
        foreign=True,
    )


RECORDS = (
    Row("organisations.past_members", get=screeners(200), values={"slug": "slug"}),
    record_page("record", post=None),
    record_page("open_closed_fields", get=None),
    record_page("place"),
    record_page("undo_placement", placement_ref="placement"),
    record_page("translate", language="=fr"),
    record_page("add_affiliation"),
    record_page("end_affiliation", post=303, edge_ref="edge"),
    record_page("hide"),
    record_page("show_again"),
    record_page("suspend", membership_ref="membership"),
    record_page("reinstate", membership_ref="membership"),
    record_page("end_membership", membership_ref="membership"),
)

APPLICANTS = (
    applicants_page("own", "draft", contacts(200), None),
    applicants_page("answers", "submitted", contacts(200), None),
    applicants_page("section", "draft", contacts(200, 200, 404), contacts(303, 303, 404), code="=about"),
    applicants_page("circulation_view", "draft", contacts(200, 200, 404), contacts(422, 422, 404)),
    applicants_page("check", "draft", contacts(200, 200, 404), contacts(422, 422, 404)),
    applicants_page("reply", "committee", contacts(200), contacts(422)),
    Row("membership.join", get=everyone(200), values={"slug": "slug"}),
    Row("membership.start", get=signed_in(200), post=signed_in(422), values={"slug": "slug"}),
)

CASES = (
    Row(
        "membership.queue",
        get=only(
            {"officer": 200, "coordinator": 200, "coordinator elsewhere": 200}
            | {role: 200 for role in COMMITTEE if role != "committee elsewhere"},
            among=(*OFFICERS, *COMMITTEE),
        ),
        values={"slug": "slug"},
    ),
    Row("membership.act_on_selection", post=screeners(303), values={"slug": "slug"}),
    Row("membership.export_queue", get=screeners(200), values={"slug": "slug"}),
    Row("membership.enter", get=screeners(200), post=screeners(422), values={"slug": "slug"}),
    Row(
        "membership.case",
        get=case_readers(200, undeclared=303, recused=200),
        values={"slug": "slug", "ref": "check.ref"},
        foreign=True,
    ),
    checkers_page("regional_check", "check"),
    officers_page("assess", "submitted", post=303),
    officers_page("request_information", "submitted"),
    officers_page("forward", "submitted", post=303, action="=start_check"),
    officers_page("put_objections", "objected"),
    committee_page("vote"),
    committee_page("decide"),
    Row("membership.circulating", get=signed_in(200), values={"slug": "slug"}),
    Row(
        "membership.circulated",
        get=only({"member": 200}),
        post=only({"member": 422}),
        values={"slug": "slug", "ref": "comment.ref"},
        foreign=True,
    ),
)

DECLARERS = ("officer", "coordinator", "committee", "committee undeclared", "committee recused")
KNOWERS = (*CONTACTS, *DECLARERS)


def step(action: str, stage: str, allowed: Expected, *, post: int, refused: int = 403) -> Row:
    """A simple step of a case: `allowed` may take it, others who know of it are refused, contacts find
    none of the network's own."""
    known = dict.fromkeys(KNOWERS, refused) | ({"member": refused} if stage == "comment" else {})
    known |= {} if "lead" in allowed else dict.fromkeys(CONTACTS, 404)
    closed = {"committee recused": 403}
    seen = known | {"committee undeclared": 303} | closed | dict(allowed)
    sent = known | {"committee undeclared": 409} | closed
    return Row(
        "casework.step",
        get=only(seen, among=SIGNED_IN),
        post=only(sent | {role: post for role, status in allowed.items() if status == 200}, among=SIGNED_IN),
        values={"ref": f"{stage}.ref", "action": f"={action}"},
        foreign=True,
    )


STEPS = (
    step("take", "submitted", {"officer": 200}, post=303),
    step("note_reached", "submitted", {"officer": 200, "coordinator": 200}, post=303),
    step("extend_comment", "comment", {"officer": 200}, post=422),
    step("close_comment", "comment", {}, post=303, refused=409),
    step("return_to_secretariat", "check", {"coordinator": 200}, post=422),
    step("withdraw", "submitted", {"lead": 200, "editor": 200}, post=303),
    step("reopen", "closed", {"lead": 200, "editor": 200}, post=303),
    Row(
        "casework.declare",
        get=only(dict.fromkeys(DECLARERS, 200)),
        post=only(dict.fromkeys(DECLARERS, 422)),
        values={"ref": "check.ref"},
        foreign=True,
    ),
    Row("casework.news", get=contacts(303), values={"ref": "submitted.ref"}, foreign=True),
)

REST = (
    Row("dashboard.desk", get=signed_in(200)),
    Row("dashboard.outbox", get=administrators(200)),
    Row(
        "documents.download",
        get=only(dict.fromkeys((*CONTACTS, "officer", "coordinator", "committee"), 200)),
        values={"ref": "document"},
        foreign=True,
    ),
    Row("outside.door", get=everyone(302)),
    Row("outside.leave", get=everyone(303)),
    Row("outside.health", get=everyone(200)),
    Row("outside.ready", get=everyone(200)),
    Row("outside.accent", get=everyone(200), values={"colour": "=0a5c66"}),
    Row("assets.static_file", get=everyone(404), values={"name": "=nothing.css"}),
    Row("pages.words", get=everyone(200), values={"name": "=leaving"}),
    Row("pages.style_guide", get=everyone(200)),
    Row("pages.interrupted_post", get=only({"lead": 200}), values={"token": "kept by lead"}),
    Row("pages.forget_interrupted_post", post=signed_in(303), values={"token": "kept by lead"}),
)


TABLE: tuple[Row, ...] = (
    *ACCOUNTS,
    *DIRECTORY,
    *ORGANISATIONS,
    *RECORDS,
    *APPLICANTS,
    *CASES,
    *STEPS,
    *MONEY,
    *CALLS,
    *APPLICATIONS,
    *AWARDS,
    *CHECKS,
    *REPORTS,
    *REVIEWS,
    *PUBLISHING,
    *REST,
)
