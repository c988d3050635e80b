"""The pages that are looked at, for each kind of reader. Add a line when you add a page: a test counts them.

A value that begins with @ stands for something of the example network, found by FIND: "@application/idpc/PE"
is the reference of IDPC's first application from Peru. `via` holds CSS selectors of links followed from the
page `start`.
"""

from __future__ import annotations

from tests.browser.grants_pages import (
    APPLICATIONS,
    AWARDS,
    CALLS,
    CHECKS,
    MONEY,
    NOT_LISTED_OF_GRANTS,
    PUBLISHING,
    REPORTS,
    REVIEWS,
)
from tests.browser.page_seen import EMPTY, HALF, IDPC, LANGUAGES, NO_TOKEN, VISITOR, PageSeen

__all__ = ["FIND", "HALF", "LANGUAGES", "NOT_LISTED", "PAGES", "VISITOR", "PageSeen"]


def case(country: str) -> dict[str, str]:
    """The values of a page about IDPC's application from this country."""
    return {"slug": "idpc", "ref": f"@application/idpc/{country}"}


def own(country: str, **more: str) -> dict[str, str]:
    """The same for the applicant's own pages."""
    return {"ref": f"@application/idpc/{country}", **more}


STEP = "casework.step"  # one page for every step that asks only a note, some days or a yes

PUBLIC = (
    PageSeen("landing", "directory.home", weighed=True),
    PageSeen("network-landing", "directory.landing", values={"slug": "inpud"}, weighed=True),
    PageSeen("networks", "directory.networks", weighed=True),
    PageSeen("join", "membership.join", values=IDPC, weighed=True),
    PageSeen("join-regional", "membership.join", values={"slug": "lanpud"}),
    PageSeen("directory", "directory.members", values=IDPC, weighed=True),
    PageSeen("directory-nothing", "directory.members", values={**IDPC, "q": "qqqq"}),
    PageSeen(
        "directory-member",
        "directory.member",
        start="/{lang}/n/idpc/directory/",
        via=("main a[href*='/directory/']:not([href*='?'])",),
    ),
    PageSeen("what-we-keep", "pages.words", values={"name": "what-we-keep"}, weighed=True),
    PageSeen("accessibility", "pages.words", values={"name": "accessibility"}),
    PageSeen("leaving", "pages.words", values={"name": "leaving"}),
    PageSeen("register", "accounts.register"),
    PageSeen("register-with-email", "accounts.register_with_email", wrong=EMPTY),
    PageSeen("register-without-email", "accounts.register_without_email", wrong=EMPTY),
    PageSeen("check-your-mail", "accounts.check_your_mail"),
    PageSeen("sign-in", "accounts.sign_in", wrong=EMPTY, weighed=True),
    PageSeen("reset", "accounts.reset", wrong=EMPTY),
    PageSeen("reset-with-code", "accounts.reset_with_code", wrong=EMPTY),
    PageSeen("reset-link-over", "accounts.reset_with_link", values=NO_TOKEN, status=410),
    PageSeen("confirm-link-over", "accounts.confirm", values=NO_TOKEN, status=410),
    PageSeen("invitation-over", "accounts.invitation", values=NO_TOKEN, status=410),
    PageSeen("erased", "accounts.erased"),
    PageSeen("nothing-here", "directory.landing", values={"slug": "nobody"}, status=404),
    PageSeen("second-step", "accounts.second_step", HALF + "committee-es", wrong=EMPTY),
    PageSeen("second-step-recovery", "accounts.second_step_recovery", HALF + "committee-es", wrong=EMPTY),
    PageSeen("style-guide", "pages.style_guide"),
)

DRAFT = own("CO")


def section(code: str, wrong: dict[str, str] | None = None) -> PageSeen:
    """A page of questions of a draft."""
    values = own("CO", code=code)
    return PageSeen(f"section-{code}", "membership.section", "applicant-es", values, wrong=wrong)


