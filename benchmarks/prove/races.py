"""Two people or two clicks at the same moment, and a reply that never came: one result, the other told."""

from __future__ import annotations

import collections
import secrets
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.queries import find_person_by_sign_in
from app.casework.enums import DeclaredTie
from app.casework.queries import get_case
from app.casework.services import declare_tie
from app.kernel.audit import AuditEvent
from app.kernel.database import db
from app.membership import rules, services
from app.membership.enums import Ballot
from app.membership.forms.verdicts import CONFIRM
from app.membership.models import Application, Decision
from app.membership.process_words import Status
from app.organisations.models import NetworkBody
from benchmarks.installation import TRIAL_APP, Installation
from benchmarks.pages import Fields
from benchmarks.prove.people import signed_in
from benchmarks.prove.proxy import dropping
from benchmarks.table import Line, judged
from benchmarks.visitor import GONE, Answer, Visitor

DECIDERS = ("committee-en", "committee-fr")
VOTERS = ("committee-en", "committee-es", "committee-fr")
OPEN: dict[str, object] = {"RATELIMIT_ENABLED": False}
START_PATH = "/en/n/idpc/apply"


@dataclass
class Outcomes:
    """How the answers of all rounds went, and how many rounds left other than one result."""

    rounds: int = 0
    answers: collections.Counter[str] = field(default_factory=collections.Counter)
    wrong: list[str] = field(default_factory=list)


def at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Do them at the same moment, behind a barrier."""
    barrier = threading.Barrier(len(acts))
    found: dict[int, Answer] = {}

    def run(number: int, act: Callable[[], Answer]) -> None:
        barrier.wait()
        found[number] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in sorted(found)]


def ready_to_decide(trial: Installation, wanted: int) -> list[tuple[str, str]]:
    """(case path, reference) of cases on which enough have voted to admit."""
    with trial.inside():
        cases = db.session.execute(
            select(Application.id)
            .join(NetworkBody, NetworkBody.id == Application.body_id)
            .where(Application.status == Status.COMMITTEE, NetworkBody.slug == "idpc")
            .order_by(Application.id)
        ).scalars()
        found = []
        for key in cases:
            application = get_case(key)
            voters = [_person(name) for name in VOTERS]
            if not _is_untouched(application, {voter.id for voter in voters}):
                continue
            for voter in voters:
                _vote(application, voter)
            found.append((f"/en/n/idpc/applications/{application.ref}", application.ref))
            if len(found) == wanted:
                break
    return found


def _is_untouched(application: Application, voters: set[int]) -> bool:
    """Whether nobody voted, none of the voters has a part or a tie, and no objection waits to be put."""
    involved = {one.person_id for one in application.people}
    waits = rules.objections_to_put(application) or rules.notices_to_answer(application)
    return not application.votes and not involved & voters and not waits


def _person(name: str) -> Person:
    person = find_person_by_sign_in(name)
    assert person is not None
    return person


def _vote(application: Application, person: Person) -> None:
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=person)
    db.session.flush()
    services.cast_vote(
        application,
        choice=Ballot.ADMIT,
        tier=application.policy.tiers[0].code,
        reason="They meet every criterion.",
        language="en",
        actor=person,
    )
    db.session.flush()


def two_deciders(trial: Installation, rounds: int, *, app: str = TRIAL_APP) -> Outcomes:
    """Two members of the committee record the decision at the same moment."""
    cases = ready_to_decide(trial, rounds)
    outcomes = Outcomes()
    running = trial.with_settings({}, **OPEN).serve(app=app)
    try:
        deciders = [signed_in(running.url, name) for name in DECIDERS]
        for path, ref in cases:
            forms = [_decision(one, path) for one in deciders]
            sends = [_sending(one, f"{path}/decide", form) for one, form in zip(deciders, forms, strict=True)]
            answers = at_once(sends)
            with trial.looking():
                count = _count_decisions(ref)
            outcomes.rounds += 1
            statuses = sorted(answer.status for answer in answers)
            outcomes.answers.update([" and ".join(map(str, statuses))])
            if count != 1 or statuses != [303, 409]:
                outcomes.wrong.append(f"{count} decisions, answers {statuses}")
    finally:
        running.kill()
    return outcomes


def _sending(visitor: Visitor, path: str, form: Fields) -> Callable[[], Answer]:
    return lambda: visitor.post(path, form)


def _decision(visitor: Visitor, path: str) -> Fields:
    """What makes the decision final: the form of the page where it was checked."""
    form = visitor.get(f"{path}/decide").page.form_with("words")
    given: dict[str, str | None] = {"words": "Welcome.", "outcome": form.choices["outcome"][0]}
    for name in [*form.choices, *(name for name, _ in form.fields)]:
        if name.startswith("verdict_"):
            given[name] = "met"
        elif name.startswith("reason_"):
            given[name] = "It is so."
    checked = visitor.post(f"{path}/decide", form.filled(**given)).page.form_with("has_read")
    return checked.filled(has_read="y", step=CONFIRM)


def _count_decisions(ref: str) -> int:
    """Decisions, and the trail's word for them, whichever is more."""
    key = db.session.execute(select(Application.id).where(Application.ref == ref)).scalar_one()
    rows = select(func.count()).where(Decision.application_id == key)
    from_trail = _decided_events(key)
    return max(int(db.session.execute(rows).scalar_one()), from_trail)


