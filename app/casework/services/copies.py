"""What a case repeats of its organisation, so that lists and search read one table."""

from __future__ import annotations

from app.casework import queries
from app.casework.models import Casefile
from app.kernel.search import search_text
from app.kernel.text import sort_key
from app.organisations.models import Organisation


def copy_organisation(case: Casefile) -> None:
    """Write the copies of the case again; a case without an organisation keeps what it was given."""
    organisation = case.organisation
    if organisation is None:
        return
    case.title = case.own_title() or organisation.known_as
    case.sort_name = sort_key(case.title)
    case.search_text = search_text(case.title, organisation.known_as, organisation.acronym, *case.own_words())
    case.country = organisation.country


def follow_organisation(organisation: Organisation) -> None:
    """Its name or its country changed: its open cases show the new one, and are found by no other. What has
    ended keeps the name under which it was decided."""
    for case_id in queries.list_open_of(organisation.id):
        copy_organisation(queries.get_case(case_id))