APPLICANTS = (
    PageSeen("desk", "dashboard.desk", "applicant-es"),
    PageSeen("start", "membership.start", "applicant-es", {"slug": "lanpud"}, wrong=EMPTY),
    PageSeen("tasks", "membership.own", "applicant-es", DRAFT),
    section("organisation", {"q_what_you_do": "uno " * 200}),
    section("standing"),
    section("purpose", {"q_people": "muchas"}),
    section("work", {"q_working_since": "1950-01-01"}),
    section("place"),
    section("endorsing"),
    PageSeen("circulation", "membership.circulation_view", "applicant-es", DRAFT, wrong=EMPTY),
    PageSeen("check", "membership.check", "applicant-es", DRAFT),
    PageSeen("withdraw", STEP, "applicant-es", {**DRAFT, "action": "withdraw"}),
    PageSeen("in-check", "membership.own", "applicant-en", own("GH")),
    PageSeen("sent", "membership.answers", "applicant-en", own("GH")),
    PageSeen("before-committee", "membership.own", "applicant-fr", own("SN")),
    PageSeen("objections", "membership.reply", "applicant-fr", own("SN")),
    PageSeen("asked", "membership.own", "applicant-without-mail", own("BO")),
    PageSeen("asked-check", "membership.check", "applicant-without-mail", own("BO")),
    PageSeen("account", "accounts.account", "applicant-es"),
    PageSeen("preferences", "accounts.preferences", "applicant-es", wrong=EMPTY),
    PageSeen("passphrase", "accounts.change_passphrase", "applicant-es", wrong=EMPTY),
    PageSeen("recovery-code", "accounts.recovery_code", "applicant-es", wrong=EMPTY),
    PageSeen("sessions", "accounts.sessions", "applicant-es"),
    PageSeen("second-step-set-up", "accounts.set_up_second_step", "applicant-es", wrong=EMPTY),
    PageSeen("my-data", "accounts.my_data", "applicant-es", wrong=EMPTY),
    PageSeen("erase", "accounts.erase", "applicant-es", wrong=EMPTY),
)


def profile(name: str, route: str, *via: str, wrong: dict[str, str] | None = None) -> PageSeen:
    """A page about the organisation that the reader speaks for."""
    there = ("main a[href*='/organisations/']", *via)
    return PageSeen(name, route, "member-en", start="/{lang}/organisations/", via=there, wrong=wrong)


def edit(part: str, wrong: dict[str, str] | None = None) -> PageSeen:
    return profile(f"edit-{part}", "organisations.edit_section", f"main a[href$='/edit/{part}']", wrong=wrong)


CONTACTS = "main a[href$='/contacts']"
MEMBERS = (
    PageSeen("desk", "dashboard.desk", "member-en"),
    PageSeen("circulating", "membership.circulating", "member-en", IDPC),
    PageSeen("circulated", "membership.circulated", "member-en", case("UY"), wrong=EMPTY),
    PageSeen("directory", "directory.members", "member-en", IDPC),
    PageSeen("organisations", "organisations.own_organisations", "member-en"),
    profile("profile", "organisations.overview"),
    edit("names", {"known_as": ""}),
    edit("about", {"site": "not an address"}),
    edit("place"),
    edit("identity"),
    edit("work"),
    edit("needs"),
    edit("registration"),
    edit("reach"),
    profile("memberships", "organisations.memberships", "main a[href$='/memberships']"),
    profile("contacts", "organisations.contacts", CONTACTS),
    profile("contact", "organisations.contact", CONTACTS, "main td a[href*='/contacts/']", wrong=EMPTY),
    profile(
        "invite-contact", "organisations.invite_contact", CONTACTS, "main a[href$='/invite']", wrong=EMPTY
    ),
    profile("audience", "organisations.audience", "main a[href*='/visibility/']"),
    PageSeen("not-yours", "accounts.people", "member-en", status=403),
    PageSeen("desk", "dashboard.desk", "member-network"),
    PageSeen("circulating-nothing", "membership.circulating", "member-network", IDPC),
)

