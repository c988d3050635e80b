"""The terms of an award in words, version by version, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_percent
from flask_babel import gettext as _

from app.grants.funding import labels
from app.grants.funding.enums import LineTag
from app.grants.funding.models import Fund, TermsVersion
from app.grants.funding.terms import Indirect, Terms
from app.kernel.locales import country_name, picked
from app.kernel.money import Money
from app.questionnaires.number_format import write_number
from app.web.filters import show_money
from app.web.languages import current_language

Row = tuple[str, str]


@dataclass(frozen=True)
class VersionOfTerms:
    """One version: all its terms, and those that differ from the version before, as (label, was, is)."""

    number: int
    since: date
    rows: Sequence[Row]
    changes: Sequence[tuple[str, str, str]]


def versions_of_terms(fund: Fund) -> list[VersionOfTerms]:
    """Every version of an award's terms, the newest first."""
    shown: list[VersionOfTerms] = []
    before: dict[str, str] | None = None
    for version in fund.versions:
        now = dict(_words(version, fund.currency or ""))
        changes = [] if before is None else _changes(before, now)
        rows = [(label, value) for label, value in now.items() if value]
        shown.append(VersionOfTerms(version.number, version.since, rows, changes))
        before = now
    return shown[::-1]


def _changes(before: dict[str, str], now: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(label, before[label], value) for label, value in now.items() if before[label] != value]


def _words(version: TermsVersion, currency: str) -> list[Row]:
    """(label, value) of everything that terms can say; "" where they do not say it."""
    terms = version.terms
    rule = terms.reallocation
    return [
        (_("Money passed on is a cost"), str(labels.RECOGNITIONS[terms.recognition])),
        (_("Costs in other currencies"), str(labels.EXCHANGES[terms.exchange])),
        (_("Exchange losses"), _("the donor pays them") if terms.exchange_losses_eligible else ""),
        (_("Exchange rates of the budget"), _rates(terms)),
        (_("Indirect costs"), _indirect(terms.indirect)),
        (_("May move out of a line"), _share(rule.percent)),
        (_("Never out of lines for"), _names(labels.CATEGORIES, rule.never_from)),
        (_("Never into lines for"), _names(labels.CATEGORIES, rule.never_into)),
        (_("Moves between lines"), _("only with the donor’s consent") if rule.with_consent else ""),
        (_("A signed statement proves at most"), _amount(terms.statement_ceiling, currency)),
        (_("Countries that may not receive"), _countries(terms.closed_countries)),
        (_("The only countries that may receive"), _countries(terms.countries)),
        (_("What the donor does not pay for"), _tags(terms.barred_tags)),
        (_("May be carried over"), _share(terms.carry_over_percent)),
        (_("Carrying over"), _("only with the donor’s consent") if terms.carry_over_with_consent else ""),
        (_("Interest"), _("goes back to the donor") if terms.interest_returned else ""),
        (_("Publishing grants"), _("allowed") if terms.may_publish else ""),
        (_("Clauses of the agreement"), " · ".join(sorted(set(terms.clauses.values())))),
        (_("What grantees agree to as well"), picked(terms.passed_on, current_language())),
    ]


def _rates(terms: Terms) -> str:
    language = current_language()
    return " · ".join(
        f"1 {one.base} = {write_number(one.value, language)} {one.quote}" for one in terms.budget_rates
    )


def _indirect(indirect: Indirect | None) -> str:
    if indirect is None:
        return ""
    base = str(labels.INDIRECT_BASES[indirect.base])
    share, without = _share(indirect.percent), _names(labels.CATEGORIES, indirect.without)
    if without:
        return str(_("%(share)s · %(base)s · not counted: %(costs)s", share=share, base=base, costs=without))
    return f"{share} · {base}"


def _share(percent: Decimal | None) -> str:
    if percent is None:
        return ""
    return str(format_percent(percent / 100, locale=current_language(), decimal_quantization=False))


def _amount(minor: int | None, currency: str) -> str:
    return show_money(Money(minor, currency)) if minor is not None else ""


def _names(words: Any, values: Iterable[Any]) -> str:
    return ", ".join(str(words[one]) for one in words if one in values)


def _countries(codes: Iterable[str]) -> str:
    language = current_language()
    return ", ".join(sorted(country_name(code, language) for code in codes))


def _tags(tags: Iterable[str]) -> str:
    """Tags of our own in words; any other as it was entered."""
    known = [one.value for one in LineTag]
    return ", ".join(str(labels.LINE_TAGS[LineTag(tag)]) if tag in known else tag for tag in sorted(tags))
