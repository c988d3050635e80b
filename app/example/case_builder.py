"""One application's history, told through the same services that people use, each step at its own moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from app.accounts.models import Person
from app.casework import services as casework
from app.casework.enums import DeclaredTie
from app.casework.rules import declared_tie
from app.documents.services import bring_in
from app.example import words
from app.example.answers import Answers, answers_to
from app.example.groups import Group
from app.example.world import World
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.membership import services
from app.membership.enums import (
    Ballot,
    CheckResult,
    CriterionKind,
    Listing,
    Outcome,
    PlaceShown,
    Stance,
    Verdict,
)
from app.membership.models import Application
from app.membership.process_words import Action
from app.membership.services.applying import PURPOSE
from app.organisations.models import Organisation
from app.organisations.services import create_organisation
from app.questionnaires.services import enter_answers

WORKING_DAY = (8 * 60, 17 * 60)  # minutes of a day in which people do things
BETWEEN_STEPS = timedelta(minutes=7)


class Case:
    """An application as it is told. Every step takes `ago`, in days before the day of loading, and the
    sign-in name of who takes it; nobody's step comes before the one told earlier."""

    def __init__(self, world: World, slug: str, group: Group) -> None:
        self.world = world
        self.body = world.bodies[slug]
        self.group = group
        self.application: Application
        self.applicant: Person
        self._clock = world.random(f"hours of {group.name}")
        self._last: datetime | None = None

    def person(self, sign_in: str) -> Person:
        return self.world.people[sign_in]

    @contextmanager
    def _at(self, ago: float) -> Iterator[None]:
        moment = self.world.moment(ago) + timedelta(minutes=self._clock.randrange(*WORKING_DAY))
        if self._last is not None:
            moment = max(moment, self._last + BETWEEN_STEPS)
        self._last = moment
        with clock.at(moment):
            yield

    # --- the applicant

    def begin(self, ago: float, applicant: Person, organisation: Organisation | None = None) -> Case:
        """Somebody starts a draft for a new group, or for one that is known."""
        self.applicant = applicant
        with self._at(ago):
            self.application = services.start_application(
                self.body,
                actor=applicant,
                language=self.group.place.site_language,
                organisation=organisation or self._new_organisation(applicant.id),
            )
        return self

    def enter_on_behalf(self, ago: float, officer: str) -> Case:
        """An officer writes down what a group without a contact said."""
        self.applicant = self.person(officer)
        with self._at(ago):
            self.application = services.start_application(
                self.body,
                actor=self.applicant,
                language=self.applicant.language,
                organisation=self._new_organisation(None),
                on_behalf_source=words.BY_PHONE[self.applicant.language],
            )
        return self

    def _new_organisation(self, contact_id: int | None) -> Organisation:
        return create_organisation(
            known_as=self.group.name,
            acronym=self.group.acronym,
            country=self.group.place.country,
            language=self.group.place.language,
            actor=self.applicant,
            contact_person_id=contact_id,
            is_example=True,
        )

    def fill_in(self, ago: float, *, share: float = 1.0, **changed: object) -> Case:
        """Answer the questions, or only the first `share` of them; `changed` replaces single answers."""
        with self._at(ago):
            given: Answers = answers_to(
                self.body.slug, self.group, papers=self._papers(), statements=self.world.statements
            )
            given |= changed
            kept = list(given)[: round(len(given) * share)]
            enter_answers(
                self.application.response,
                {code: given[code] for code in kept},
                actor=self.applicant,
                language=self.group.place.language,
            )
        return self

    def _papers(self) -> list[str]:
        if self.body.slug != "idpc":
            return []
        return [self._paper(number) for number in (1, 2)]

    def _paper(self, number: int) -> str:
        language = self.group.place.site_language
        return bring_in(
            words.PAPER[language].encode(),
            f"example-{number}.txt",
            owner=(PURPOSE, self.application.response_id),
            actor=self.applicant,
        ).ref

    def hand_in(
        self,
        ago: float,
        *,
        listing: Listing = Listing.PUBLIC,
        may_circulate: bool = True,
        place: PlaceShown = PlaceShown.COUNTRY,
        exclusions: str = "",
    ) -> Case:
        """Approve what members will see, and hand in."""
        with self._at(ago):
            services.settle_circulation(
                self.application,
                actor=self.applicant,
                may_circulate=may_circulate,
                lines=words.TWO_LINES[self.group.place.language],
                place=place,
                exclusions=exclusions,
                listing=listing,
                language=self.group.place.site_language,
            )
            services.submit_application(self.application, actor=self.applicant)
        return self

    def answer(self, ago: float) -> Case:
        """Say more, and hand the reopened answers in."""
        request = self.application.open_request
        assert request is not None
        language = self.group.place.language
        with self._at(ago):
            more = {"track_record": f"{words.WHAT_WE_DID[language]} {words.WHAT_WE_ADD[language]}"}
            given = {code: text for code, text in more.items() if code in request.questions}
            enter_answers(self.application.response, given, actor=self.applicant, language=language)
            services.answer_request(self.application, actor=self.applicant)
        return self

    def reply(self, ago: float) -> Case:
        case, reply = self.application, words.OBJECTION_REPLY[self.group.place.site_language]
        with self._at(ago):
            services.reply_to_objections(case, case.objection_notices[-1], actor=self.applicant, reply=reply)
        return self

    def withdraw(self, ago: float) -> Case:
        with self._at(ago):
            reason = words.LATER[self.group.place.site_language]
            services.withdraw_application(self.application, actor=self.applicant, reason=reason)
        return self

    def reopen(self, ago: float) -> Case:
        with self._at(ago):
            casework.take_step(self.application, Action.REOPEN, actor=self.applicant)
        return self

    # --- the secretariat

    def take(self, ago: float, officer: str) -> Case:
        with self._at(ago):
            services.take_case(self.application, actor=self.person(officer))
        return self

    def assess(self, ago: float, officer: str, unclear: str | None = None) -> Case:
        """The secretariat's verdicts: all met, but for what the group asks to be waived, or is unclear."""
        actor = self.person(officer)
        with self._at(ago):
            verdicts = self._verdicts(actor.language, {unclear: Verdict.PARTLY} if unclear else {})
            services.assess(self.application, verdicts, actor=actor)
        return self

    def ask(self, ago: float, officer: str, *questions: str) -> Case:
        actor = self.person(officer)
        with self._at(ago):
            services.request_information(
                self.application,
                questions=questions,
                message=words.PLEASE_SEND[self.group.place.site_language],
                language=self.group.place.site_language,
                actor=actor,
            )
        return self

    def fall_silent(self, ago: float) -> Case:
        """Nobody answered in time: the clock closes the case."""
        with self._at(ago):
            casework.take_step(self.application, Action.CLOSE_FOR_SILENCE, actor=SYSTEM)
        return self

    def send(self, ago: float, officer: str, action: Action, excluding: tuple[int, ...] = ()) -> Case:
        with self._at(ago):
            services.forward(self.application, action, excluding=excluding, actor=self.person(officer))
        return self

    def put_objections(self, ago: float, officer: str) -> Case:
        language = self.group.place.site_language
        with self._at(ago):
            services.put_objections(
                self.application,
                substance=words.OBJECTION_PUT[language],
                language=language,
                actor=self.person(officer),
            )
        return self

    def close_comment(self, ago: float) -> Case:
        with self._at(ago):
            casework.take_step(self.application, Action.CLOSE_COMMENT, actor=SYSTEM)
        return self

    # --- the region, the members, the committee

    def check(self, ago: float, coordinator: str, result: CheckResult = CheckResult.KNOWN) -> Case:
        actor = self.person(coordinator)
        note = words.CHECK_CONCERN if result is CheckResult.CONCERNS else words.CHECK_NOTE
        with self._at(ago):
            stands_in = self.application.check_falls_to_secretariat
            self._declare(actor, DeclaredTie.NONE if stands_in else DeclaredTie.CONNECTION, "")
            services.record_check(
                self.application,
                result=result,
                note=note[actor.language],
                language=actor.language,
                actor=actor,
            )
        return self

    def return_to_secretariat(self, ago: float, coordinator: str) -> Case:
        actor = self.person(coordinator)
        with self._at(ago):
            self._declare(actor, DeclaredTie.NONE, "")
            note = words.CHECK_CONCERN[actor.language]
            casework.take_step(self.application, Action.RETURN_TO_SECRETARIAT, actor=actor, note=note)
        return self

    def hear(
        self,
        ago: float,
        member: str,
        organisation: Organisation,
        stance: Stance,
        criterion: str | None = None,
    ) -> Case:
        """A member's contact speaks for it."""
        actor = self.person(member)
        said = {Stance.SUPPORT: words.SUPPORT, Stance.OBJECTION: words.OBJECTION}.get(
            stance, words.NO_KNOWLEDGE
        )
        with self._at(ago):
            services.comment(
                self.application,
                organisation_id=organisation.id,
                stance=stance,
                criterion=criterion,
                text=said[actor.language],
                language=actor.language,
                actor=actor,
            )
        return self

    def declare(self, ago: float, name: str, tie: DeclaredTie = DeclaredTie.NONE) -> Case:
        actor = self.person(name)
        with self._at(ago):
            self._declare(actor, tie, words.RECUSAL[actor.language] if tie is DeclaredTie.CONFLICT else "")
        return self

    def vote(self, ago: float, member: str, choice: Ballot, tier: str | None = None) -> Case:
        actor = self.person(member)
        reasons = {Ballot.ADMIT: words.VOTE_FOR, Ballot.DECLINE: words.VOTE_AGAINST}
        with self._at(ago):
            self._declare(actor, DeclaredTie.NONE, "")
            services.cast_vote(
                self.application,
                choice=choice,
                tier=tier if choice is Ballot.ADMIT else None,
                reason=reasons.get(choice, words.ABSTAINING)[actor.language],
                language=actor.language,
                actor=actor,
            )
        return self

    def decide(
        self, ago: float, member: str, outcome: Outcome, tier: str | None = None, failing: str | None = None
    ) -> Case:
        actor = self.person(member)
        said = words.WELCOME if outcome is Outcome.ADMITTED else words.NOT_NOW
        with self._at(ago):
            services.record_decision(
                self.application,
                outcome=outcome,
                tier=tier,
                verdicts=self._verdicts(actor.language, {failing: Verdict.NOT_MET} if failing else {}),
                words=said[actor.language],
                language=actor.language,
                actor=actor,
            )
        return self

    def _declare(self, actor: Person, tie: DeclaredTie, note: str) -> None:
        if declared_tie(actor, self.application) is None:
            casework.declare_tie(self.application, tie=tie, note=note, actor=actor)
            db.session.flush()

    def _verdicts(self, language: str, special: Mapping[str, Verdict]) -> dict[str, tuple[Verdict, str]]:
        reasons = {
            Verdict.MET: words.MET,
            Verdict.PARTLY: words.PARTLY,
            Verdict.NOT_MET: words.NOT_MET,
            Verdict.WAIVED: words.WAIVED,
        }
        found = {}
        for criterion in self.application.policy.criteria:
            verdict = special.get(criterion.code, Verdict.MET)
            papers = criterion.kind is CriterionKind.EVIDENCE
            if papers and criterion.waivable and not self.group.is_registered:
                verdict = Verdict.WAIVED
            found[criterion.code] = (verdict, reasons[verdict][language])
        return found
