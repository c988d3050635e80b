"""A canary sits in every sensitive field. It sings only on the pages of those whom the table names, and no
byte of the database holds it in the clear."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.accounts.models import Person, RoleGrant
from app.accounts.queries import email_lookup
from app.casework.models import CasePerson
from app.grants.applications.models import GrantApplication
from app.grants.awards.models import GrantAward, PaymentRunItem
from app.grants.awards.services.payouts import read_details
from app.grants.calls.models import CallQuestion
from app.grants.reports.models import GrantExpense
from app.grants.reviews.models import ReviewScore
from app.grants.reviews.queries import get_review_case
from app.kernel.clock import now
from app.kernel.database import Base, db
from app.kernel.outbox import OutboxMessage, queue_mail
from app.membership import services
from app.membership.enums import Verdict
from app.membership.models import Application, Comment, RegionalCheck, Vote
from app.membership.models.application import InformationRequest
from app.membership.models.deliberation import ObjectionNotice
from app.membership.queries import get_application
from app.organisations.models import Organisation
from app.questionnaires.models import Answer, Submission
from app.questionnaires.services import enter_answers
from app.web.interrupted_posts import InterruptedPost
from tests.databases import Database
from tests.integration.access.canaries import PRIVATE, READERS, SEALED
from tests.integration.access.expected import ROLES
from tests.integration.access.table import TABLE
from tests.integration.access.test_table import Doors
from tests.integration.access.town import Town, make_town
from tests.reading import words_of

CANARY = re.compile("|".join(sorted(map(re.escape, READERS), key=len, reverse=True)))
SEARCHES = (
    "/en/n/example/directory/?q=canary",
    "/en/n/example/applications/?q=canary",
    "/en/n/example/applications/?q=canary&closed=1",
    "/en/n/example/applications/?closed=1",
    "/en/n/example/applications/?status=draft",
    "/en/account/people?after=x",
)
MEMBER_PAGES = ("", "edit/reach", "edit/registration", "edit/names", "contacts")
CASE_PAGES = (
    "/en/n/example/applications/<ref>/",
    "/en/n/example/circulation/<ref>",
    "/en/apply/<ref>/",
    "/en/apply/<ref>/answers",
    "/en/apply/<ref>/circulation",
)


def plant(town: Town) -> None:
    """Put each canary into its field, on the cases and members that the town's addresses lead to."""
    wanted = {ref for name, ref in town.here.items() if name.endswith(".ref")}
    refs = db.session.scalars(select(Application.ref).where(Application.ref.in_(wanted))).all()
    cases = [get_application(ref) for ref in refs]
    officer = town.people["officer"]
    for one in cases:
        one.circulated_lines, one.wished_exclusions = "canary-lines", "canary-excluded-wish"
        one.on_behalf, one.on_behalf_source = True, "canary-source"
        one.circulation_settled = True
        if one.status.value == "draft":
            enter_answers(one.response, {"purpose": "canary-answer"}, actor=town.people["lead"])
        if one.status.value in ("submitted", "regional_check", "committee"):
            verdict = {"purpose": (Verdict.MET, "canary-assessment")}
            services.assess(one, verdict, actor=officer)
    ids = [one.id for one in cases]
    responses = [one.response_id for one in cases]
    for answer in db.session.scalars(select(Answer).where(Answer.response_id.in_(responses))):
        if answer.question_code == "purpose":
            answer.value = "canary-answer"
    for sent in db.session.scalars(select(Submission).where(Submission.response_id.in_(responses))):
        sent.answers = {**sent.answers, "purpose": "canary-answer"}
    for notice in db.session.scalars(select(ObjectionNotice)):
        notice.replied_at = now()
    for table, field, word in (
        (RegionalCheck, "note", "canary-check"),
        (Comment, "text", "canary-comment"),
        (Vote, "reason", "canary-vote"),
        (InformationRequest, "message", "canary-asked"),
        (ObjectionNotice, "substance", "canary-substance"),
        (ObjectionNotice, "reply", "canary-reply"),
    ):
        for row in db.session.scalars(select(table).where(table.application_id.in_(ids))):
            setattr(row, field, word)
    for tied in db.session.scalars(select(CasePerson).where(CasePerson.case_id.in_(ids))):
        tied.note = "canary-tie"
    _plant_in_grants(town)
    _plant_in_members(town)
    _plant_in_people(town)
    db.session.commit()


def _plant_in_grants(town: Town) -> None:
    refs = (town.here["grant draft"], town.here["grant sent"])
    for case in db.session.scalars(select(GrantApplication).where(GrantApplication.ref.in_(refs))):
        enter_answers_of(case.response_id, "what", "canary-grant-answer")
        case.told_reason, case.reason_language = "canary-proposal", "en"
    for award in db.session.scalars(select(GrantAward)):
        if award.route is not None:
            award.details = json.dumps({**read_details(award.details), "account": "canary-payee"})
            award.accepted_name, award.request = "canary-signature", "canary-grant-request"
            award.report_text = "canary-grant-report"
        award.agreement = json.dumps(["canary-agreement", "A march."])
    for item in db.session.scalars(select(PaymentRunItem)):
        item.details = json.dumps({**read_details(item.details), "account": "canary-payee"})
    for expense in db.session.scalars(select(GrantExpense)):
        expense.purpose, expense.receipt_number = "canary-expense", "canary-receipt"
        expense.peer_codes = "canary-peers"
    _plant_in_reviews(town)
    asked = (town.here["question waiting"], town.here["question replied"])
    for question in db.session.scalars(select(CallQuestion).where(CallQuestion.ref.in_(asked))):
        question.asked = "canary-question"
        question.reply = "canary-private-reply" if question.reply else None


