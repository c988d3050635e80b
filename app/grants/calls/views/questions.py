"""The office answers questions about a call: for everybody, with an earlier answer, or in private."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from app.casework.forms import ConfirmForm
from app.grants.calls import presenter, queries, services
from app.grants.calls.forms import AnswerForm, JoinForm, ReplyForm
from app.grants.calls.models import CallQuestion
from app.grants.calls.rules import is_published
from app.grants.calls.views.base import CALL, bp, open_call
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with, writes
from app.web.languages import current_language

QUESTIONS = f"{CALL}questions/"
QUESTION = f"{QUESTIONS}<number>/"


@bp.get(QUESTIONS)
@requires(Permission.MANAGE_CALLS)
def questions(slug: str, ref: str) -> str:
    """All questions about a call, those that wait first."""
    call = open_call(slug, ref)
    rows = presenter.question_rows(queries.list_questions(call), current_language(), slug)
    return render_template("grants/calls/questions.html", call=call, rows=rows)


def _open(slug: str, ref: str, number: str) -> CallQuestion:
    """A question about a call of the reader's network, held while it is changed. Raises NotFound."""
    return queries.get_question(number, open_call(slug, ref, hold=False), lock=writes())


def _url(slug: str, question: CallQuestion) -> str:
    return url_for("grants_calls.question", slug=slug, ref=question.call.ref, number=question.ref)


@bp.route(QUESTION, methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def question(slug: str, ref: str, number: str) -> Answer:
    """What was asked, and what everybody will read of it, in each language of the call."""
    found = _open(slug, ref, number)
    form = AnswerForm()
    form.keep(found.call.languages)
    if not form.is_submitted():
        form.show(found)

    def save() -> None:
        services.write_answer(
            found,
            texts=form.texts("question"),
            answers=form.texts("answer"),
            actor=current_actor(),
            expected_version=form.expected_version,
        )

    if form.validate_on_submit() and try_with(form, save):
        return done(_url(slug, found), _("Saved."))
    earlier = queries.list_published_answers(found.call)
    return show_form(
        "grants/calls/question.html",
        form,
        version=found.version,
        question=found,
        call=found.call,
        fields_asked=[f"{name}_{one}" for one in found.call.languages for name in ("question", "answer")],
        is_public=is_published(found),
        outcome=presenter.outcome(found, current_language()),
        states=presenter.answer_states(found),
        acts=presenter.question_acts(found, slug, any_published=bool(earlier)),
    )


def _step(
    slug: str, found: CallQuestion, form: Any, act: Callable[[], object], *, said: str, **step: Any
) -> Answer:
    """A page with one thing to do with a question."""
    if form.validate_on_submit() and try_with(form, act):
        return done(url_for("grants_calls.questions", slug=slug, ref=found.call.ref), said)
    return show_form(
        "grants/calls/question_step.html",
        form,
        version=found.version,
        step={"submit": step["title"], **step},
        question=found,
        back={"url": _url(slug, found), "label": _("Back")},
    )


@bp.route(f"{QUESTION}publish", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def publish_answer(slug: str, ref: str, number: str) -> Answer:
    """Publish question and answer, after reading them as everybody will."""
    found, form = _open(slug, ref, number), ConfirmForm()
    return _step(
        slug,
        found,
        form,
        lambda: services.publish_answer(found, actor=current_actor(), expected_version=form.expected_version),
        title=_("Publish the answer"),
        lead=_("Everybody reads this on the page of the call. Check that it names nobody."),
        said=_("The answer is published, and whoever asked is told."),
        shows_texts=True,
    )


@bp.route(f"{QUESTION}join", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def join_question(slug: str, ref: str, number: str) -> Answer:
    """Answer it with an answer that is published already."""
    found, form = _open(slug, ref, number), JoinForm()
    published = {one.ref: one for one in queries.list_published_answers(found.call)}
    form.offer(published.values())
    return _step(
        slug,
        found,
        form,
        lambda: services.join_question(
            found,
            published[form.earlier.data],
            actor=current_actor(),
            expected_version=form.expected_version,
        ),
        title=_("Answer with an earlier answer"),
        lead=_("Nothing new is published. Whoever asked reads the answer that you choose."),
        said=_("The question is answered, and whoever asked is told."),
    )


@bp.route(f"{QUESTION}reply", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def reply_to_question(slug: str, ref: str, number: str) -> Answer:
    """Publish nothing, and reply to the asker alone."""
    found, form = _open(slug, ref, number), ReplyForm()
    return _step(
        slug,
        found,
        form,
        lambda: services.reply_in_private(
            found,
            form.reply.data.strip(),
            language=current_language(),
            actor=current_actor(),
            expected_version=form.expected_version,
        ),
        title=_("Reply in private"),
        lead=_("Question and reply are not published. What all applicants need to know, publish instead."),
        said=_("The question is answered, and whoever asked is told."),
    )
