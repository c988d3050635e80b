"""A message's words, from its two template files, in the recipient's language."""

from __future__ import annotations

from typing import Any

from flask import current_app, has_request_context, request
from flask_babel import force_locale

from app.kernel import outbox
from app.web.extension_points import Link, extension_points


def mail_link(endpoint: str | Link, language: str, **values: Any) -> str:
    """An absolute link for a message, to one of the caller's own pages or to a Link of an upper package."""
    if isinstance(endpoint, Link):
        endpoint = extension_points().links[endpoint]
    base = current_app.config["PUBLIC_URL"] or f"http://127.0.0.1:{current_app.config['PORT']}"
    # Built from the map alone: a second request context would end the first one's transaction.
    paths = current_app.url_map.bind("unused", script_name=_script_root())
    given = {name: value for name, value in values.items() if value is not None}
    return base + paths.build(endpoint, {"lang": language, **given})


def _script_root() -> str:
    return request.script_root if has_request_context() else ""


def write_mail(message: str, *, to: str | None, language: str, about: str, **context: Any) -> None:
    """Queue `<message>.subject.txt` and `<message>.txt`, such as `casework/email/message`.

    `about` is the code under which the outbox lists it.

    Nothing happens for a person without an e-mail address: their desk shows the same.
    """
    if to is None:
        return
    with force_locale(language):
        # Without the frame of a page: letters are also written where there is no request.
        templates = current_app.jinja_env
        subject = templates.get_template(f"{message}.subject.txt").render(**context)
        text = templates.get_template(f"{message}.txt").render(**context)
    outbox.queue_mail(to=to, subject=subject, text=text, language=language, about=about)
