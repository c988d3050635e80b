"""Setting a new passphrase after it was forgotten: by mail, or with a recovery code."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.accounts import emails, queries, rules, services
from app.accounts.enums import AccountRefusal, CodePurpose
from app.accounts.forms import NewPassphraseForm, RecoverForm, ResetForm
from app.accounts.links import Purpose, find_person_by_token
from app.accounts.passwords import hash_passphrase
from app.accounts.security import limits
from app.accounts.views.base import begin, bp, by_address, by_name, form_page, page, say, wait_page
from app.kernel.database import end_transaction
from app.kernel.errors import DomainError
from app.kernel.jobs import enqueue
from app.web.access import public
from app.web.form_views import see_other


@bp.route("/account/reset", methods=["GET", "POST"])
@public
@by_address("LIMIT_RESET")
@by_name("LIMIT_RESET", "email")
def reset() -> Any:
    """Ask for the mail. Answer and work are the same for every address: the worker writes it."""
    form = ResetForm()
    if not form.validate_on_submit():
        return form_page("reset", form)
    address = rules.normalise_email(form.email.data)
    assert address is not None
    found = queries.find_credentials(address)
    enqueue("accounts.write_reset", person_id=found.person_id if found is not None else None)
    return see_other(url_for("accounts.check_your_mail"))


@bp.route("/account/reset/<token>", methods=["GET", "POST"])
@public
@by_address("LIMIT_RESET")
def reset_with_link(token: str) -> Any:
    """Set a new passphrase by the mailed link. Every session ends; a second step is still asked for."""
    lasts = limits().reset_link_lasts
    person = find_person_by_token(Purpose.RESET, token, lasts=lasts)
    if person is None:
        return page("link_over", purpose="reset"), 410
    form = NewPassphraseForm(limits=limits(), about=(person.email, person.chosen_name))
    if not form.validate_on_submit():
        return form_page("reset_with_link", form)
    end_transaction()
    password_hash = hash_passphrase(form.passphrase.data)
    person = find_person_by_token(Purpose.RESET, token, lasts=lasts)
    if person is None:
        return page("link_over", purpose="reset"), 410
    services.consume(token)
    services.confirm_email(person)
    services.set_passphrase(person, password_hash)
    emails.write_access_changed(person)
    say(_("Your new passphrase is set. Sign in with it."))
    return see_other(url_for("accounts.sign_in"))


@bp.route("/account/reset-with-code", methods=["GET", "POST"])
@public
@by_address("LIMIT_RESET")
@by_name("LIMIT_RESET", "name")
def reset_with_code() -> Any:
    """Set a new passphrase with the code on paper, for accounts without e-mail."""
    form = RecoverForm(limits=limits())
    if not form.validate_on_submit():
        return form_page("reset_with_code", form)
    hashed = services.name_hash(form.name.data)
    try:
        services.check_waiting(hashed, limits())
    except services.Wait as wait:
        return wait_page("reset_with_code", form, wait)
    end_transaction()
    password_hash = hash_passphrase(form.passphrase.data)
    person = queries.find_person_by_sign_in(form.name.data)
    usable = person is not None and person.active and person.confirmed_at is not None
    if person is None or not usable or not services.spend_code(person, CodePurpose.ACCOUNT, form.code.data):
        services.note_failure(hashed)
        form.refuse(DomainError(AccountRefusal.RECOVERY_REFUSED))
        return form_page("reset_with_code", form)
    services.forget_failures(hashed)
    services.set_passphrase(person, password_hash)
    services.give_codes(person, CodePurpose.ACCOUNT)
    emails.write_access_changed(person)
    return begin(person)