ON = "membership.forward"
SECRETARIAT = (
    PageSeen("desk", "dashboard.desk", "idpc-officer"),
    PageSeen("queue", "membership.queue", "idpc-officer", IDPC),
    PageSeen("queue-nothing", "membership.queue", "idpc-officer", {**IDPC, "q": "qqqq"}),
    PageSeen("queue-overdue", "membership.queue", "idpc-officer", {**IDPC, "overdue": "1", "mine": "1"}),
    PageSeen("queue-ended", "membership.queue", "idpc-officer", {**IDPC, "closed": "1"}),
    PageSeen("enter-on-behalf", "membership.enter", "idpc-officer", IDPC, wrong=EMPTY),
    PageSeen("case-new", "membership.case", "idpc-officer", case("PE")),
    PageSeen("case-referred", "membership.case", "idpc-officer", case("DE")),
    PageSeen("case-asked", "membership.case", "idpc-officer", case("BO")),
    PageSeen("case-objected", "membership.case", "idpc-officer", case("MA")),
    PageSeen("case-declined", "membership.case", "idpc-officer", case("EG")),
    PageSeen("case-withdrawn", "membership.case", "idpc-officer", case("JM")),
    PageSeen("case-concern", "membership.case", "idpc-officer", case("HT")),
    PageSeen(
        "assess",
        "membership.assess",
        "idpc-officer",
        case("PE"),
        wrong={"verdict_principles": "not_met", "reason_principles": ""},
    ),
    PageSeen("ask", "membership.request_information", "idpc-officer", case("PE"), wrong=EMPTY),
    PageSeen("ask-region", ON, "idpc-officer", {**case("PE"), "action": "start_check"}),
    PageSeen("ask-members", ON, "idpc-officer", {**case("PE"), "action": "open_comment"}),
    PageSeen("regional-check", "membership.regional_check", "idpc-officer", case("FJ"), wrong=EMPTY),
    PageSeen("give-back", STEP, "idpc-officer", own("FJ", action="return_to_secretariat"), wrong=EMPTY),
    PageSeen("take", STEP, "idpc-officer", own("PE", action="take")),
    PageSeen("extend", STEP, "idpc-officer", own("UY", action="extend_comment"), wrong=EMPTY),
    PageSeen("put-objections", "membership.put_objections", "idpc-officer", case("MA"), wrong=EMPTY),
    PageSeen("declare-tie", "casework.declare", "idpc-officer", own("PE"), wrong=EMPTY),
    PageSeen(
        "need-to-know",
        "directory.member",
        "idpc-officer",
        start="/{lang}/n/idpc/directory/",
        via=("main a[href*='/directory/']:not([href*='?'])",),
        wrong=EMPTY,
    ),
)

JUDGES = (
    PageSeen("desk", "dashboard.desk", "coordinator-latin-america"),
    PageSeen("queue", "membership.queue", "coordinator-latin-america", IDPC),
    PageSeen("declare", "casework.declare", "coordinator-latin-america", own("AR"), wrong=EMPTY),
    PageSeen("desk", "dashboard.desk", "committee-fr"),
    PageSeen("queue", "membership.queue", "committee-fr", {**IDPC, "status": "committee"}),
    PageSeen("case", "membership.case", "committee-fr", case("SN")),
    PageSeen("vote", "membership.vote", "committee-fr", case("SN"), wrong={"reason": ""}),
    PageSeen("no-quorum", "membership.decide", "committee-fr", case("SN")),
    PageSeen("recused", "membership.case", "committee-4", case("SN")),
    PageSeen("case-voted", "membership.case", "committee-en", case("ID")),
    PageSeen("desk-nothing", "dashboard.desk", "inpud-committee-1"),
    PageSeen("acting-as", "accounts.acting_as", "two-roles"),
    PageSeen("choose-role", "casework.declare", "two-roles", own("PT")),
)


