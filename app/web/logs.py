"""One JSON line per request, on standard error: no address, no person, no path (paths hold references)."""

from __future__ import annotations

import logging
import sys
import time

import structlog
from flask import Flask, g, request
from werkzeug.wrappers import Response

log = structlog.stdlib.get_logger("weft.request")


def configure_logs() -> None:
    """Send everything through structlog's JSON renderer."""
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
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
    app.logger = logging.getLogger("weft.app")  # type: ignore[misc]
    app.before_request(_start)
    app.after_request(_tell)
