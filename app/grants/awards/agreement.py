"""The agreement of a grant: one page in the group's language, frozen when the grant is offered.

It is kept as JSON, a list of paragraphs. Both sides sign the SHA-256 of exactly these bytes, so that a byte
that was changed afterwards is noticed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from app.grants.calls.enums import Basis
from app.kernel.dates import write_date_in_full
from app.kernel.money import Money


@dataclass(frozen=True)
class Facts:
    """What an agreement says. `tranches` are their amounts in order; `keep_until` is a year."""

    network: str
    group: str
    purpose: str
    amount: Money
    basis: Basis
    tranches: tuple[Money, ...]
    money_by: date | None
    report_by: date | None
    keep_until: int
    clauses: tuple[str, ...] = ()
    """What the donor asks of every grantee, a paragraph each, in the donor's words."""


def write_agreement(facts: Facts, language: str) -> str:
    """The agreement in a language, as it is kept."""
    with force_locale(language):
        paragraphs = [*_gift(facts, language), *_money(facts, language), *_duties(facts, language)]
        if facts.clauses:
            paragraphs += [_("The donor asks this of every group that receives its money:"), *facts.clauses]
    return json.dumps([str(one) for one in paragraphs], ensure_ascii=False)


def read_agreement(kept: str) -> list[str]:
    """The paragraphs of an agreement."""
    paragraphs: list[str] = json.loads(kept)
    return paragraphs


def hash_of(kept: str) -> str:
    """The SHA-256 of the bytes of an agreement, in hexadecimal."""
    return hashlib.sha256(kept.encode()).hexdigest()


def write_time_amendment(kept: str, *, number: int, day: date, before: date, language: str) -> str:
    """The further version of an agreement: what was signed, and after it that the report is due later."""
    with force_locale(language):
        paragraphs = [
            _("Amendment %(number)s", number=number),
            _(
                "The report is due by %(day)s instead of %(before)s. Everything else stays as it was agreed.",
                day=write_date_in_full(day, language),
                before=write_date_in_full(before, language),
            ),
        ]
    return json.dumps([*read_agreement(kept), *map(str, paragraphs)], ensure_ascii=False)


def write_amount_amendment(kept: str, *, number: int, amount: Money, before: Money, language: str) -> str:
    """The further version of an agreement: what was signed, and after it that the grant is another amount."""
    is_raise = amount.minor > before.minor
    difference = amount - before if is_raise else before - amount
    named = {"difference": difference.shown(language)}
    with force_locale(language):
        change = _(
            "The grant is %(amount)s instead of %(before)s.",
            amount=amount.shown(language),
            before=before.shown(language),
        )
        if is_raise:
            how = _(
                "The additional %(difference)s is sent as a separate payment, once you have signed this "
                "change and told us that the earlier money arrived.",
                **named,
            )
        else:
            how = _("The payments that have not been sent yet are reduced by %(difference)s.", **named)
        rest = _("Everything else stays as it was agreed.")
        paragraphs = [_("Amendment %(number)s", number=number), f"{change} {how} {rest}"]
    return json.dumps([*read_agreement(kept), *map(str, paragraphs)], ensure_ascii=False)


def _gift(facts: Facts, language: str) -> list[str]:
    return [
        _(
            "%(network)s gives %(group)s %(amount)s for:",
            network=facts.network,
            group=facts.group,
            amount=facts.amount.shown(language),
        ),
        facts.purpose,
    ]


def _money(facts: Facts, language: str) -> list[str]:
    said = []
    if len(facts.tranches) > 1:
        said.append(
            _(
                "The money is sent in parts: %(first)s once you have accepted, and each further part "
                "once you have told us that the one before arrived.",
                first=facts.tranches[0].shown(language),
            )
        )
    if facts.money_by is not None:
        day = write_date_in_full(facts.money_by, language)
        said.append(_("If you accept in time, money is sent by %(day)s.", day=day))
    said.append(_("Some of the money may be taken by the bank on its way: tell us what arrived."))
    return said


def _duties(facts: Facts, language: str) -> list[str]:
    day = write_date_in_full(facts.report_by, language) if facts.report_by is not None else ""
    said = []
    if facts.basis is Basis.FIXED_AMOUNT:
        said.append(_("You need not send receipts."))
    else:
        said.append(_("Keep every receipt until we have accepted your report."))
    if day:
        said.append(_("By %(day)s, tell us in one line what happened.", day=day))
    said.append(_("If it cannot take place, tell us before you spend more."))
    said.append(
        _(
            "We keep this agreement until %(year)s because the donor’s auditor may ask for it.",
            year=str(facts.keep_until),
        )
    )
    return said
