"""Every select of the questionnaires. Each is one query, however many questions or rows there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from app.kernel.database import db, take_lock
from app.questionnaires.models import (
    Answer,
    AnswerFigure,
    QuestionSet,
    QuestionSetVersion,
    Response,
    Signature,
    Statement,
    StatementVersion,
    Submission,
)


def lock_response(response_id: int) -> Response:
    """Read afresh, and held until the transaction ends, so that two saves come one after the other."""
    take_lock(select(Response.id).where(Response.id == response_id))
    statement = select(Response).where(Response.id == response_id)
    return db.session.execute(statement.execution_options(populate_existing=True)).scalar_one()


def list_answers(response_id: int) -> Sequence[Answer]:
    return (
        db.session.execute(
            select(Answer)
            .where(Answer.response_id == response_id)
            .order_by(Answer.id)
            .execution_options(populate_existing=True)
        )
        .scalars()
        .all()
    )


def answers_of(response: Response) -> dict[str, Any]:
    """What is stored now, by question code; unanswered questions are left out."""
    rows = db.session.execute(
        select(Answer.question_code, Answer.value)
        .where(Answer.response_id == response.id)
        .order_by(Answer.id)
    )
    return {code: value for code, value in rows if value is not None}


def list_figures(response: Response) -> Sequence[AnswerFigure]:
    return (
        db.session.execute(
            select(AnswerFigure).where(AnswerFigure.response_id == response.id).order_by(AnswerFigure.id)
        )
        .scalars()
        .all()
    )


@dataclass(frozen=True)
class FigureSum:
    """What the answers to one question, or one column of its table, come to in one unit."""

    column: str
    unit: str
    total: Decimal
    responses: int


def sum_figures(question_code: str, *, responses: Iterable[int] | Select[Any]) -> list[FigureSum]:
    """The sums over these responses (their keys, or a select of them), by column and unit.

    Figures of drafts are there too: choose the responses. Currencies are never added to each other; numbers
    kept with other decimals under an earlier version of the form are.
    """
    rows = db.session.execute(
        select(
            AnswerFigure.column_code,
            AnswerFigure.unit,
            AnswerFigure.scale,
            func.sum(AnswerFigure.amount),
            func.count(),
        )
        .where(AnswerFigure.question_code == question_code, AnswerFigure.response_id.in_(responses))
        .group_by(AnswerFigure.column_code, AnswerFigure.unit, AnswerFigure.scale)
        .order_by(AnswerFigure.column_code, AnswerFigure.unit, AnswerFigure.scale)
    )
    found: dict[tuple[str, str], FigureSum] = {}
    for column, unit, scale, amount, count in rows:
        before = found.get((column, unit), FigureSum(column, unit, Decimal(0), 0))
        total = before.total + Decimal(int(amount)).scaleb(-scale)
        found[column, unit] = FigureSum(column, unit, total, before.responses + count)
    return list(found.values())


def list_submissions(response: Response) -> Sequence[Submission]:
    """What was handed in, oldest first."""
    return (
        db.session.execute(
            select(Submission).where(Submission.response_id == response.id).order_by(Submission.number)
        )
        .scalars()
        .all()
    )


def find_last_submission(response: Response) -> Submission | None:
    return db.session.execute(
        select(Submission)
        .where(Submission.response_id == response.id)
        .order_by(Submission.number.desc())
        .limit(1)
    ).scalar_one_or_none()


def list_versions(question_set: QuestionSet) -> Sequence[QuestionSetVersion]:
    return (
        db.session.execute(
            select(QuestionSetVersion)
            .where(QuestionSetVersion.question_set_id == question_set.id)
            .order_by(QuestionSetVersion.number)
        )
        .scalars()
        .all()
    )


def find_current_version(code: str, *, body_id: int | None = None) -> QuestionSetVersion | None:
    """The newest published version of a body's set, else of the shared one with that code."""
    return db.session.execute(
        select(QuestionSetVersion)
        .join(QuestionSetVersion.question_set)
        .where(
            QuestionSet.code == code,
            or_(QuestionSet.body_id == body_id, QuestionSet.body_id.is_(None)),
            QuestionSetVersion.published_at.is_not(None),
        )
        .order_by(QuestionSet.body_id.is_(None), QuestionSetVersion.number.desc())
        .limit(1)
    ).scalar_one_or_none()


def current_statements(codes: Iterable[str], *, body_id: int | None = None) -> dict[str, StatementVersion]:
    """The newest published wording of each statement by its code; a body's own goes before the shared one."""
    wanted = sorted(set(codes))
    if not wanted:
        return {}
    rows = db.session.execute(
        select(StatementVersion)
        .join(StatementVersion.statement)
        .where(
            Statement.code.in_(wanted),
            or_(Statement.body_id == body_id, Statement.body_id.is_(None)),
            StatementVersion.published_at.is_not(None),
        )
        .order_by(Statement.code, Statement.body_id.is_not(None), StatementVersion.number)
    ).scalars()
    return {version.statement.code: version for version in rows}


def statement_versions(ids: Iterable[int]) -> dict[int, StatementVersion]:
    """The versions that answers point at, by key."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = db.session.execute(
        select(StatementVersion).where(StatementVersion.id.in_(wanted)).order_by(StatementVersion.id)
    ).scalars()
    return {version.id: version for version in rows}


def list_statement_versions(statement: Statement) -> Sequence[StatementVersion]:
    return (
        db.session.execute(
            select(StatementVersion)
            .where(StatementVersion.statement_id == statement.id)
            .order_by(StatementVersion.number)
        )
        .scalars()
        .all()
    )


def signatures_of(response: Response) -> Sequence[Signature]:
    """The signatures given with a response that stand, oldest first."""
    return (
        db.session.execute(
            select(Signature)
            .where(Signature.response_id == response.id, Signature.withdrawn_at.is_(None))
            .order_by(Signature.id)
        )
        .scalars()
        .all()
    )


def list_to_endorse_again(statement: Statement) -> Sequence[int]:
    """The organisations whose standing signature is on an older version only: they are asked again."""
    newest = (
        select(StatementVersion.id)
        .where(StatementVersion.statement_id == statement.id, StatementVersion.published_at.is_not(None))
        .order_by(StatementVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    standing = and_(Signature.withdrawn_at.is_(None), Signature.organisation_id.is_not(None))
    signed_newest = select(Signature.organisation_id).where(
        standing, Signature.statement_version_id == newest
    )
    rows = db.session.execute(
        select(Signature.organisation_id)
        .join(Signature.statement_version)
        .where(
            standing,
            StatementVersion.statement_id == statement.id,
            Signature.organisation_id.not_in(signed_newest),
        )
        .distinct()
        .order_by(Signature.organisation_id)
    ).scalars()
    return [organisation_id for organisation_id in rows if organisation_id is not None]
