"""The grants that were given, for everybody: one year at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.grants.publishing.projection import Shown, totals
from app.kernel.locales import country_name, picked
from app.kernel.money import Money
from app.kernel.text import search_key
from app.web.list_page import Count, Tab


@dataclass(frozen=True)
class GivenRow:
    """One grant; `about`: its amount is rounded."""

    name: str
    is_masked: bool
    place: str
    call: str
    amount: Money
    is_about: bool


@dataclass(frozen=True)
class GivenPage:
    """The grants of one year, of all countries or of one, and what they add up to in each currency."""

    year: str
    years: Sequence[Tab]
    country: str
    countries: Sequence[tuple[str, str]]
    rows: Sequence[GivenRow]
    totals: Sequence[Money]


def given_page(shown: Sequence[Shown], slug: str, *, year: str, country: str, language: str) -> GivenPage:
    """The page that the address asks for; without a year, or with one in which nothing was given, the newest.
    A masked grant has no country: it is in the list of all."""
    years = Counter(str(one.year) for one in shown)
    wanted = year if year in years else max(years, default="")
    of_year = [one for one in shown if str(one.year) == wanted]
    known = {one.country for one in of_year if one.country}
    chosen = country if country in known else ""
    rows = [one for one in of_year if not chosen or one.country == chosen]
    return GivenPage(
        year=wanted,
        years=[
            Tab(
                one, url_for("grants_publishing.given", slug=slug, year=one), one == wanted, Count(years[one])
            )
            for one in sorted(years, reverse=True)
        ],
        country=chosen,
        countries=sorted(
            ((code, country_name(code, language)) for code in known), key=lambda pair: search_key(pair[1])
        ),
        rows=[_row(one, language) for one in rows],
        totals=list(totals(rows).values()),
    )


def _address(slug: str, year: str) -> str:
    return url_for("grants_publishing.given", slug=slug, year=year)


def _row(shown: Shown, language: str) -> GivenRow:
    place = country_name(shown.country, language) if shown.country else picked(dict(shown.region), language)
    return GivenRow(
        name=shown.name or str(_("Name withheld for safety")),
        is_masked=shown.is_masked,
        place=place,
        call=picked(dict(shown.call_title), language),
        amount=shown.amount,
        is_about=shown.is_rounded,
    )
