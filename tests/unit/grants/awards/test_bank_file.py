"""A file of transfers: valid by the official schema, and nothing in it that a bank would send back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from app.grants.awards.bank_file import NAMESPACE, Gap, Party, Transfer, gaps, plain, write_bank_file
from tests.reference_data import reference_data

PAYER = Party("Réseau Étoile", "FR76 3000 6000 0112 3456 7890 189", "Lyon", "FR", bic="agrifrpp")
REED = Party("Reed & Søn Łódź", "KE-77/01", "Kisumu", "KE", bank="Lake Bank")
RUSH = Party("Rush", "gb33bukb20201555555555", "London", "GB", bank="Hill Bank", bic="BUKBGB22")
MADE = datetime(2026, 5, 4, 9, 30, 5, tzinfo=UTC)


def written(*transfers: Transfer, currency: str = "USD", payer: Party = PAYER) -> bytes:
    return write_bank_file("RUN1", payer, currency, transfers, made_at=MADE, day=date(2026, 5, 5))


def two() -> bytes:
    return written(Transfer("G1-1", Decimal("450.00"), REED), Transfer("G2-1", Decimal("1200.50"), RUSH))


def said(data: bytes, path: str) -> list[str]:
    """The texts of these elements, in order."""
    steps = "/".join(f"{{{NAMESPACE}}}{tag}" for tag in path.split("/"))
    return [str(one.text) for one in etree.fromstring(data).iterfind(f".//{steps}")]


@pytest.mark.parametrize("currency", ["USD", "XOF", "JOD"])
def test_the_official_schema_takes_the_file(currency: str) -> None:
    amount = {"USD": "450.00", "XOF": "250000", "JOD": "12.345"}[currency]
    schema = etree.XMLSchema(etree.parse(str(reference_data("iso20022/pain.001.001.09.xsd"))))
    bare = replace(PAYER, bic="", bank="")
    for payer in (PAYER, bare, REED):
        file = written(Transfer("G1-1", Decimal(amount), RUSH), currency=currency, payer=payer)
        schema.assertValid(etree.fromstring(file))
        assert said(file, "InstdAmt") == [amount]
    schema.assertValid(etree.fromstring(two()))


def test_the_file_counts_and_adds_up_what_it_holds() -> None:
    assert said(two(), "GrpHdr/NbOfTxs") == said(two(), "PmtInf/NbOfTxs") == ["2"]
    assert said(two(), "GrpHdr/CtrlSum") == said(two(), "PmtInf/CtrlSum") == ["1650.50"]
    assert said(two(), "InstdAmt") == ["450.00", "1200.50"]
    assert said(two(), "GrpHdr/CreDtTm") == ["2026-05-04T09:30:05Z"]
    assert said(two(), "ReqdExctnDt/Dt") == ["2026-05-05"]


def test_a_bank_takes_a_run_once() -> None:
    """Whenever it is made, the reference is the same, and each bank refuses one that it knows."""
    assert said(two(), "GrpHdr/MsgId") == said(two(), "PmtInfId") == ["RUN1"]
    assert said(two(), "EndToEndId") == said(two(), "RmtInf/Ustrd") == ["G1-1", "G2-1"]


def test_addresses_are_structured() -> None:
    assert said(two(), "Cdtr/PstlAdr/TwnNm") == ["Kisumu", "London"]
    assert said(two(), "Cdtr/PstlAdr/Ctry") == ["KE", "GB"]
    assert said(two(), "Dbtr/PstlAdr/TwnNm") == ["Lyon"]
    assert said(two(), "AdrLine") == []


def test_an_iban_is_written_as_one_and_another_number_as_it_is() -> None:
    assert said(two(), "DbtrAcct/Id/IBAN") == ["FR7630006000011234567890189"]
    assert said(two(), "CdtrAcct/Id/IBAN") == ["GB33BUKB20201555555555"]
    assert said(two(), "CdtrAcct/Id/Othr/Id") == ["KE77/01"]
    assert said(two(), "DbtrAcct/Ccy") == ["USD"]


def test_a_bank_is_named_by_its_bic_or_by_its_name_and_country() -> None:
    assert said(two(), "DbtrAgt/FinInstnId/BICFI") == ["AGRIFRPP"]
    assert said(two(), "CdtrAgt/FinInstnId/BICFI") == ["BUKBGB22"]
    assert said(two(), "CdtrAgt/FinInstnId/Nm") == ["Lake Bank"]
    assert said(two(), "CdtrAgt/FinInstnId/PstlAdr/Ctry") == ["KE"]
    unknown = replace(PAYER, bic="", bank="")
    file = written(Transfer("G1-1", Decimal(1), REED), payer=unknown)
    assert said(file, "DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]


def test_a_bic_is_written_without_what_only_helps_the_eye() -> None:
    file = written(Transfer("G1-1", Decimal(1), replace(RUSH, bic="bukb gb-22")))
    assert said(file, "CdtrAgt/FinInstnId/BICFI") == ["BUKBGB22"]


def test_names_are_written_in_letters_that_every_bank_takes() -> None:
    assert said(two(), "Dbtr/Nm") == said(two(), "InitgPty/Nm") == ["Reseau Etoile"]
    assert said(two(), "Cdtr/Nm") == ["Reed + Son Lodz", "Rush"]


@pytest.mark.parametrize(
    ("text", "in_file"),
    [
        ("  Núñez – Peña’s  ", "Nunez - Pena's"),
        ("Große Straße", "Grosse Strasse"),
        ("A*B;C#D", "A B C D"),
        ("a_b", "a-b"),
        ("Œuvre (Æ)", "OEuvre (AE)"),
    ],
)
def test_plain_letters(text: str, in_file: str) -> None:
    assert plain(text) == in_file


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"bank": "", "bic": ""}, []),
        ({"holder": " "}, [("holder", Gap.MISSING)]),
        ({"account": ""}, [("account", Gap.MISSING)]),
        ({"town": "", "country": ""}, [("town", Gap.MISSING), ("country", Gap.MISSING)]),
        ({"country": "SS"}, []),
        ({"account": "0000 0000"}, [("account", Gap.PLACEHOLDER)]),
        ({"account": "-- .."}, [("account", Gap.MISSING)]),
        ({"account": "١٢٣٤"}, [("account", Gap.LETTERS)]),
        ({"holder": "n/a"}, [("holder", Gap.PLACEHOLDER)]),
        ({"holder": "Unknown", "town": "TBC"}, [("holder", Gap.PLACEHOLDER), ("town", Gap.PLACEHOLDER)]),
        ({"holder": "Unknown Soldier"}, []),
        ({"bank": "xxx"}, [("bank", Gap.PLACEHOLDER)]),
        ({"holder": "Группа"}, [("holder", Gap.LETTERS)]),
        ({"holder": "Reed 群"}, [("holder", Gap.LETTERS)]),
        ({"bank": "بنك"}, [("bank", Gap.LETTERS)]),
        ({"holder": "Re" * 35, "town": "T" * 34 + "u", "account": "12" * 17}, []),
        ({"holder": "Re" * 35 + "d"}, [("holder", Gap.TOO_LONG)]),
        ({"town": "To" * 18}, [("town", Gap.TOO_LONG)]),
        ({"account": "12" * 17 + "3"}, [("account", Gap.TOO_LONG)]),
        ({"account": "GB33BUKB20201555555556"}, [("account", Gap.MISTYPED)]),
        ({"bic": "BUKB"}, [("bic", Gap.MISTYPED)]),
    ],
)
def test_what_a_bank_would_send_back_is_named(change: dict[str, str], found: list[tuple[str, Gap]]) -> None:
    assert list(gaps(replace(REED, **change))) == found
