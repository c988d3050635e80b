"""A statement as a reader meets it: in their language where there is one, saying which text is the source."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.kernel.locales import language_name, pick
from app.questionnaires.models import StatementVersion


@dataclass(frozen=True)
class StatementText:
    """`language` is what the text is really in; `note` says so when it is not simply the source."""

    title: str
    body: str
    language: str
    number: int
    note: str


def statement_text(version: StatementVersion, language: str) -> StatementText:
    body, found = pick({code: text["body"] for code, text in version.texts.items()}, language)
    text = version.texts.get(found, {"title": "", "state": "source"})
    return StatementText(
        title=text["title"],
        body=body,
        language=found,
        number=version.number,
        note=_note(version, text["state"], found, language),
    )


def _note(version: StatementVersion, state: str, found: str, language: str) -> str:
    if found != language:
        return str(_("This statement is not available in your language yet."))
    source = next((code for code, text in version.texts.items() if text["state"] == "source"), found)
    name = language_name(source, language)
    if state == "outdated":
        words = _("This translation is out of date. The text that counts is: %(source)s.", source=name)
        return str(words)
    if state == "translated":
        return str(_("This is a translation. The text that counts is: %(source)s.", source=name))
    return ""
