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
    PageSeen("landing", "/{lang}/", weighed=True),
    PageSeen("what-we-keep", "/{lang}/pages/what-we-keep", weighed=True),
    PageSeen("accessibility", "/{lang}/pages/accessibility"),
    PageSeen("leaving", "/{lang}/pages/leaving"),
    PageSeen("register", "/{lang}/account/register"),
    PageSeen("register-with-email", "/{lang}/account/register/with-email"),
    PageSeen("register-without-email", "/{lang}/account/register/without-email"),
    PageSeen("sign-in", "/{lang}/account/sign-in", weighed=True),
    PageSeen("reset", "/{lang}/account/reset"),
    PageSeen("nothing-here", "/{lang}/nothing-here", status=404),
)

# Forms that are sent empty, so that their error state is seen: (name, path, reader).
EMPTY_FORMS = (
    ("register-without-email-errors", "/{lang}/account/register/without-email", "visitor"),
    ("register-with-email-errors", "/{lang}/account/register/with-email", "visitor"),
    ("sign-in-errors", "/{lang}/account/sign-in", "visitor"),
    ("reset-errors", "/{lang}/account/reset", "visitor"),
)
