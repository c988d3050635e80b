"""One's own account: name, language, passphrase, second step, sessions, data."""

from __future__ import annotations

import json
from typing import Any

from flask import make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import emails, queries, security, services
from app.accounts.enums import CodePurpose
from app.accounts.forms import (
    ActingAsForm,
    ChangePassphraseForm,
    CodeForm,
    EraseForm,
    PassphraseForm,
    PreferencesForm,
)
from app.accounts.labels import DEVICES, ROLES
from app.accounts.models import Person
from app.accounts.passwords import hash_passphrase
from app.accounts.rules import Step
from app.accounts.security import limits, person_at_door
from app.accounts.views.base import bp, form_page, onward, page, say, to_sign_in, wait_page
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.database import end_transaction
from app.kernel.errors import DomainError
from app.kernel.permissions import SECOND_FACTOR_ROLES, Role
from app.web.access import public, signed_in
from app.web.actor import current_actor
from app.web.form_views import see_other
from app.web.forms import Form
from app.web.transaction import commits


def _person() -> Person:
    person = current_actor()
    assert isinstance(person, Person)
    return person


@bp.get("/account/")
@signed_in
def account() -> str:
    """What we know of you, and where to change it."""
    person = _person()
    return page(
        "account",
        person=person,
        form=Form(),
        codes_left=queries.count_recovery_codes(person, CodePurpose.SECOND_STEP),
        has_account_code=queries.count_recovery_codes(person, CodePurpose.ACCOUNT) > 0,
    )


@bp.route("/account/name-and-language", methods=["GET", "POST"])
@signed_in
def preferences() -> Any:
    """The name that others see, the language of pages and mail, and the zone of times."""
    person = _person()
    form = PreferencesForm(obj=person)
    if not form.validate_on_submit():
        return form_page("preferences", form)
    services.change_words(
        person, chosen_name=form.chosen_name.data, language=form.language.data, zone=form.zone.data
    )
    say(_("Saved."))
    return see_other(url_for("accounts.account", lang=person.language))


@bp.route("/account/passphrase", methods=["GET", "POST"])
@signed_in
def change_passphrase() -> Any:
    """Every other session ends."""
    person = _person()
    about = (person.sign_in_name, person.email, person.chosen_name)
    form = ChangePassphraseForm(limits=limits(), about=about)
    if not form.validate_on_submit():
        return form_page("change_passphrase", form)
    end_transaction()
    password_hash = hash_passphrase(form.passphrase.data)
    refusal = _ask_again(person, form, "change_passphrase", "current_passphrase")
    if refusal is not None:
        return refusal
    services.set_passphrase(person, password_hash, keep_session_key=security.session_key())
    security.keep_browser_signed_in(person)
    emails.write_access_changed(person)
    say(_("Your new passphrase is set. Every other session has ended."))
    return see_other(url_for("accounts.account"))


def _ask_again(person: Person, form: Any, template: str, field: str = "passphrase", **context: Any) -> Any:
    """None when the passphrase is right, else the page to show."""
    try:
        services.check_passphrase(person, form[field].data, limits())
    except services.Wait as wait:
        return wait_page(template, form, wait, **context)
    except DomainError as error:
        form.refuse(error, field)
        return form_page(template, form, **context)
    return None


@bp.route("/account/second-step/set-up", methods=["GET", "POST"])
@public
@commits
def set_up_second_step() -> Any:
    """Show the secret until a code from the device proves that it arrived. Also for those who owe it."""
    at_door = person_at_door()
    if at_door is None:
        return to_sign_in()
    person, record, step = at_door
    if step in (Step.SECOND_STEP, Step.WRITE_DOWN):
        return onward(person, record)
    if person.totp_secret is not None and person.totp_proposed is None:
        return see_other(url_for("accounts.second_step_settings"))
    form = CodeForm()
    secret = services.propose_secret(person)
    if form.validate_on_submit():
        try:
            services.take_proposed_secret(person, record, form.code.data)
            emails.write_access_changed(person)
            return onward(person, record)
        except DomainError as error:
            form.refuse(error, "code")
    name = person.sign_in_name or person.chosen_name
    owed = step is Step.SET_UP_SECOND_STEP
    return form_page("set_up_second_step", form, setup=services.set_up_words(name, secret), owed=owed)


