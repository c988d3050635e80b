"""What the pages of accounts share: the blueprint, who is signing in, and where to go next."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts import queries, rules, security
from app.accounts.models import Person, SignInSession
from app.accounts.rules import Step
from app.accounts.services import Wait, name_hash
from app.extensions import limiter
from app.web.blueprints import feature_blueprint
from app.web.extension_points import Link, link_to
from app.web.form_views import see_other, show_form
from app.web.forms import Form

bp = feature_blueprint("accounts", __name__)

STEP_PAGES = {
    Step.SECOND_STEP: "accounts.second_step",
    Step.SET_UP_SECOND_STEP: "accounts.set_up_second_step",
    Step.WRITE_DOWN: "accounts.write_down",
}


def next_path() -> str | None:
    """Where the person wanted to go, when that is a page of ours."""
    return rules.safe_next(request.args.get("next"))


def onward(person: Person, record: SignInSession) -> Response:
    """Redirect to what is still to do, else to where the person wanted to go, else to their desk."""
    step = rules.next_step(person, record)
    if step is not None:
        return see_other(url_for(STEP_PAGES[step], next=next_path()))
    return see_other(next_path() or link_to(Link.DESK, lang=person.language))


def begin(person: Person) -> Response:
    """Sign this browser in, and redirect to the next page."""
    security.sign_in_browser(person)
    record = queries.find_session(security.session_key() or "")
    assert record is not None
    return onward(record.person, record)


def to_sign_in() -> Response:
    return see_other(url_for("accounts.sign_in", next=next_path()))


def page(template: str, **context: Any) -> str:
    """A page of signing in or of the account."""
    return render_template(f"accounts/{template}.html", next=next_path(), **context)


def form_page(template: str, form: Form, **context: Any) -> tuple[str, int]:
    """The same with a form: 200 when it is shown, 422 when it was sent and is shown again."""
    return show_form(f"accounts/{template}.html", form, next=next_path(), **context)


def wait_page(template: str, form: Form, wait: Wait, **context: Any) -> Response:
    """Too many failures: the form again, with how long to wait. What was typed stays, secrets apart."""
    response = make_response(page(template, form=form, wait=wait.seconds, **context), 429)
    response.headers["Retry-After"] = str(wait.seconds)
    return response


def say(text: str) -> None:
    """Show a message on the next page."""
    flash(text, "success")


def by_address(setting: str) -> Any:
    """Limit how often one address may send a form; `setting` names the limit in config.py."""
    return limiter.limit(lambda: current_app.config[setting], methods=["POST"])


def by_name(setting: str, field: str) -> Any:
    """Limit how often one name may be tried, from wherever: by its keyed hash."""
    return limiter.limit(
        lambda: current_app.config[setting],
        key_func=lambda: f"name:{name_hash(request.form.get(field, ''))}",
        methods=["POST"],
    )
