"""The app as trial installations serve it: the real one, with limits that a measurement has to shorten.

`flask --app wsgi` cannot be told, say, how long a lease lasts: that is no setting of the environment, and it
should not become one for our sake. What is overridden stands in one variable, as JSON.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping

from flask import Flask
from sqlalchemy import text

from app import create_app
from app.kernel.database import db
from app.kernel.jobs import job
from config import load_settings

OVERRIDES = "WEFT_TRIAL_SETTINGS"
SLOW_JOB = "trial.slow"
SLOW_JOB_SECONDS = 0.3


def load_trial_settings(environ: Mapping[str, str]) -> dict[str, object]:
    """The settings of `environ`, with those of WEFT_TRIAL_SETTINGS over them."""
    overrides: dict[str, object] = json.loads(environ.get(OVERRIDES) or "{}")
    return load_settings(environ) | overrides


def make_app() -> Flask:
    """For `flask --app benchmarks.trial:make_app` and `gunicorn "benchmarks.trial:make_app()"`."""
    return create_app(load_trial_settings(os.environ))


@job(SLOW_JOB)
def slow_job(number: int) -> None:
    """A job with an effect that can be counted, and a middle in which its worker can be killed."""
    db.session.execute(text("INSERT INTO trial_effect (number) VALUES (:number)"), {"number": number})
    time.sleep(SLOW_JOB_SECONDS)
