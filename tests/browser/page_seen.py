"""One page that is looked at, as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

LANGUAGES = ("en", "es", "fr")
VISITOR = "visitor"
HALF = "half:"  # before the sign-in name of somebody who still owes the second step


@dataclass(frozen=True)
class PageSeen:
    """A page as one reader sees it: a visitor, or an example person.

    `wrong` says what is typed into its form to see its errors: {} sends it empty; None, there is no form, or
    an empty one is right. `weighed` pages are held to the weight of an unvisited page.
    """

    name: str
    route: str
    reader: str = VISITOR
    values: dict[str, str] = field(default_factory=dict)
    start: str = ""
    via: tuple[str, ...] = ()
    status: int = 200
    wrong: dict[str, str] | None = None
    weighed: bool = False

    @property
    def title(self) -> str:
        return f"{self.reader.replace(':', '-')}-{self.name}"


IDPC = {"slug": "idpc"}
NO_TOKEN = {"token": "a-token-of-nobody"}
EMPTY: dict[str, str] = {}
