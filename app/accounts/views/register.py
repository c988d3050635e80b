"""Opening an account, with or without an e-mail address."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from app.accounts import emails, queries, rules, services
from app.accounts.forms import PassphraseForm, RegisterWithEmailForm, RegisterWithNameForm
from app.accounts.links import Purpose, find_person_by_token
from app.accounts.models import Person
from app.accounts.passwords import hash_passphrase, verify_passphrase
from app.accounts.security import limits
from app.accounts.views.base import begin, bp, by_address, form_page, next_path, page, wait_page
from app.kernel.database import end_transaction
from app.kernel.errors import DomainError
from app.web.access import public
from app.web.form_views import see_other
from app.web.languages import current_language


@bp.get("/account/register")
@public
def register() -> str:
    """With an e-mail address or without: both are full accounts."""
    return page("register")


@bp.route("/account/register/with-email", methods=["GET", "POST"])
@public
@by_address("LIMIT_REGISTER")
def register_with_email() -> Any:
    """The answer is the same whether or not the address has an account."""
    form = RegisterWithEmailForm(limits=limits())
    if not form.validate_on_submit():
        return form_page("register_with_email", form)
    end_transaction()
    password_hash = hash_passphrase(form.passphrase.data)
    address = rules.normalise_email(form.email.data)
    assert address is not None
    _write_to(address, form.chosen_name.data, password_hash)
    return see_other(url_for("accounts.check_your_mail", next=next_path()))


def _write_to(address: str, chosen_name: str, password_hash: str) -> None:
    found = queries.find_person_by_email(address)
    if found is None:
        found = services.register_person(
            email=address, chosen_name=chosen_name, language=current_language(), password_hash=password_hash
        )
    elif found.confirmed_at is not None:
        emails.write_already_registered(found)
        return
    else:
        services.register_again(found, chosen_name=chosen_name, password_hash=password_hash)
    emails.write_confirm(found, lasts=limits().confirm_link_lasts, next_path=next_path())


@bp.get("/account/check-your-mail")
@public
def check_your_mail() -> str:
    """The same words for everyone."""
    return page("check_your_mail")


@bp.route("/account/confirm/<token>", methods=["GET", "POST"])
@public
@by_address("LIMIT_SIGN_IN")
def confirm(token: str) -> Any:
    """Confirm an address and sign in. It asks for the passphrase, so that nobody confirms an account that
    a stranger opened with their address. Opening the page changes nothing: mail scanners open links."""
    person = find_person_by_token(Purpose.CONFIRM, token, lasts=limits().confirm_link_lasts)
    if person is None:
        return page("link_over", purpose="confirm"), 410
    if person.confirmed_at is not None:
        return see_other(url_for("accounts.sign_in", next=next_path()))
    form = PassphraseForm()
    if not form.validate_on_submit():
        return form_page("confirm", form)
    try:
        return _confirm_and_begin(person, form.passphrase.data)
    except services.Wait as wait:
        return wait_page("confirm", form, wait)
    except DomainError as error:
        form.refuse(error, "passphrase")
        return form_page("confirm", form)


def _confirm_and_begin(person: Person, passphrase: str) -> Response:
    services.check_passphrase(person, passphrase, limits())
    services.confirm_email(person)
    return begin(person)


@bp.route("/account/register/without-email", methods=["GET", "POST"])
@public
@by_address("LIMIT_REGISTER")
def register_without_email() -> Any:
    """A sign-in name and a passphrase; then a recovery code to write down."""
    form = RegisterWithNameForm(limits=limits())
    if not form.validate_on_submit():
        return form_page("register_without_email", form)
    name = rules.normalise_sign_in_name(form.sign_in_name.data)
    assert name is not None
    end_transaction()
    password_hash = hash_passphrase(form.passphrase.data)
    try:
        person = services.register_person(
            sign_in_name=name,
            chosen_name=form.chosen_name.data,
            language=current_language(),
            password_hash=password_hash,
        )
    except DomainError as error:
        return _name_taken(form, name, error)
    return begin(person)


def _name_taken(form: RegisterWithNameForm, name: str, error: DomainError) -> Any:
    """Somebody has this name. If it is this very person, whose first answer was lost, sign them in."""
    hashed = services.name_hash(name)
    try:
        services.check_waiting(hashed, limits())
    except services.Wait as wait:
        return wait_page("register_without_email", form, wait)
    found = queries.find_person_by_sign_in(name)
    stored = found.password if found is not None and found.active else None
    end_transaction()
    if verify_passphrase(form.passphrase.data, stored) and found is not None:
        return begin(queries.get_person(found.id))
    services.note_failure(hashed)
    form.refuse(error, "sign_in_name")
    return form_page("register_without_email", form)
