"""Putting a canary into every sensitive field of a town."""

from __future__ import annotations

import json

from sqlalchemy import func, select

from app.accounts.models import Person, RoleGrant
from app.accounts.queries import email_lookup
from app.casework.models import CasePerson
from app.grants.applications.models import GrantApplication
from app.grants.awards.models import GrantAward, PaymentRunItem
from app.grants.awards.services.payouts import read_details
from app.grants.calls.models import CallQuestion
from app.grants.funding.models import Account
from app.grants.reports.models import GrantExpense
from app.grants.reviews.models import ReviewScore
from app.grants.reviews.queries import get_review_case
from app.kernel.clock import now
from app.kernel.database import db
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
from tests.integration.access.canaries import PRIVATE
from tests.integration.access.town import Town


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
    for account in db.session.scalars(select(Account).where(Account.details.is_not(None))):
        account.details = json.dumps({**read_details(account.details), "holder": "canary-own-account"})
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
