"""Parsed definitions, kept by their digest: a published version never changes, so it is parsed once."""

from __future__ import annotations

from app.questionnaires.definition import Definition, parse
from app.questionnaires.models import QuestionSetVersion, Response

MOST_KEPT = 200

_parsed: dict[str, Definition] = {}


def definition_of(thing: Response | QuestionSetVersion) -> Definition:
    """The questions of a version, or of the version that a response answers."""
    version = thing.question_set_version if isinstance(thing, Response) else thing
    known = _parsed.get(version.digest)
    if known is None:
        if len(_parsed) >= MOST_KEPT:
            _parsed.clear()
        known = _parsed[version.digest] = parse(version.definition)
    return known
