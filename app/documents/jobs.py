"""The documents' scheduled job."""

from __future__ import annotations

from datetime import timedelta

from app.documents.services import sweep_documents
from app.kernel.jobs import every


@every("documents.sweep", timedelta(days=1))
def sweep() -> None:
    """Delete files without a row, and documents whose page was never saved."""
    sweep_documents()
