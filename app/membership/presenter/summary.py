"""A case in a few lines: who this is, and how it stands with criteria, region, members and committee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.casework.presenter import HistoryLine
from app.casework.process import may
from app.kernel.actor import Actor
from app.kernel.locales import picked
from app.kernel.text import search_key
from app.membership import labels, queries, rules
from app.membership.enums import CheckResult, PlaceShown, Stance, Verdict, VerdictStage
from app.membership.models import Application, RegionalCheck
from app.membership.policy import Criterion
from app.membership.presenter.case import CasePage, CriterionRow
from app.membership.process_words import Action

LONGEST_ABOUT = 320  # characters: about two lines
OPEN = "open"
"""Criterion that nobody has assessed yet, as a mark."""


@dataclass(frozen=True)
class DecidedRow:
    """A criterion as it is about to be decided."""

    number: int
    criterion: Criterion
    verdict: Verdict
    reason: str
    differs: bool


@dataclass(frozen=True)
class Tally:
    """Words with a number each, shown apart."""

    label: str
    number: int


@dataclass(frozen=True)
class Summary:
    """What stands above the details. `concern` is the region's word where it is a concern; `returned`, that
    it gave the application back and has not been asked again; `objections_to_share`, how many the applicant
    has not heard of."""

    about: str
    about_language: str
    criteria: str
    marks: Sequence[str]
    to_assess: Sequence[CriterionRow]
    check: RegionalCheck | None
    concern: RegionalCheck | None
    check_label: Any
    returned: HistoryLine | None
    unassessed: str
    comments: str
    objections: Sequence[tuple[int, str]]
    objections_to_share: int
    votes: str
    own_vote: str
    wishes: Sequence[str]


def summary_of(application: Application, actor: Actor, page: CasePage) -> Summary:
    """The summary for one reader, from what the page has loaded anyway."""
    about, language = _about(application, page.answers)
    criteria = page.criteria
    check = application.checks[-1] if application.checks else None
    concern = check if check is not None and check.result is CheckResult.CONCERNS else None
    return Summary(
        about=about,
        about_language=language,
        criteria=_criteria_words(criteria, is_open=application.is_open),
        marks=[row.latest.verdict.value if row.latest else OPEN for row in criteria],
        to_assess=[row for row in criteria if row.latest is None and application.is_open],
        check=check,
        concern=concern,
        check_label=labels.CHECK_SHORT[check.result] if check else _unchecked(application),
        returned=page.returned,
        unassessed=_("To assess") if application.is_open else _("Not assessed"),
        comments=_comment_words(application),
        objections=_objections(application, criteria),
        objections_to_share=len(rules.objections_to_put(application)),
        votes=_vote_words(application),
        own_vote=_own_vote(application, actor),
        wishes=_wishes(application),
    )


def _about(application: Application, answers: Sequence[Any]) -> tuple[str, str]:
    """What the group wrote for members to read, else how it describes itself."""
    text = (application.circulated_lines or "").strip()
    if not text:
        question = application.policy.profile.get("description")
        rows = (row for section in answers for row in section.rows if row.code == question)
        row = next(rows, None)
        text = " ".join(words.text for words in row.words) if row is not None else ""
    if len(text) > LONGEST_ABOUT:
        text = text[:LONGEST_ABOUT].rsplit(" ", 1)[0] + "…"
    return text, application.language


def _unchecked(application: Application) -> str:
    return str(_("Not checked yet") if application.is_open else _("Not checked"))


def _criteria_words(criteria: Sequence[CriterionRow], *, is_open: bool) -> str:
    count = Counter(row.latest.verdict if row.latest else None for row in criteria)
    found = [
        ngettext("%(num)s met", "%(num)s met", count[Verdict.MET]),
        ngettext("%(num)s partly met", "%(num)s partly met", count[Verdict.PARTLY]),
        ngettext("%(num)s not met", "%(num)s not met", count[Verdict.NOT_MET]),
        ngettext("%(num)s exception", "%(num)s exception", count[Verdict.WAIVED]),
        _left_open(count[None], is_open=is_open),
    ]
    numbers = (count[v] for v in (Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET, Verdict.WAIVED, None))
    return ", ".join(words for words, number in zip(found, numbers, strict=True) if number)


def _left_open(number: int, *, is_open: bool) -> str:
    if is_open:
        return str(ngettext("%(num)s to assess", "%(num)s to assess", number))
    return str(ngettext("%(num)s not assessed", "%(num)s not assessed", number))


def _comment_words(application: Application) -> str:
    count = Counter(comment.stance for comment in application.comments)
    found = []
    if count[Stance.SUPPORT]:
        found.append(ngettext("%(num)s in support", "%(num)s in support", count[Stance.SUPPORT]))
    if count[Stance.OBJECTION]:
        found.append(ngettext("%(num)s objection", "%(num)s objections", count[Stance.OBJECTION]))
    if count[Stance.NO_KNOWLEDGE]:
        found.append(
            ngettext("%(num)s does not know them", "%(num)s do not know them", count[Stance.NO_KNOWLEDGE])
        )
    return ", ".join(found) or _("No comments")


def _objections(application: Application, criteria: Sequence[CriterionRow]) -> list[tuple[int, str]]:
    """(number, code) of the criteria that objections are about, each once."""
    numbers = {row.criterion.code: row.number for row in criteria}
    cited = {one.criterion for one in rules.objections(application) if one.criterion in numbers}
    return sorted((numbers[code], code) for code in cited if code is not None)


def _vote_words(application: Application) -> str:
    number, needed = len(rules.counted_votes(application)), application.policy.quorum
    if not application.is_open:
        return str(ngettext("%(num)s vote", "%(num)s votes", number))
    words = ngettext(
        "Cast: %(votes)s. Needed: %(num)s.", "Cast: %(votes)s. Needed: %(num)s.", needed, votes=number
    )
    return str(words)


def _own_vote(application: Application, actor: Actor) -> str:
    own = next((one for one in application.votes if one.person_id == actor.actor_id), None)
    if own is not None:
        return str(_("Your vote: %(vote)s", vote=labels.CHOICE[own.choice]))
    return str(_("You have not voted yet")) if may(actor, application, Action.VOTE) else ""


def _wishes(application: Application) -> list[str]:
    """What the group asked for that others must respect."""
    if not application.policy.member_comment:
        return []
    if not application.may_circulate:
        return [_("Do not ask members")]
    found = []
    named = [line for line in (application.wished_exclusions or "").splitlines() if search_key(line)]
    if named:
        found.append(ngettext("Do not ask %(num)s member", "Do not ask %(num)s members", len(named)))
    if application.circulated_place is PlaceShown.REGION:
        found.append(_("Members see the region, not the country"))
    return found


def vote_tally(application: Application) -> list[Tally]:
    """How the votes stand, recusals among them."""
    count = queries.count_votes(application)
    return [
        Tally(_("To admit"), count.admit),
        Tally(_("To decline"), count.decline),
        Tally(_("Abstained"), count.abstained),
        Tally(_("Conflict of interest"), count.recused),
    ]


def wanted_tier(application: Application, language: str) -> str:
    """The kind of membership that most votes to admit name; empty when none does."""
    named = [one.tier for one in rules.counted_votes(application) if one.tier]
    code = max(sorted(set(named)), key=named.count) if named else None
    return picked(application.policy.tier(code).name, language) if code else ""


def decided_rows(application: Application, given: Mapping[str, tuple[Verdict, str]]) -> list[DecidedRow]:
    """Every criterion as it is about to be decided, beside its assessment."""
    assessed = application.verdicts_at(VerdictStage.ASSESSMENT)
    return [
        DecidedRow(
            number=number,
            criterion=criterion,
            verdict=given[criterion.code][0],
            reason=given[criterion.code][1],
            differs=criterion.code in assessed
            and assessed[criterion.code].verdict is not given[criterion.code][0],
        )
        for number, criterion in enumerate(application.policy.criteria, start=1)
        if criterion.code in given
    ]


def case_sections(page: CasePage) -> list[dict[str, Any]]:
    """The details that there are, for the line that leads to them."""
    case = page.application
    found = [
        ("criteria", _("Criteria"), len(page.criteria), True),
        ("asked", _("Questions to the applicant"), len(case.requests), bool(case.requests)),
        ("region", _("Regional check"), 0, bool(case.checks)),
        ("comments", _("Comments"), len(case.comments), bool(case.comments)),
        ("votes", _("Votes"), len(case.votes), bool(case.votes)),
        ("decision", _("Decision"), 0, case.decision is not None),
        ("answers", _("All answers"), 0, True),
        ("history", _("History"), 0, True),
    ]
    return [
        {"anchor": anchor, "label": label, "number": number}
        for anchor, label, number, shown in found
        if shown
    ]