def _plant_in_reviews(town: Town) -> None:
    """What the reviewer reads and writes; what others wrote on the same application, and on one that is
    scored."""
    reviewer = town.people["reviewer"]
    for ref in (town.here["review open"], town.here["review scored"]):
        case = get_review_case(ref)
        for one in case.reviews:
            for score in one.scores:
                score.words = "canary-review-words"
            one.flag, one.flagged_at = "canary-concern", now()
        case.application.told_comments = "canary-edited"
    case = get_review_case(town.here["review open"])
    enter_answers_of(case.application.response_id, "what", "canary-judged-answer")
    enter_answers_of(case.application.response_id, "reference", "canary-referee")
    mine = next(one for one in case.reviews if one.person_id == reviewer.id)
    mine.scores.append(ReviewScore(criterion="need", words="canary-own-words"))


def enter_answers_of(response_id: int, code: str, words: str) -> None:
    """What was answered to one question, also in what was handed in; whoever has not answered it does so."""
    answer = db.session.scalar(
        select(Answer).where(Answer.response_id == response_id, Answer.question_code == code)
    )
    if answer is not None:
        answer.value = words
    for sent in db.session.scalars(select(Submission).where(Submission.response_id == response_id)):
        sent.answers = {**sent.answers, code: words}


def _plant_in_members(town: Town) -> None:
    for name in ("member_organisation", "listed"):
        ref = town.here[name]
        member = db.session.scalars(select(Organisation).where(Organisation.ref == ref)).one()
        for field in PRIVATE:
            setattr(member.private, field, f"canary-{field}")


def _plant_in_people(town: Town) -> None:
    contact: Person = town.people["member"]
    contact.email, contact.email_lookup = "canary-email@example.org", email_lookup("canary-email@example.org")
    contact.chosen_name = "canary-chosen"
    for kept in db.session.scalars(select(InterruptedPost)):
        kept.fields = [["chosen_name", "canary-kept"]]
    for grant in db.session.scalars(select(RoleGrant)):
        grant.reason = "canary-role-reason"
    queue_mail(
        to="canary-email@example.org", subject="News", text="canary-letter", language="en", about="test"
    )
    db.session.flush()
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage))


def heard(doors: Doors, role: str) -> dict[str, set[str]]:
    """Canary → the pages on which this role reads it."""
    found: dict[str, set[str]] = {}
    pages = [(row.endpoint, doors.path(row, doors.town.here)) for row in TABLE if row.get is not None]
    pages += [(path, path) for path in SEARCHES]
    for ref in (ref for name, ref in doors.town.here.items() if name.endswith(".ref")):
        pages += [(name, name.replace("<ref>", ref)) for name in CASE_PAGES]
    own = f"/en/organisations/{doors.town.here['member_organisation']}/"
    pages += [(own + page, own + page) for page in MEMBER_PAGES]
    for name, path in doors.part(pages):
        text_ = words_of(doors.try_one(role, "GET", path))
        for canary in set(CANARY.findall(text_)):
            found.setdefault(canary, set()).add(name)
    return found


@pytest.mark.parametrize("roles", [ROLES[::2], ROLES[1::2]], ids=["some", "others"])
def test_canaries_sing_only_to_their_readers(
    app: Flask, session: Session, database: Database, roles: tuple[str, ...]
) -> None:
    town = make_town()
    plant(town)
    app.config["PUBLIC_URL"], before = "https://network.example.org", app.config["PUBLIC_URL"]
    try:
        doors = Doors(app, town, session.connection(), database.dialect)
        wrong = []
        for role in roles:
            sung = heard(doors, role)
            for canary, allowed in READERS.items():
                if canary in sung and role not in allowed:
                    wrong.append(f"{role} reads {canary} on {sorted(sung[canary])}")
                if doors.is_whole and canary not in sung and role in allowed:
                    wrong.append(f"{role} may read {canary}, but no page shows it: the table is stale")
    finally:
        app.config["PUBLIC_URL"] = before
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_byte_of_the_database_sings(committed_database: Database) -> None:
    app = committed_database.app
    with app.app_context():
        plant(make_town())
        db.session.commit()
        cells = _every_cell()
        db.session.remove()
    assert "Spoken for here" in cells, "the checker itself must find what is not sealed"
    assert [canary for canary in (*SEALED, "canary-chosen") if canary in cells] == []
    if committed_database.dialect == "sqlite":
        folder = Path(app.config["DATA_DIR"])
        data = b"".join(path.read_bytes() for path in folder.glob("weft.db*"))
        assert b"Spoken for here" in data
        assert [canary for canary in SEALED if canary.encode() in data] == []


def _every_cell() -> str:
    told = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            told += [
                bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                for value in row
            ]
    return json.dumps(told, ensure_ascii=False)
