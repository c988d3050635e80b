"""Signing in and out."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app.accounts import security, services
from app.accounts.enums import AccountRefusal
from app.accounts.forms import CodeForm, RecoveryCodeForm, SignInForm, WrittenDownForm
from app.accounts.models import Person, SignInSession
from app.accounts.rules import Step
from app.accounts.security import limits, person_at_door
from app.accounts.views.base import begin, bp, by_address, by_name, form_page, onward, to_sign_in, wait_page
from app.kernel.errors import DomainError
from app.web.access import public
from app.web.form_views import see_other
from app.web.languages import current_language


@bp.route("/account/sign-in", methods=["GET", "POST"])
@public
@by_address("LIMIT_SIGN_IN")
@by_name("LIMIT_SIGN_IN", "name")
def sign_in() -> Any:
    """Sign in by name or e-mail address, then go to the next step that is needed."""
    at_door = person_at_door()
    if at_door is not None and request.method == "GET":
        return onward(at_door[0], at_door[1])
    form = SignInForm()
    if not form.validate_on_submit():
        return form_page("sign_in", form)
    try:
        person = services.authenticate(form.name.data, form.passphrase.data, limits())
    except services.Wait as wait:
        return wait_page("sign_in", form, wait)
    except DomainError as error:
        form.refuse(error)
        return form_page("sign_in", form)
    return begin(person)


@bp.route("/account/second-step", methods=["GET", "POST"])
@public
@by_address("LIMIT_SIGN_IN")
def second_step() -> Any:
    """The code of the authenticator app."""
    return _second_step("second_step", CodeForm(), services.pass_second_step, AccountRefusal.CODE_REFUSED)


@bp.route("/account/second-step/recovery-code", methods=["GET", "POST"])
@public
@by_address("LIMIT_SIGN_IN")
def second_step_recovery() -> Any:
    """A recovery code instead, when the device is lost."""
    form = RecoveryCodeForm()
    return _second_step(
        "second_step_recovery",
        form,
        services.pass_second_step_with_code,
        AccountRefusal.RECOVERY_CODE_REFUSED,
    )


def _second_step(template: str, form: Any, passes: Any, refusal: AccountRefusal) -> Any:
    at_door = person_at_door()
    if at_door is None:
        return to_sign_in()
    person, record, step = at_door
    if step is not Step.SECOND_STEP:
        return onward(person, record)
    if not form.validate_on_submit():
        return form_page(template, form)
    hashed = services.name_hash(f"second-step:{person.id}")
    try:
        services.check_waiting(hashed, limits())
    except services.Wait as wait:
        return wait_page(template, form, wait)
    if passes(person, record, form.code.data):
        services.forget_failures(hashed)
        return onward(person, record)
    services.note_failure(hashed)
    form.refuse(DomainError(refusal), "code")
    return form_page(template, form)


@bp.route("/account/write-down", methods=["GET", "POST"])
@public
def write_down() -> Any:
    """Codes are shown until the person says that they are on paper."""
    at_door = person_at_door()
    if at_door is None:
        return to_sign_in()
    person, record, step = at_door
    if step is not Step.WRITE_DOWN:
        return onward(person, record)
    form = WrittenDownForm()
    if form.validate_on_submit():
        services.codes_written_down(person)
        return onward(person, record)
    return form_page("write_down", form, codes=person.codes_to_write_down)


@bp.post("/account/sign-out")
@public
def sign_out() -> Response:
    """End the session here and on the server, and let the browser forget what it kept."""
    at_door = person_at_door()
    if at_door is not None:
        _end(*at_door[:2])
    security.sign_out_browser()
    response = see_other(f"{request.script_root}/{current_language()}/")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _end(person: Person, record: SignInSession) -> None:
    services.end_session(record, actor=person)
