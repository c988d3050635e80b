"""What a feature adds to pages and decisions of packages below it.

A feature says it in its `setup.py`, with the constants named in `take`; create_app fills the registry from
them. So a lower package never imports an upper one, and never names its endpoints.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import ModuleType
from typing import Any, Protocol

from flask import Flask, current_app, url_for
from markupsafe import Markup

from app.kernel.actor import Actor
from app.web.desk import DeskItem

NavItem = dict[str, Any]
# The entries of the main navigation on a page of this network, or of none: {label, url, first (optional)}.
NavigationSource = Callable[[Any], list[NavItem]]
# What one person's desk shows, in this language, of the networks they work for or belong to.
DeskSource = Callable[[Actor, str, Sequence[Any]], list[DeskItem]]
# Whether this person may read the documents of the owner with this id.
DocumentReader = Callable[[Actor, int], bool]
# More about a case of one's own organisation, as a part of its page.
OwnPart = Callable[[Any], Markup]


# The constants of a setup.py that `take` reads.
OFFERS = frozenset(
    {
        "NAVIGATION",
        "DESK",
        "ON_LEAVING",
        "SPECIMENS",
        "DOCUMENT_READERS",
        "LINKS",
        "CASE_KINDS",
        "CASE_PAGES",
        "OWN_PARTS",
    }
)


class CaseLinks(Protocol):
    """The pages of one kind of case: `work` is the endpoint of its work page, taking `slug` and `ref`."""

    @property
    def work(self) -> str: ...
    def endpoints(self) -> set[str]: ...
    def faults(self, kind: str) -> Iterable[str]: ...


class Link(StrEnum):
    """Pages of upper packages that lower ones lead to. Exactly one feature offers each."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    ACCOUNT = "account"
    DESK = "desk"
    NETWORKS = "networks"
    NETWORK = "network"
    DIRECTORY = "directory"
    MEMBER_PAGE = "member_page"
    JOIN = "join"
    APPLY = "apply"
    CALL_APPLICATIONS = "call_applications"
    CALL_RANKING = "call_ranking"
    CALL_RUBRIC = "call_rubric"
    CALL_REVIEWERS = "call_reviewers"
    GRANT_OFFERS = "grant_offers"
    GRANTS_GIVEN = "grants_given"
    GRANT_EXPENSES = "grant_expenses"
    COST_REPORT = "cost_report"
    CHECK_EXPENSES = "check_expenses"
    EXPENSES_OF_GRANT = "expenses_of_grant"


class SetupFault(RuntimeError):
    """Two features offer the same thing, or nobody offers what is needed; the app does not start."""


@dataclass(frozen=True)
class ExtensionPoints:
    """What the features of one app have added."""

    navigation: list[NavigationSource] = field(default_factory=list)
    desk: list[DeskSource] = field(default_factory=list)
    document_readers: dict[str, DocumentReader] = field(default_factory=dict)
    links: dict[Link, str] = field(default_factory=dict)
    case_kinds: list[Collection[str]] = field(default_factory=list)
    case_pages: dict[str, CaseLinks] = field(default_factory=dict)
    on_leaving: list[Callable[[], None]] = field(default_factory=list)
    specimens: list[Callable[[], Markup]] = field(default_factory=list)
    own_parts: dict[str, OwnPart] = field(default_factory=dict)

    def take(self, setup: ModuleType) -> None:
        """Add what one feature's setup offers. Raises SetupFault where another offers the same already.

        NAVIGATION: functions that answer entries of the main navigation, given the page's network or None
        DESK: functions that answer desk items for a person, a language and their networks
        DOCUMENT_READERS: kind of owner → who may read its documents
        LINKS: Link → endpoint
        CASE_KINDS: collections of the kinds of cases there are, each of which needs pages
        CASE_PAGES: kind of case → its pages (casework.pages.CasePages)
        SPECIMENS: functions that answer more parts of the style guide
        OWN_PARTS: kind of case → what stands below on the page of it that its own organisation reads
        ON_LEAVING: what else must happen when somebody leaves the site quickly
        """
        for points, name in (
            (self.navigation, "NAVIGATION"),
            (self.desk, "DESK"),
            (self.on_leaving, "ON_LEAVING"),
            (self.case_kinds, "CASE_KINDS"),
            (self.specimens, "SPECIMENS"),
        ):
            points.extend(getattr(setup, name, ()))
        _add(self.document_readers, setup, "DOCUMENT_READERS")
        _add(self.links, setup, "LINKS")
        _add(self.case_pages, setup, "CASE_PAGES")
        _add(self.own_parts, setup, "OWN_PARTS")

    def check_complete(self, app: Flask) -> None:
        """Raises SetupFault when a link leads nowhere, a kind of case has no pages, or nothing leads to a
        step of it."""
        lacking = sorted(set(Link) - set(self.links))
        if lacking:
            raise SetupFault(f"no feature's setup offers these links: {', '.join(lacking)}")
        kinds = sorted({kind for known in self.case_kinds for kind in known})
        bare = sorted(set(kinds) - set(self.case_pages))
        if bare:
            raise SetupFault(f"no feature's setup offers the pages of these cases: {', '.join(bare)}")
        unreached = [fault for kind in kinds for fault in self.case_pages[kind].faults(kind)]
        if unreached:
            raise SetupFault(f"nothing leads to these steps: {', '.join(unreached)}")
        cases = {endpoint for pages in self.case_pages.values() for endpoint in pages.endpoints()}
        wrong = sorted({*self.links.values(), *cases} - set(app.view_functions))
        if wrong:
            raise SetupFault(f"these endpoints in a feature's setup do not exist: {', '.join(wrong)}")


def _add(held: dict[Any, Any], setup: ModuleType, name: str) -> None:
    offered: Mapping[Any, Any] = getattr(setup, name, {})
    twice = sorted(held.keys() & offered.keys())
    if twice:
        raise SetupFault(f"{setup.__name__}.{name} offers what another feature offers: {', '.join(twice)}")
    held.update(offered)


def install_extension_points(app: Flask) -> None:
    app.extensions["weft_extension_points"] = ExtensionPoints()
    app.jinja_env.globals.update(link_to=link_to, case_url=case_url, own_part=own_part)


def extension_points(app: Flask | None = None) -> ExtensionPoints:
    """Those of this app; of the current one if none is given."""
    found: ExtensionPoints = (app or current_app).extensions["weft_extension_points"]
    return found


def link_to(link: Link | str, **values: Any) -> str:
    """The address of an upper package's page."""
    return url_for(extension_points().links[Link(link)], **values)


def own_part(case: Any) -> Markup:
    """What an upper package adds to the page of a case that its own organisation reads."""
    part = extension_points().own_parts.get(case.kind)
    return part(case) if part is not None else Markup("")


def case_url(kind: str, *, slug: str, ref: str) -> str:
    """The work page of a case, whichever feature its kind belongs to."""
    return url_for(extension_points().case_pages[kind].work, slug=slug, ref=ref)
