"""The official schema of 360Giving, as its own tools apply it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tests.reference_data import reference_data

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    """A date with its time and zone: a day alone is another form, and the schema wants one of the two."""
    return not isinstance(value, str) or ("T" in value and datetime.fromisoformat(value).tzinfo is not None)


def official_schema() -> Any:
    """The schema, merged into one file that asks nobody."""
    schema = json.loads(reference_data("360giving/bundle.json").read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=FORMATS)
