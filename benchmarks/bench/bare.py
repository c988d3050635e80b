"""The yardstick: a bare Flask page that shows one row of SQLite. No session, no frame, no headers.

Its connection is kept, one for each thread, so that the yardstick is as quick as such a page can be.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

from flask import Flask, render_template
from jinja2 import DictLoader

PAGE = "<!doctype html><title>{{ name }}</title><h1>{{ name }}</h1><p>{{ country }}, since {{ year }}</p>"
ROW = ("A group", "Chile", 2011)
_held = threading.local()


def make_bare() -> Flask:
    """For `gunicorn "benchmarks.bench.bare:make_bare()"`; its database lies in BARE_DATABASE."""
    path = Path(os.environ["BARE_DATABASE"])
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS shown (name TEXT, country TEXT, year INTEGER)")
        connection.execute("DELETE FROM shown")
        connection.execute("INSERT INTO shown VALUES (?, ?, ?)", ROW)
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page.html": PAGE})

    @app.get("/")
    def page() -> str:
        if not hasattr(_held, "connection"):
            _held.connection = sqlite3.connect(path)
        name, country, year = _held.connection.execute("SELECT name, country, year FROM shown").fetchone()
        return render_template("page.html", name=name, country=country, year=year)

    return app