def record(name: str, route: str, more: str = "", *, wrong: bool = True) -> PageSeen:
    """A page of the secretariat about a member. `more` names a value: "membership_ref=@membership/idpc"."""
    values = {"slug": "idpc", "ref": "@member/idpc"}
    name_of, _, value = more.partition("=")
    if more:
        values[name_of] = value
    return PageSeen(name, f"organisations.{route}", "idpc-officer", values, wrong=EMPTY if wrong else None)


OF_LANPUD = {"slug": "lanpud", "ref": "@tied/lanpud", "edge_ref": "@tie/lanpud"}
OF_INPUD = {"slug": "inpud", "ref": "@member/inpud", "placement_ref": "@placement/inpud"}
SUSPENDED = {
    "slug": "idpc",
    "ref": "@suspended/idpc",
    "membership_ref": "@suspended-membership/idpc",
}
RECORDS = (
    PageSeen("past-members", "organisations.past_members", "idpc-officer", IDPC),
    record("record", "record"),
    record("place", "place"),
    record("translate", "translate", "language=fr", wrong=False),
    record("affiliation", "add_affiliation"),
    record("hide", "hide"),
    record("show", "show_again", wrong=False),
    record("suspend", "suspend", "membership_ref=@membership/idpc"),
    record("end-membership", "end_membership", "membership_ref=@membership/idpc"),
    PageSeen("reinstate", "organisations.reinstate", "idpc-officer", SUSPENDED, wrong=EMPTY),
    PageSeen("end-affiliation", "organisations.end_affiliation", "lanpud-officer", OF_LANPUD),
    PageSeen("undo-placement", "organisations.undo_placement", "inpud-officer", OF_INPUD, wrong=EMPTY),
)

A_PERSON = {"ref": "@person/committee-fr"}
A_SEAT = {**A_PERSON, "grant_ref": "@grant/committee-fr"}
ADMINISTRATION = (
    PageSeen("desk", "dashboard.desk", "administrator"),
    PageSeen("people", "accounts.people", "administrator"),
    PageSeen("person", "accounts.person", "administrator", A_PERSON, wrong=EMPTY),
    PageSeen("end-role", "accounts.end_role", "administrator", A_SEAT, wrong=EMPTY),
    PageSeen("invite", "accounts.invite", "administrator", wrong=EMPTY),
    PageSeen("second-step-settings", "accounts.second_step_settings", "administrator", wrong=EMPTY),
    PageSeen("outbox", "dashboard.outbox", "administrator"),
)

GRANTS = (*MONEY, *CALLS, *APPLICATIONS, *REVIEWS, *CHECKS, *AWARDS, *REPORTS, *PUBLISHING)
PAGES = (*PUBLIC, *APPLICANTS, *MEMBERS, *SECRETARIAT, *JUDGES, *RECORDS, *GRANTS, *ADMINISTRATION)

