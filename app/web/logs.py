"""One JSON line per request, on standard error: no address, no person, no path (paths hold references)."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, g, request
from werkzeug.wrappers import Response

log = structlog.stdlib.get_logger("weft.request")
FRAMES_TOLD = 12


def configure_logs() -> None:
    """Send everything through structlog's JSON renderer."""
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_messages,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    weft = logging.getLogger("weft")
    weft.handlers, weft.propagate = [handler], False
    weft.setLevel(logging.INFO)


def without_messages(_logger: object, _method: str, told: structlog.typing.EventDict) -> Any:
    """What failed and where, never an exception's own words: they quote what people typed."""
    given = told.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        told["exception"] = type(error).__name__
        told["frames"] = [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-FRAMES_TOLD:]
        ]
        if error.__cause__ is not None:
            told["cause"] = type(error.__cause__).__name__
    return told


def _tell_exception(given: Any) -> None:
    """Flask's own line names the path, and paths hold references."""
    log.error("request.failed", endpoint=request.endpoint or "none", exc_info=given)


def _start() -> None:
    g.started = time.perf_counter()


def _tell(response: Response) -> Response:
    started = g.get("started")
    log.info(
        "request",
        method=request.method,
        endpoint=request.endpoint or "none",
        status=response.status_code,
        ms=round((time.perf_counter() - started) * 1000, 1) if started else None,
    )
    return response


def install_logs(app: Flask) -> None:
    if not app.testing:
        configure_logs()
    app.logger = logging.getLogger("weft.app")
    app.log_exception = _tell_exception  # type: ignore[assignment, method-assign]
    app.before_request(_start)
    app.after_request(_tell)
