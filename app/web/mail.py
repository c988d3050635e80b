"""A message's words, from its two template files, in the recipient's language."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from app.kernel import outbox


def mail_link(endpoint: str, language: str, **values: Any) -> str:
    """An absolute link for a message."""
    base = current_app.config["PUBLIC_URL"] or f"http://127.0.0.1:{current_app.config['PORT']}"
    with current_app.test_request_context(base_url=base):
        return str(current_app.url_for(endpoint, lang=language, _external=True, **values))


def write_mail(message: str, *, to: str | None, language: str, about: str, **context: Any) -> None:
    """Queue `<message>.subject.txt` and `<message>.txt`, such as `membership/email/message_waiting`.

    `about` is the code under which the outbox lists it.

    Nothing happens for a person without an e-mail address: their desk shows the same.
    """
    if to is None:
        return
    with force_locale(language):
        subject = render_template(f"{message}.subject.txt", **context)
        text = render_template(f"{message}.txt", **context)
    outbox.queue_mail(to=to, subject=subject, text=text, language=language, about=about)
