"""The grants that were given, for everybody: one year at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.grants.publishing.projection import Shown, ShownPast, totals
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
    """The grants of one year, of all countries or of one, and what they add up to in each currency. `kept` is
    what choosing a country carries along."""

    year: str
    years: Sequence[Tab]
    country: str
    countries: Sequence[tuple[str, str]]
    kept: Mapping[str, str]
    rows: Sequence[GivenRow]
    totals: Sequence[Money]


def chosen_year(shown: Sequence[Shown], past: Mapping[int, int], asked: str) -> int | None:
    """The year that the address names, or the newest in which something was given."""
    years = {one.year for one in shown} | set(past)
    return int(asked) if asked.isdecimal() and int(asked) in years else max(years, default=None)


def given_page(
    shown: Sequence[Shown],
    past_years: Mapping[int, int],
    past: Sequence[ShownPast],
    slug: str,
    *,
    year: int | None,
    country: str,
    language: str,
) -> GivenPage:
    """The grants of a year, `past` those of it that were taken in from files. A masked grant has no country:
    it is in the list of all."""
    years = Counter(one.year for one in shown) + Counter(past_years)
    of_year = [one for one in shown if one.year == year]
    known = {one.country for one in of_year} | {one.country for one in past}
    chosen = country if country in known else ""
    here = [one for one in of_year if not chosen or one.country == chosen]
    before = [one for one in past if not chosen or one.country == chosen]
    return GivenPage(
        year=str(year or ""),
        years=[
            Tab(str(one), _address(slug, one), one == year, Count(years[one]))
            for one in sorted(years, reverse=True)
        ],
        country=chosen,
        kept={"year": str(year or "")},
        countries=_choices(known, language),
        rows=[*(_row(one, language) for one in here), *(_past_row(one, language) for one in before)],
        totals=list(totals([*here, *before]).values()),
    )


def _choices(codes: Collection[str], language: str) -> list[tuple[str, str]]:
    named = [(code, country_name(code, language)) for code in codes if code]
    return sorted(named, key=lambda pair: search_key(pair[1]))


def _address(slug: str, year: int) -> str:
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


def _past_row(past: ShownPast, language: str) -> GivenRow:
    return GivenRow(
        name=past.name or str(_("A person")),
        is_masked=not past.name,
        place=country_name(past.country, language) if past.country else "",
        call=past.programme,
        amount=past.amount,
        is_about=False,
    )
