"""Donors' awards as IATI activities, version 2.03: one for each award, with totals.

https://iatistandard.org/en/iati-standard/203/activity-standard/
The order of elements is the schema's. Grants are no activities of their own here: their sums are those of the
grants that are shown, so that no file gives away another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.grants.funding.enums import FundStatus
from app.grants.publishing.projection import Movement, ShownFund
from app.grants.publishing.standards.giving import LANGUAGE, number
from app.grants.publishing.standards.publisher import Codes, Publisher
from app.kernel.locales import LANGUAGES
from app.kernel.money import Money

VERSION = "2.03"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, however it is written."""
STATUS = {
    FundStatus.PROSPECTIVE: "1",
    FundStatus.SIGNED: "1",
    FundStatus.ACTIVE: "2",
    FundStatus.SUSPENDED: "6",
    FundStatus.CLOSING: "3",
    FundStatus.CLOSED: "4",
    FundStatus.TERMINATED: "5",
}
ENDED = frozenset({FundStatus.CLOSED, FundStatus.TERMINATED})
FUNDING, EXTENDING, IMPLEMENTING = "1", "3", "4"
INCOMING_COMMITMENT, INCOMING_FUNDS, COMMITMENT, DISBURSEMENT = "11", "1", "2", "3"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
GLOBAL = "1"
UNSPECIFIED = "998"
"""The region of developing countries that are not named."""
DAC = "1"
DESCRIPTION = (
    "Small grants to community groups. Commitments and disbursements are sums of the grants that are "
    "published; grants that are withheld for the safety of a group are in no figure, and some that are "
    "published without a name are counted only together with those of later years. Policy: "
)
GROUPS = "Community groups"


def write_iati(funds: Sequence[ShownFund], publisher: Publisher, codes: Codes, today: date) -> bytes:
    """The file. The schema asks for one activity at least: without any it is not valid."""
    root = Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(today)})
    for fund in funds:
        _activity(root, fund, publisher, codes, today)
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def identifier_of(fund: ShownFund, publisher: Publisher) -> str:
    """The identifier of the activity, for good."""
    return f"{publisher.org_id}-{fund.ref}"


def _moment(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")


def _activity(root: Element, fund: ShownFund, publisher: Publisher, codes: Codes, today: date) -> None:
    activity = SubElement(
        root,
        "iati-activity",
        {
            "default-currency": fund.agreed.currency,
            "hierarchy": "1",
            "last-updated-datetime": _moment(today),
            XML_LANGUAGE: LANGUAGE,
        },
    )
    _add(activity, "iati-identifier", identifier_of(fund, publisher))
    reporting = SubElement(activity, "reporting-org", {"ref": publisher.org_id, "type": codes.org_type})
    _narrate(reporting, publisher.name)
    title = SubElement(activity, "title")
    for language in LANGUAGES:
        if fund.title.get(language):
            _narrate(title, fund.title[language], language)
    _narrate(SubElement(activity, "description", {"type": "1"}), DESCRIPTION + publisher.policy_url)
    _organisations(activity, fund, publisher, codes)
    SubElement(activity, "activity-status", {"code": STATUS[fund.status]})
    _dates(activity, fund, today)
    SubElement(activity, "activity-scope", {"code": GLOBAL})
    SubElement(activity, "recipient-region", {"code": UNSPECIFIED, "vocabulary": DAC, "percentage": "100"})
    for code, percent in codes.sectors:
        SubElement(activity, "sector", {"vocabulary": DAC, "code": code, "percentage": str(percent)})
    SubElement(activity, "default-flow-type", {"code": codes.flow_type})
    SubElement(activity, "default-finance-type", {"code": codes.finance_type})
    SubElement(activity, "default-aid-type", {"code": codes.aid_type})
    SubElement(activity, "default-tied-status", {"code": codes.tied_status})
    _transactions(activity, fund, publisher)


def _organisations(activity: Element, fund: ShownFund, publisher: Publisher, codes: Codes) -> None:
    known = {"ref": fund.donor_id, "activity-id": fund.donor_activity}
    donor = {key: value for key, value in known.items() if value}
    _narrate(SubElement(activity, "participating-org", {"role": FUNDING, **donor}), fund.donor)
    own = {"role": EXTENDING, "ref": publisher.org_id, "type": codes.org_type}
    _narrate(SubElement(activity, "participating-org", own), publisher.name)
    _narrate(SubElement(activity, "participating-org", {"role": IMPLEMENTING}), GROUPS)


def _dates(activity: Element, fund: ShownFund, today: date) -> None:
    """What was agreed, and what came to pass: no actual day lies ahead."""
    days = [(PLANNED_START, fund.starts_on), (PLANNED_END, fund.ends_on)]
    if fund.starts_on <= today:
        days.append((ACTUAL_START, fund.starts_on))
    if fund.status in ENDED:
        days.append((ACTUAL_END, min(fund.ends_on, today)))
    for kind, day in sorted(days):
        SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})


def _transactions(activity: Element, fund: ShownFund, publisher: Publisher) -> None:
    agreed = [Movement(fund.starts_on, fund.agreed)] if fund.agreed.minor else []
    for kind, several in (
        (INCOMING_COMMITMENT, agreed),
        (INCOMING_FUNDS, fund.incoming),
        (COMMITMENT, fund.committed),
        (DISBURSEMENT, fund.disbursed),
    ):
        for one in several:
            _transaction(activity, kind, one, fund, publisher)


def _transaction(activity: Element, kind: str, one: Movement, fund: ShownFund, publisher: Publisher) -> None:
    transaction = SubElement(activity, "transaction")
    SubElement(transaction, "transaction-type", {"code": kind})
    SubElement(transaction, "transaction-date", {"iso-date": one.day.isoformat()})
    value = SubElement(
        transaction, "value", {"currency": one.amount.currency, "value-date": one.day.isoformat()}
    )
    value.text = plain(one.amount)
    own = identifier_of(fund, publisher)
    if kind in (INCOMING_COMMITMENT, INCOMING_FUNDS):
        known = {"ref": fund.donor_id, "provider-activity-id": fund.donor_activity}
        given = {key: text for key, text in known.items() if text}
        _narrate(SubElement(transaction, "provider-org", given), fund.donor)
        received = {"ref": publisher.org_id, "receiver-activity-id": own}
        _narrate(SubElement(transaction, "receiver-org", received), publisher.name)
    else:
        provided = {"ref": publisher.org_id, "provider-activity-id": own}
        _narrate(SubElement(transaction, "provider-org", provided), publisher.name)
        _narrate(SubElement(transaction, "receiver-org"), GROUPS)


def plain(amount: Money) -> str:
    """An amount with a point and without thousands: 450, -12.5."""
    return str(number(amount))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = UNWRITABLE.sub("", text)


def _narrate(parent: Element, text: str, language: str = LANGUAGE) -> None:
    narrative = SubElement(parent, "narrative", {XML_LANGUAGE: language} if language != LANGUAGE else {})
    narrative.text = UNWRITABLE.sub("", text)