def _decided_events(key: int) -> int:
    told = select(func.count()).where(
        AuditEvent.subject == "application", AuditEvent.subject_id == key, AuditEvent.kind.like("%admit%")
    )
    return int(db.session.execute(told).scalar_one())


def double_click(trial: Installation, rounds: int, *, app: str = TRIAL_APP) -> Outcomes:
    """The same form with the same key, twice at the same moment."""

    def act(visitor: Visitor, form: Fields, url: str) -> list[Answer]:
        twin = Visitor(url)
        twin.cookies = visitor.cookies
        return at_once([lambda: visitor.post(START_PATH, form), lambda: twin.post(START_PATH, form)])

    return _sent_twice(trial, rounds, app, act)


def dropped_reply(trial: Installation, rounds: int, *, app: str = TRIAL_APP) -> Outcomes:
    """The first reply is lost on the way; the browser sends the same form again."""

    def act(visitor: Visitor, form: Fields, url: str) -> list[Answer]:
        with dropping(url) as proxy:
            first = Visitor(proxy.url)
            first.cookies = visitor.cookies
            with suppress(*GONE):
                first.post(START_PATH, form)
            if proxy.dropped != 1:
                raise RuntimeError("the proxy did not drop the reply")
        return [visitor.post(START_PATH, form)]

    return _sent_twice(trial, rounds, app, act)


def _sent_twice(
    trial: Installation, rounds: int, app: str, act: Callable[[Visitor, Fields, str], list[Answer]]
) -> Outcomes:
    outcomes = Outcomes()
    running = trial.with_settings({}, **OPEN).serve(app=app)
    try:
        visitor = signed_in(running.url, "applicant-en")
        for _ in range(rounds):
            name = f"Twice {secrets.token_hex(6)}"
            form = visitor.get(START_PATH).page.form_with("known_as")
            answers = act(visitor, form.filled(organisation="new", known_as=name, country="BR"), running.url)
            with trial.looking():
                refs = (
                    db.session.execute(select(Application.ref).where(Application.title == name))
                    .scalars()
                    .all()
                )
            outcomes.rounds += 1
            places = {answer.location for answer in answers}
            outcomes.answers.update([f"{len(answers)} answered, {len(places)} receipt"])
            if len(refs) != 1 or places != {f"/en/apply/{refs[0]}/"}:
                told = sorted(f"{answer.status} {answer.location}" for answer in answers)
                outcomes.wrong.append(f"{len(refs)} written, answers {told}")
    finally:
        running.kill()
    return outcomes


def line(what: str, trial: Installation, outcomes: Outcomes, wanted: int, target: str) -> Line:
    """The row of the table."""
    said = ", ".join(f"{count} × ({answer})" for answer, count in sorted(outcomes.answers.items()))
    figure = f"{outcomes.rounds} rounds: {said}"
    if outcomes.wrong:
        figure += f"; wrong {len(outcomes.wrong)}, first: {outcomes.wrong[0]}"
    fine = not outcomes.wrong and outcomes.rounds >= wanted
    return judged(f"{what}, {trial.dialect}", figure, target, fine)
