"""A donor report is kept as it was sent."""

from __future__ import annotations

import hashlib
import json

from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Fund, Period, SavedReport
from app.grants.funding.queries import lock_fund
from app.grants.funding.queries.report import donor_report, list_saved_reports, span_of
from app.grants.funding.rules import can_keep_funds
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.money import Money


def save_report(fund: Fund, *, period: Period | None, actor: Actor) -> SavedReport:
    """Keep the report up to the end of a period, or of the whole award, as it stands now. While nothing was
    booked since, it is the one that was saved last.

    Raises NOT_YOURS, REPORT_UNTIED where the money received and where it went differ.
    """
    if not can_keep_funds(actor, fund.body_id):
        raise DomainError(FundingRefusal.NOT_YOURS)
    lock_fund(fund)
    span = span_of(fund, period, today())
    report = donor_report(fund, span.days, span.periods)
    if report.untied:
        raise DomainError(FundingRefusal.REPORT_UNTIED, missing=Money(report.untied, fund.currency or ""))
    data = {"span": span.to_json(), "report": report.to_json()}
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    newest = next(iter(list_saved_reports(fund, span)), None)
    if newest is not None and newest.digest == digest:
        return newest
    saved = SavedReport(
        fund=fund,
        starts_on=span.days[0],
        ends_on=span.days[1],
        number=max((one.number for one in list_saved_reports(fund)), default=0) + 1,
        frozen_by_id=actor.actor_id,
        data=data,
        digest=digest,
    )
    db.session.add(saved)
    db.session.flush()
    audit.record(
        "fund.report_saved",
        subject="fund",
        subject_id=fund.id,
        actor=actor,
        body_id=fund.body_id,
        details={"number": saved.number, "digest": digest},
    )
    return saved
