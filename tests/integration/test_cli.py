from __future__ import annotations

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.actor import SYSTEM


def test_audit_verify_says_that_the_trail_is_whole(app: Flask, session: Session) -> None:
    audit.record("trial.begun", subject="trial", subject_id=1, actor=SYSTEM)
    session.commit()
    anchor = app.test_cli_runner().invoke(args=["audit", "anchor"]).output.strip()
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--anchor", anchor])
    assert (result.exit_code, result.output) == (0, "The trail is whole: 1 events.\n")


def test_audit_verify_fails_when_an_event_was_changed(app: Flask, session: Session) -> None:
    audit.record("trial.begun", subject="trial", subject_id=1, actor=SYSTEM)
    session.commit()
    session.execute(update(audit.AuditEvent).values(kind="trial.ended"))
    session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "The trail is broken: 1 faults." in result.output


def test_audit_verify_refuses_an_anchor_that_is_none(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--anchor", "nonsense"])
    assert result.exit_code == 2
    assert "the count, a colon, 64 characters" in result.output


def test_serve_listens_on_this_machine_only_without_a_public_address(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["serve", "--host", "0.0.0.0"])
    assert result.exit_code == 1
    assert result.output == "Error: Without PUBLIC_URL Weft listens on this machine only (127.0.0.1).\n"
