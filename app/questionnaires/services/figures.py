"""The numbers that may be summed, kept beside the encrypted answers."""

from __future__ import annotations

from app.kernel.database import db
from app.questionnaires import queries
from app.questionnaires.definition import submitted_answers
from app.questionnaires.models import AnswerFigure, Response
from app.questionnaires.reading import definition_of


def write_figures(response: Response) -> None:
    """Make the figures of a response those of its answers as they are saved.

    All of them are looked at, since one answer may hide another question: what is hidden is not counted.
    """
    definition = definition_of(response)
    asked = [question for question in definition.questions() if question.setting("figure")]
    if not asked:
        return
    answers = submitted_answers(definition, queries.answers_of(response))
    wanted = {
        (question.code, figure.column): figure
        for question in asked
        if question.code in answers
        for figure in question.type.figures(question, answers[question.code])
    }
    kept = {(row.question_code, row.column_code): row for row in queries.list_figures(response)}
    for key, row in kept.items():
        if key not in wanted:
            db.session.delete(row)
    for (code, column), figure in wanted.items():
        row = kept.get((code, column)) or AnswerFigure(
            response_id=response.id, question_code=code, column_code=column
        )
        row.unit, row.scale, row.amount = figure.unit, figure.scale, figure.amount
        db.session.add(row)
    db.session.flush()
