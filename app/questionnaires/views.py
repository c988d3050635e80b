"""The questionnaires have partials, not pages: features own the addresses and ask here to save one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from app.documents.models import StoredDocument
from app.kernel.actor import Actor
from app.questionnaires import queries, services
from app.questionnaires.presenter.section import SectionPage, place_of, questions_on
from app.questionnaires.services import AnswersChanged
from app.web.blueprints import feature_blueprint

bp = feature_blueprint("questionnaires", __name__)


@dataclass(frozen=True)
class Saved:
    """A page that is kept. `next` is the section to go to, None for the list of sections."""

    next: str | None
    anchor: str = ""


def save_page(page: SectionPage, *, actor: Actor) -> Saved | None:
    """Keep a page that was sent. None: show it (again), with `page.status`.

    Call it before anything is written: taking in files gives the transaction back first.
    """
    form, response = page.form, page.response
    if not form.is_submitted():
        return None

    def take(upload: FileStorage) -> StoredDocument:
        return services.receive_document(response, upload.stream, upload.filename or "", actor=actor)

    form.receive(take)
    if not form.validate():
        return None
    try:
        services.save_section(
            response, page.section.code, form.answers(), actor=actor, expected_version=form.expected_version
        )
    except AnswersChanged as error:
        page.show_conflicts(error)
        return None
    return _onward(page)


def _onward(page: SectionPage) -> Saved:
    """An answer may have brought a follow-up: on this page (show it), or on others (next may move)."""
    if "later" in request.form:
        return Saved(next=None)
    added = request.form.get("add_row", "")
    if added in page.form:
        return Saved(next=page.section.code, anchor=f"#{added}-new")
    answers = queries.answers_of(page.response)
    seen = {each.question.code for each in page.form.asked}
    here = questions_on(page.response, page.section, answers)
    if any(question.code not in seen for question in here):
        return Saved(next=page.section.code)
    return Saved(next=place_of(page.response, page.section, answers).next)
