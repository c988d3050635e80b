"""The ranking of a call: what reviewers say of all its applications, against the money that is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from app.grants.applications.enums import Outcome
from app.grants.applications.process_words import STATUS, Status
from app.grants.calls.models import Call
from app.grants.calls.rubric import Rubric, read_rubric
from app.grants.reviews.models import Review
from app.grants.reviews.rules import is_open, is_submitted, judgements_of
from app.grants.reviews.scoring import Ranked, Summary, is_wide, rank, rounded, summarise
from app.kernel.money import Money


def number_words(mean: Fraction | None) -> str:
    """A mean with two decimals, as the page's language writes it."""
    return "" if mean is None else str(format_decimal(rounded(mean), format="0.00"))


def summary_of(rubric: Rubric, reviews: Iterable[Review]) -> Summary:
    """What these reviews say together."""
    sent = (judgements_of(one) for one in reviews)
    return summarise(rubric, ({code: said.points for code, said in one.items()} for one in sent))


@dataclass(frozen=True)
class RankRow:
    """One application in the ranking. `draws_line`: the first that the money does not reach."""

    ref: str
    url_ref: str
    name: str
    country: str | None
    rank: int
    mean: str
    reviews: int
    wide: bool
    flagged: bool
    conflicted: bool
    asked: Money
    stage: Any
    can_be_proposed: bool
    within: bool
    draws_line: bool


@dataclass(frozen=True)
class WaitingRow:
    """One application that has no score yet, and why."""

    ref: str
    case_ref: str | None
    name: str
    words: str
    flagged: bool


@dataclass(frozen=True)
class RankingPage:
    rows: Sequence[RankRow]
    waiting: Sequence[WaitingRow]
    flagged: Sequence[tuple[str, str]]
    """(case, name) of what has a concern that nobody of the office has read."""
    money: Money
    number: int

    def part(self, page: int, size: int) -> tuple[Sequence[RankRow], bool, bool]:
        """The rows of a page, the first being 1, and whether there are rows before and after."""
        first = (page - 1) * size
        return self.rows[first : first + size], page > 1, first + size < self.number


def ranking_page(
    rows: Sequence[Any],
    reviews: Mapping[int, Sequence[Review]],
    call: Call,
    left: int,
    threshold: float,
    *,
    barred: Collection[int],
) -> RankingPage:
    """The ranking of a call. `left` is what its lines still give; what is awarded already takes no more of
    it, wherever it stands. Only applications whose reviews are complete have a place. `barred` are the keys
    of reviews whose author is in conflict by now: their scores are not added up."""
    rubric = read_rubric(call.rubric)
    by_ref = {row.ref: row for row in rows}
    scored = [row for row in rows if row.case_id is not None and not row.is_asking]
    sent = {
        row.case_id: [one for one in reviews.get(row.case_id, ()) if is_submitted(one)]
        for row in rows
        if row.case_id is not None
    }
    counted = {key: [one for one in held if one.id not in barred] for key, held in sent.items()}
    summaries = {row.ref: summary_of(rubric, counted[row.case_id]) for row in scored}
    ranked = rank(((row.ref, row.sort_name, _still_takes(row), summaries[row.ref]) for row in scored), left)
    flags = {
        row.ref: any(
            one.flagged_at is not None and one.flag_read_at is None for one in reviews.get(row.case_id, ())
        )
        for row in rows
    }
    fewer = {row.ref for row in scored if len(counted[row.case_id]) < len(sent[row.case_id])}
    placed = {one.ref for one in ranked}
    return RankingPage(
        rows=_rank_rows(ranked, by_ref, flags, fewer, call, threshold),
        waiting=[
            _waiting(row, reviews, counted, flags, call.reviewers or 1)
            for row in rows
            if row.ref not in placed
        ],
        flagged=[(row.case_ref, row.title) for row in rows if flags[row.ref]],
        money=Money(left, call.currency),
        number=len(ranked),
    )


def _takes(row: Any) -> int:
    """What it takes of the money: what is proposed or awarded, nothing where it is not selected, else what it
    asks for."""
    if row.outcome is Outcome.DECLINE:
        return 0
    given = row.proposed_minor if row.outcome is Outcome.AWARD else None
    return int(row.asked_minor or 0) if given is None else int(given)


def _still_takes(row: Any) -> int:
    """The same of what is left: what is awarded has been set aside."""
    return 0 if row.status_code == Status.AWARDED else _takes(row)


def _rank_rows(
    ranked: Sequence[Ranked],
    rows: Mapping[str, Any],
    flags: Mapping[str, bool],
    fewer: Collection[str],
    call: Call,
    threshold: float,
) -> list[RankRow]:
    found: list[RankRow] = []
    for one in ranked:
        row = rows[one.ref]
        found.append(
            RankRow(
                ref=one.ref,
                url_ref=row.case_ref,
                name=row.title,
                country=row.country,
                rank=one.rank,
                mean=number_words(one.summary.mean),
                reviews=one.summary.reviews,
                wide=is_wide(one.summary.spread, threshold),
                flagged=flags[one.ref],
                conflicted=one.ref in fewer,
                asked=Money(_takes(row) or int(row.asked_minor or 0), call.currency),
                stage=STATUS[Status(row.status_code)],
                can_be_proposed=row.status_code in (Status.SUBMITTED, Status.SHORTLISTED, Status.RESERVE),
                within=one.within,
                draws_line=not one.within and (not found or found[-1].within),
            )
        )
    return found


def _waiting(
    row: Any,
    reviews: Mapping[int, Sequence[Review]],
    counted: Mapping[int, Sequence[Review]],
    flags: Mapping[str, bool],
    wanted: int,
) -> WaitingRow:
    held = reviews.get(row.case_id, ())
    sent = len(counted.get(row.case_id, ()))
    asked = max(wanted, sent + sum(is_open(one) for one in held))
    if row.case_id is None:
        words = _("Nobody is asked yet")
    elif row.is_asking:
        words = ngettext(
            "%(sent)s of %(num)s review is in", "%(sent)s of %(num)s reviews are in", asked, sent=sent
        )
    else:
        words = _("The office went on without reviews")
    return WaitingRow(row.ref, row.case_ref, row.title, str(words), flags[row.ref])
