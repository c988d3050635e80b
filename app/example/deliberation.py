"""What regions, members and committees said about the applications that are told only in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.models import CasePerson
from app.example import words
from app.example.people import PEOPLE
from app.example.plans import Plan
from app.example.policies.idpc import IDPC_POLICY
from app.example.sealing import Inserter, Row
from app.example.world import World
from app.kernel.permissions import Role
from app.membership.enums import Ballot, CaseRole, CheckResult, Outcome, Verdict, VerdictStage
from app.membership.models import (
    CriterionVerdict,
    Decision,
    InformationRequest,
    RegionalCheck,
    Vote,
)
from app.membership.process_words import Action, Status

CRITERIA = [criterion["code"] for criterion in IDPC_POLICY["criteria"]]
DECIDED = {Status.ADMITTED: Ballot.ADMIT, Status.DECLINED: Ballot.DECLINE}
OUTCOMES = {Status.ADMITTED: Outcome.ADMITTED, Status.DECLINED: Outcome.DECLINED}
VOTERS = ("committee-en", "committee-es", "committee-fr")
Keyed = Sequence[tuple[int, Plan, int | None]]


@dataclass(frozen=True)
class Seats:
    """Who speaks: the officer, the committee, and who coordinates which region."""

    officer: Person
    voters: tuple[Person, ...]
    coordinators: dict[int, Person]

    @classmethod
    def of(cls, world: World) -> Seats:
        coordinators = {
            world.regions[name]: world.people[one.sign_in]
            for one in PEOPLE
            for role, _, name in one.seats
            if role is Role.REGIONAL_COORDINATOR and name is not None
        }
        voters = tuple(world.people[name] for name in VOTERS)
        return cls(world.people["idpc-officer"], voters, coordinators)

    def checker(self, region_id: int | None) -> Person:
        """The region's coordinator, or the officer where the seat is vacant."""
        return self.coordinators.get(region_id or 0, self.officer)


class Deliberations:
    """Rows beside each application. (key of the application, its plan, its region)."""

    def __init__(self, insert: Inserter, seats: Seats) -> None:
        self._insert = insert
        self._seats = seats

    def add(self, keyed: Keyed) -> None:
        checked = [(key, plan, region) for key, plan, region in keyed if plan.at(Action.OPEN_COMMENT)]
        asked = [(key, plan) for key, plan, _ in keyed if plan.at(Action.REQUEST_INFORMATION)]
        self._insert.add(RegionalCheck, (self._check(*one) for one in checked))
        self._insert.add(InformationRequest, (self._request(*one) for one in asked))
        votes = [vote for key, plan, _ in keyed for vote in self._votes(key, plan)]
        self._insert.add(Vote, votes)
        self._add_people(checked, votes)
        decided = [(key, plan) for key, plan, _ in keyed if plan.status in DECIDED]
        self._insert.add(CriterionVerdict, (row for one in decided for row in self._verdicts(*one)))
        self._insert.add(Decision, (self._decision(*one) for one in decided))

    def _check(self, key: int, plan: Plan, region_id: int | None) -> Row:
        checker = self._seats.checker(region_id)
        return {
            "application_id": key,
            "result": CheckResult.KNOWN,
            "note": words.CHECK_NOTE[checker.language],
            "language": checker.language,
            "checked_by": checker.id,
            "checked_at": plan.at(Action.OPEN_COMMENT),
        }

    def _request(self, key: int, plan: Plan) -> Row:
        language = plan.group.place.site_language
        return {
            "application_id": key,
            "questions": ["track_record"],
            "message": words.PLEASE_SEND[language],
            "language": language,
            "asked_by": self._seats.officer.id,
            "asked_at": plan.at(Action.REQUEST_INFORMATION),
            "answered_at": None,
        }

    def _votes(self, key: int, plan: Plan) -> Iterator[Row]:
        """Three votes on what is decided, fewer on what is not."""
        if plan.status is not Status.COMMITTEE and plan.status not in DECIDED:
            return
        choice = DECIDED.get(plan.status, Ballot.ADMIT)
        reasons = words.VOTE_AGAINST if choice is Ballot.DECLINE else words.VOTE_FOR
        count = len(VOTERS) if plan.status in DECIDED else plan.votes
        for voter in self._seats.voters[:count]:
            yield {
                "application_id": key,
                "person_id": voter.id,
                "choice": choice,
                "tier": plan.tier if choice is Ballot.ADMIT else None,
                "reason": reasons[voter.language],
                "language": voter.language,
                "voted_at": self._voted(plan),
            }

    def _voted(self, plan: Plan) -> datetime:
        return plan.entered - timedelta(hours=3) if plan.status in DECIDED else plan.entered

    def _add_people(self, checked: Keyed, votes: Sequence[Row]) -> None:
        """Everybody declared their tie, and has one role in the case."""
        taking = [
            (key, self._seats.checker(region), CaseRole.CHECKER, plan.at(Action.OPEN_COMMENT))
            for key, plan, region in checked
        ]
        rows = [(key, person.id, part, at) for key, person, part, at in taking]
        rows += [
            (vote["application_id"], vote["person_id"], CaseRole.DECIDER, vote["voted_at"]) for vote in votes
        ]
        self._insert.add(
            CasePerson,
            (
                {
                    "case_id": key,
                    "person_id": person,
                    "role": role,
                    "tie": DeclaredTie.NONE,
                    "declared_at": at,
                }
                for key, person, role, at in rows
            ),
        )

    def _verdicts(self, key: int, plan: Plan) -> Iterator[Row]:
        decider = self._seats.voters[0]
        for code in CRITERIA:
            verdict, reason = Verdict.MET, words.MET
            if code == "constituted" and not plan.group.is_registered:
                verdict, reason = Verdict.WAIVED, words.WAIVED
            elif code == "independence" and plan.status is Status.DECLINED:
                verdict, reason = Verdict.NOT_MET, words.NOT_MET
            yield {
                "application_id": key,
                "stage": VerdictStage.DECISION,
                "criterion": code,
                "verdict": verdict,
                "reason": reason[decider.language],
                "given_by": decider.id,
                "given_at": plan.entered,
            }

    def _decision(self, key: int, plan: Plan) -> Row:
        decider = self._seats.voters[0]
        admitted = plan.status is Status.ADMITTED
        said = words.WELCOME if admitted else words.NOT_NOW
        return {
            "application_id": key,
            "outcome": OUTCOMES[plan.status],
            "tier": plan.tier if admitted else None,
            "words": said[decider.language],
            "language": decider.language,
            "votes_admit": len(VOTERS) if admitted else 0,
            "votes_decline": 0 if admitted else len(VOTERS),
            "abstained": 0,
            "recused": 0,
            "decided_by": decider.id,
            "decided_at": plan.entered,
        }
