"""The pages that are looked at, for each kind of reader. Add a line when you add a page.

`via` holds CSS selectors of links followed from `path`, for pages whose address is only known at run time.
"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True)
class PageSeen:
    """A page as one reader sees it: "visitor", or the sign-in name of an example person.

    `weighed` pages are held to the weight of an unvisited page.
    """

    name: str
    path: str
    reader: str = "visitor"
    via: tuple[str, ...] = ()
    status: int = 200
    weighed: bool = False


PAGES = (
    # --- a visitor
    PageSeen("landing", "/{lang}/", weighed=True),
    PageSeen("network-landing", "/{lang}/n/inpud/", weighed=True),
    PageSeen("networks", "/{lang}/networks/", weighed=True),
    PageSeen("join", "/{lang}/n/idpc/join", weighed=True),
    PageSeen("directory", "/{lang}/n/idpc/directory/", weighed=True),
    PageSeen("directory-member", "/{lang}/n/idpc/directory/", via=("main a[href*='/directory/']",)),
    PageSeen("what-we-keep", "/{lang}/pages/what-we-keep", weighed=True),
    PageSeen("accessibility", "/{lang}/pages/accessibility"),
    PageSeen("leaving", "/{lang}/pages/leaving"),
    PageSeen("register", "/{lang}/account/register"),
    PageSeen("register-with-email", "/{lang}/account/register/with-email"),
    PageSeen("register-without-email", "/{lang}/account/register/without-email"),
    PageSeen("sign-in", "/{lang}/account/sign-in", weighed=True),
    PageSeen("reset", "/{lang}/account/reset"),
    PageSeen("nothing-here", "/{lang}/nothing-here", status=404),
    # --- an applicant
    PageSeen("desk", "/{lang}/desk", "applicant-es"),
    PageSeen("application", "/{lang}/desk", "applicant-es", via=("main a[href*='/apply/']",)),
    PageSeen("account", "/{lang}/account/", "applicant-es"),
    PageSeen("sessions", "/{lang}/account/sessions", "applicant-es"),
    PageSeen("my-data", "/{lang}/account/my-data", "applicant-es"),
    # --- a member's contact
    PageSeen("desk", "/{lang}/desk", "member-en"),
    PageSeen("organisations", "/{lang}/organisations/", "member-en"),
    PageSeen("circulating", "/{lang}/n/idpc/circulation/", "member-en"),
    # --- the secretariat, a coordinator, the committee
    PageSeen("desk", "/{lang}/desk", "idpc-officer"),
    PageSeen("queue", "/{lang}/n/idpc/applications/", "idpc-officer"),
    PageSeen("case", "/{lang}/n/idpc/applications/", "idpc-officer", via=("main td a",)),
    PageSeen("enter-on-behalf", "/{lang}/n/idpc/applications/new", "idpc-officer"),
    PageSeen("desk", "/{lang}/desk", "coordinator-latin-america"),
    PageSeen("desk", "/{lang}/desk", "committee-fr"),
    PageSeen("queue", "/{lang}/n/idpc/applications/", "committee-fr"),
    # --- who looks after accounts
    PageSeen("desk", "/{lang}/desk", "administrator"),
    PageSeen("people", "/{lang}/account/people", "administrator"),
    PageSeen("outbox", "/{lang}/outbox", "administrator"),
    PageSeen("style-guide", "/{lang}/style-guide", "administrator"),
)

# Forms that are sent empty, so that their error state is seen: (name, path, reader).
EMPTY_FORMS = (
    ("register-without-email-errors", "/{lang}/account/register/without-email", "visitor"),
    ("register-with-email-errors", "/{lang}/account/register/with-email", "visitor"),
    ("sign-in-errors", "/{lang}/account/sign-in", "visitor"),
    ("reset-errors", "/{lang}/account/reset", "visitor"),
)
