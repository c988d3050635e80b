"""Scheduled jobs for listings."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.jobs import every
from app.organisations.queries import list_organisations_whose_consent_ran_out
from app.organisations.services import refresh_listing

LOOK_BACK = timedelta(days=7)  # the schedule runs hourly; what a stopped worker missed is made up for


@every("organisations.close_expired", timedelta(hours=1))
def close_expired_consents() -> None:
    """A consent that ran out closes its field in every listing within the hour."""
    for organisation in list_organisations_whose_consent_ran_out(LOOK_BACK):
        refresh_listing(organisation)
