"""A file of transfers for a bank: ISO 20022, message pain.001.001.09.

https://www.iso20022.org/iso-20022-message-definitions (customer credit transfer initiation). The order of
elements is the schema's. Addresses are structured: since November 2026 banks ask for town and country apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.kernel.bank_numbers import compact, is_bic, is_iban, is_mistyped_iban

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
LONGEST = {"holder": 70, "account": 34, "bank": 140, "town": 35}
"""What a field may hold, in characters. The schema lets a name have 140; many banks cut it after 70."""
NEEDED = ("holder", "account", "town", "country")
UNWRITABLE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
"""All but the characters that every bank takes."""
LETTERS = str.maketrans(
    {
        **{"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"},
        **{"ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"},
        **{"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "“": "'", "”": "'", "&": "+", "_": "-"},
    }
)
"""Letters that are no letter with a mark, and signs that have a plain form."""
PLACEHOLDER = re.compile(r"(.)\1*|x+|n/?a|none|unknown|test|tbc|tbd", re.IGNORECASE)
CHARGES = "SHAR"
"""Each side pays its own bank."""


class Gap(StrEnum):
    """Why a payment cannot be in the file."""

    MISSING = "missing"
    PLACEHOLDER = "placeholder"
    LETTERS = "letters"
    TOO_LONG = "too_long"
    MISTYPED = "mistyped"


@dataclass(frozen=True)
class Party:
    """Who sends or receives money, and with which account. `country` is an ISO code; `bank` and `bic` may be
    empty."""

    holder: str
    account: str
    town: str
    country: str
    bank: str = ""
    bic: str = ""


@dataclass(frozen=True)
class Transfer:
    """One payment of the file: `amount` in the file's currency, `reference` at most 35 characters."""

    reference: str
    amount: Decimal
    payee: Party


def gaps(party: Party) -> Iterator[tuple[str, Gap]]:
    """(field, what is wrong with it) of all that a bank would send back."""
    for name in (*NEEDED, "bank", "bic"):
        found = _gap(name, str(getattr(party, name)))
        if found is not None:
            yield name, found


def _gap(name: str, value: str) -> Gap | None:
    sent = plain(compact(value) if name == "account" else value)
    if any(char.isalnum() and not char.isascii() for char in _spelled(value)):
        return Gap.LETTERS
    if not sent:
        return Gap.MISSING if name in NEEDED else None
    if name != "country" and PLACEHOLDER.fullmatch(sent):
        return Gap.PLACEHOLDER
    if len(sent) > LONGEST.get(name, len(sent)):
        return Gap.TOO_LONG
    if (name == "account" and is_mistyped_iban(value)) or (name == "bic" and not is_bic(value)):
        return Gap.MISTYPED
    return None


def plain(text: str) -> str:
    """A text in the letters that every bank takes: é becomes e. Whatever else there is, is left out."""
    return " ".join(UNWRITABLE.sub(" ", _spelled(text)).split())


def _spelled(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))


def write_bank_file(
    reference: str,
    payer: Party,
    currency: str,
    transfers: Sequence[Transfer],
    *,
    made_at: datetime,
    day: date,
) -> bytes:
    """The file. `reference` is the same however often it is made, so that a bank takes it once; `day` is when
    the money is to leave. Only of parties without gaps."""
    root = Element("Document", {"xmlns": NAMESPACE})
    message = SubElement(root, "CstmrCdtTrfInitn")
    number, total = str(len(transfers)), f"{sum(one.amount for one in transfers):f}"
    head = SubElement(message, "GrpHdr")
    _add(head, "MsgId", reference)
    _add(head, "CreDtTm", made_at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add(head, "NbOfTxs", number)
    _add(head, "CtrlSum", total)
    _add(SubElement(head, "InitgPty"), "Nm", plain(payer.holder))
    part = SubElement(message, "PmtInf")
    _add(part, "PmtInfId", reference)
    _add(part, "PmtMtd", "TRF")
    _add(part, "NbOfTxs", number)
    _add(part, "CtrlSum", total)
    _add(SubElement(part, "ReqdExctnDt"), "Dt", day.isoformat())
    _party(part, "Dbtr", payer)
    _account(part, "DbtrAcct", payer, currency)
    _bank(part, "DbtrAgt", payer)
    _add(part, "ChrgBr", CHARGES)
    for one in transfers:
        _transfer(part, one, currency)
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _transfer(part: Element, transfer: Transfer, currency: str) -> None:
    row = SubElement(part, "CdtTrfTxInf")
    _add(SubElement(row, "PmtId"), "EndToEndId", transfer.reference)
    _add(SubElement(row, "Amt"), "InstdAmt", f"{transfer.amount:f}", Ccy=currency)
    _bank(row, "CdtrAgt", transfer.payee)
    _party(row, "Cdtr", transfer.payee)
    _account(row, "CdtrAcct", transfer.payee)
    # Nothing that says what the money is for: whoever handles it on its way has no need to know.
    _add(SubElement(row, "RmtInf"), "Ustrd", transfer.reference)


def _party(row: Element, tag: str, party: Party) -> None:
    found = SubElement(row, tag)
    _add(found, "Nm", plain(party.holder))
    _address(found, party, with_town=True)


def _address(row: Element, party: Party, *, with_town: bool) -> None:
    address = SubElement(row, "PstlAdr")
    if with_town:
        _add(address, "TwnNm", plain(party.town))
    _add(address, "Ctry", party.country)


def _account(row: Element, tag: str, party: Party, currency: str = "") -> None:
    account, number = SubElement(row, tag), plain(compact(party.account))
    held = SubElement(account, "Id")
    if is_iban(number):
        _add(held, "IBAN", number)
    else:
        _add(SubElement(held, "Othr"), "Id", number)
    if currency:
        _add(account, "Ccy", currency)


def _bank(row: Element, tag: str, party: Party) -> None:
    """A bank by its BIC, or by its name and country; a bank of which neither is known, as the standard asks
    for it to be written."""
    bank = SubElement(SubElement(row, tag), "FinInstnId")
    if party.bic.strip():
        _add(bank, "BICFI", compact(party.bic))
    elif party.bank.strip():
        _add(bank, "Nm", plain(party.bank))
        _address(bank, party, with_town=False)
    else:
        _add(SubElement(bank, "Othr"), "Id", "NOTPROVIDED")


def _add(row: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(row, tag, attributes).text = text