_MEMBER = (
    "FROM organisation JOIN membership ON membership.organisation_id = organisation.id "
    "JOIN network_body ON network_body.id = membership.body_id {} "
    "WHERE network_body.slug = ? AND membership.status = '{}' ORDER BY membership.id LIMIT 1"
)
_TIED = "JOIN affiliation ON affiliation.organisation_id = organisation.id AND affiliation.ended_at IS NULL"
_PLACED = "JOIN region_placement ON region_placement.organisation_id = organisation.id"
# How the @ values are found: SQL with the parts after the first slash.
FIND = {
    "application": (
        "SELECT application.ref FROM casefile AS application "
        "JOIN network_body ON network_body.id = application.body_id "
        "WHERE application.kind = 'membership_application' AND network_body.slug = ? "
        "AND application.country = ? ORDER BY application.id LIMIT 1"
    ),
    "call": "SELECT ref FROM call WHERE code = ?",
    "question": "SELECT ref FROM call_question WHERE status = ? ORDER BY id LIMIT 1",
    "grant-application": (
        "SELECT casefile.ref FROM casefile JOIN grant_application ON grant_application.id = casefile.id "
        "JOIN call ON call.id = grant_application.call_id "
        "WHERE call.code = ? AND casefile.status = ? ORDER BY casefile.id LIMIT 1"
    ),
    "review": (
        "SELECT casefile.ref FROM casefile JOIN review ON review.case_id = casefile.id "
        "JOIN person ON person.id = review.person_id "
        "WHERE person.sign_in_name = ? AND review.status = ? ORDER BY casefile.id LIMIT 1"
    ),
    "grant-review": (
        "SELECT ref FROM casefile WHERE kind = 'grant_review' AND status = ? ORDER BY id LIMIT 1"
    ),
    "flagged-review": (
        "SELECT casefile.ref FROM casefile JOIN review ON review.case_id = casefile.id "
        "WHERE casefile.kind = 'grant_review' AND review.flagged_at IS NOT NULL AND casefile.status = ? "
        "ORDER BY casefile.id LIMIT 1"
    ),
    "sent-review": (
        "SELECT review.ref FROM review JOIN casefile ON casefile.id = review.case_id "
        "WHERE casefile.status = ? ORDER BY casefile.id, review.id LIMIT 1"
    ),
    "grant-award": (
        "SELECT casefile.ref FROM casefile JOIN grant_award ON grant_award.id = casefile.id "
        "JOIN grant_application ON grant_application.id = grant_award.application_id "
        "JOIN call ON call.id = grant_application.call_id "
        "WHERE call.code = ? AND casefile.status = ? ORDER BY casefile.id LIMIT 1"
    ),
    "varied-award": (
        "SELECT casefile.ref FROM casefile JOIN grant_variation ON grant_variation.award_id = casefile.id "
        "WHERE casefile.kind = 'grant_award' AND grant_variation.status = ? ORDER BY casefile.id LIMIT 1"
    ),
    "check": "SELECT ref FROM casefile WHERE kind = 'diligence_check' AND status = ? ORDER BY id LIMIT 1",
    "checked-group": (
        "SELECT o.ref FROM organisation o JOIN casefile c ON c.organisation_id = o.id "
        "WHERE c.kind = 'diligence_check' AND c.status = ? AND o.id NOT IN (SELECT organisation_id "
        "FROM casefile WHERE kind = 'diligence_check' AND is_open) ORDER BY c.id LIMIT 1"
    ),
    "past-import": "SELECT ref FROM past_import WHERE filename = ?",
    "payment-run": "SELECT ref FROM payment_run WHERE status = ? ORDER BY id LIMIT 1",
    "fund": "SELECT ref FROM fund WHERE code = ?",
    "person": "SELECT ref FROM person WHERE sign_in_name = ?",
    "grant": (
        "SELECT role_grant.ref FROM role_grant JOIN person ON person.id = role_grant.person_id "
        "WHERE person.sign_in_name = ?"
    ),
    "member": f"SELECT organisation.ref {_MEMBER.format('', 'active')}",
    "membership": f"SELECT membership.ref {_MEMBER.format('', 'active')}",
    "suspended": f"SELECT organisation.ref {_MEMBER.format('', 'suspended')}",
    "suspended-membership": f"SELECT membership.ref {_MEMBER.format('', 'suspended')}",
    "tied": f"SELECT organisation.ref {_MEMBER.format(_TIED, 'active')}",
    "tie": f"SELECT affiliation.ref {_MEMBER.format(_TIED, 'active')}",
    "placement": f"SELECT region_placement.ref {_MEMBER.format(_PLACED, 'active')}",
}

# GET routes that are no page to look at, or that a walk looks at, and why.
NOT_LISTED = {
    **NOT_LISTED_OF_GRANTS,
    "assets.static_file": "a file",
    "outside.accent": "a file",
    "documents.download": "a file",
    "membership.export_queue": "a file",
    "outside.door": "sends on to the reader's language",
    "outside.health": "for machines",
    "outside.ready": "for machines",
    "outside.leave": "sends on to a site that is not ours",
    "casework.news": "sends on to the case, by the walk of the group without mail",
    "accounts.write_down": "seen by the walk of the group without mail",
    "accounts.invited": "seen by test_administrator_hands_over_an_invitation",
    "pages.interrupted_post": "seen by the walk of the group without mail",
}