@bp.route("/account/second-step/settings", methods=["GET", "POST"])
@signed_in
def second_step_settings() -> Any:
    """A new device, new recovery codes, or off: each after the passphrase."""
    person = _person()
    if person.totp_secret is None:
        return see_other(url_for("accounts.set_up_second_step"))
    required = bool(person.roles_in_force() & SECOND_FACTOR_ROLES)
    left = queries.count_recovery_codes(person, CodePurpose.SECOND_STEP)
    context: dict[str, Any] = {"required": required, "left": left}
    form = PassphraseForm()
    if not form.validate_on_submit():
        return form_page("second_step_settings", form, **context)
    refusal = _ask_again(person, form, "second_step_settings", **context)
    if refusal is not None:
        return refusal
    return _change_second_step(person, request.form.get("do", ""))


def _change_second_step(person: Person, what: str) -> Response:
    if what == "off":
        services.switch_second_step_off(person)
        say(_("The second step is off."))
    elif what == "device":
        services.propose_new_secret(person)
        return see_other(url_for("accounts.set_up_second_step"))
    else:
        services.give_codes(person, CodePurpose.SECOND_STEP)
    emails.write_access_changed(person)
    return see_other(url_for("accounts.account"))


@bp.route("/account/recovery-code", methods=["GET", "POST"])
@signed_in
def recovery_code() -> Any:
    """A new code for the way back in; the old one stops working."""
    person, form = _person(), PassphraseForm()
    if not form.validate_on_submit():
        return form_page("recovery_code", form)
    refusal = _ask_again(person, form, "recovery_code")
    if refusal is not None:
        return refusal
    services.give_codes(person, CodePurpose.ACCOUNT)
    emails.write_access_changed(person)
    return see_other(url_for("accounts.account"))


@bp.get("/account/sessions")
@signed_in
def sessions() -> str:
    """Where you are signed in."""
    moment = now()
    rows = queries.list_open_sessions(
        _person(),
        seen_since=moment - limits().session_idle,
        begun_since=moment - limits().session_longest,
    )
    return page(
        "sessions",
        form=Form(),
        rows=rows,
        here=security.current_session(),
        device_names=DEVICES,
        minutes=int(limits().session_idle.total_seconds() // 60),
        hours=int(limits().session_longest.total_seconds() // 3600),
    )


@bp.post("/account/sessions/<ref>/end")
@signed_in
def end_session(ref: str) -> Any:
    """End one of them."""
    if not Form().validate_on_submit():
        return see_other(url_for("accounts.sessions"))
    services.end_session(queries.get_own_session(_person(), ref), actor=_person())
    say(_("The session has ended."))
    return see_other(url_for("accounts.sessions"))


@bp.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> Any:
    """End all but this one."""
    if Form().validate_on_submit():
        services.end_all_sessions(_person(), actor=_person(), but_key=security.session_key())
        say(_("Every other session has ended."))
    return see_other(url_for("accounts.sessions"))


@bp.route("/account/acting-as", methods=["GET", "POST"])
@signed_in
def acting_as() -> Any:
    """Choose which of one's several roles to act in."""
    person, record = _person(), security.current_session()
    assert record is not None
    form = ActingAsForm(role=person.acting_as.value if person.acting_as else "")
    held = sorted(person.roles_in_force(), key=list(Role).index)
    form.role.choices = [("", _("All my roles")), *((role.value, ROLES[role]) for role in held)]
    form.role.validators = []
    if not form.validate_on_submit():
        return form_page("acting_as", form)
    services.act_as(record, Role(form.role.data) if form.role.data else None)
    say(_("Saved."))
    return see_other(
        (request.args.get("next") and onward(person, record).location) or url_for("accounts.account")
    )


@bp.route("/account/my-data", methods=["GET", "POST"])
@signed_in
def my_data() -> Any:
    """Take everything that is kept of you."""
    person, form = _person(), PassphraseForm()
    if not form.validate_on_submit():
        return form_page("my_data", form)
    refusal = _ask_again(person, form, "my_data")
    if refusal is not None:
        return refusal
    audit.record("person.data_taken", subject="person", subject_id=person.id, actor=person)
    response = make_response(json.dumps(services.own_data(person), ensure_ascii=False, indent=2))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = "attachment; filename=my-data.json"
    return response


@bp.route("/account/erase", methods=["GET", "POST"])
@signed_in
def erase() -> Any:
    """Erase one's account. What the person decided for a network stays, without their name."""
    person, form = _person(), EraseForm()
    if not form.validate_on_submit():
        return form_page("erase", form)
    refusal = _ask_again(person, form, "erase")
    if refusal is not None:
        return refusal
    try:
        services.erase_person(person)
    except DomainError as error:
        form.refuse(error)
        return form_page("erase", form)
    security.sign_out_browser()
    response = see_other(url_for("accounts.erased"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/account/erased")
@public
def erased() -> str:
    """Says that the account is erased."""
    return page("erased")
