"""Weft as the benchmark serves it: the real app, and around it a counter of queries for those who ask.

Nothing of it is in the app: only a request that carries COUNT gets the number back, and only while such a
request runs is anything listened to.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.kernel import memory
from benchmarks.trial import make_app

COUNT, COUNTED = "X-Count-Queries", "X-Queries"
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_one_at_a_time = threading.Lock()


def counting(app: WsgiApp) -> WsgiApp:
    """The same app, which tells the number of its queries in a header when the request asks."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if f"HTTP_{COUNT.upper().replace('-', '_')}" not in environ:
            return app(environ, start_response)
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement.split(None, 1)[0].upper() not in NOT_COUNTED:
                statements.append(statement)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, (COUNTED, str(len(statements)))], *rest)

        with _one_at_a_time:
            event.listen(Engine, "before_cursor_execute", note)
            try:
                return list(app(environ, start))
            finally:
                event.remove(Engine, "before_cursor_execute", note)

    return answer


def make_counted() -> WsgiApp:
    """For `gunicorn "benchmarks.bench.served:make_counted()"`. Like `wsgi.py`, but for the counting."""
    app = make_app()
    memory.settle()
    return counting(app.wsgi_app)
