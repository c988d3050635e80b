"""What the example asks of the database before it writes."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.example.people import PEOPLE
from app.kernel.database import db
from app.organisations.models import Organisation


def is_empty() -> bool:
    """Whether nobody and nothing is in the database yet."""
    found = (db.session.execute(select(table.id).limit(1)).first() for table in (Person, Organisation))
    return not any(found)


def known_people() -> set[str]:
    """The sign-in names of the table that have an account here."""
    names = [one.sign_in for one in PEOPLE]
    found = db.session.execute(select(Person.sign_in_name).where(Person.sign_in_name.in_(names))).scalars()
    return {name for name in found if name is not None}
