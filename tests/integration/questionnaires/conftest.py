from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.actor import SYSTEM
from app.questionnaires.models import QuestionSetVersion, Response, StatementVersion
from app.questionnaires.services import (
    create_question_set,
    create_statement,
    publish_statement,
    publish_version,
    start_response,
)
from tests.factories import make_person
from tests.unit.questionnaires.examples import every_kind, t

CHARTER = {
    "en": {"title": "The charter", "body": "Nothing about us without us.", "state": "source"},
    "es": {"title": "La carta", "body": "Nada sobre nosotras sin nosotras.", "state": "translated"},
}


@pytest.fixture
def person(session: Session) -> Person:
    return make_person("Lucía", language="es")


@pytest.fixture
def charter(session: Session) -> StatementVersion:
    return publish_statement(create_statement("charter", actor=SYSTEM), CHARTER, actor=SYSTEM)


@pytest.fixture
def version(session: Session, charter: StatementVersion) -> QuestionSetVersion:
    question_set = create_question_set("criteria", title=t("Criteria"), actor=SYSTEM)
    return publish_version(question_set, every_kind(), actor=SYSTEM)


@pytest.fixture
def response(version: QuestionSetVersion, person: Person) -> Response:
    return start_response(version, language="es", actor=person, purpose="test.application")
