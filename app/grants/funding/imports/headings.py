"""Which column holds what, by the words at its head in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.grants.funding.imports.cells import Row, Sheet

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
WITHOUT_SIGNS = re.compile(r"[^\w#]+")
LOOKED_AT = 200  # rows in which a heading is looked for
ABOVE = 2  # rows above the last one of a heading that may be part of it


class Role(StrEnum):
    """What a column is for."""

    CODE = "code"
    TITLE = "title"
    CATEGORY = "category"
    AMOUNT = "amount"
    DAY = "day"
    LINE = "line"
    ACCOUNT = "account"
    NUMBER = "number"
    NOTE = "note"


Words = Mapping[Role, str]
# Whole headings, without case, accents and signs; the first role that knows one has it.
BUDGET: Words = {
    Role.CATEGORY: """category|cost category|budget category|type|cost type|type of cost|categoria
        |categoria de costo|categoria de gasto|tipo|tipo de costo|tipo de gasto|categorie
        |categorie de cout|categorie de depense|type de cout|type de depense|nature
        |nature de la depense""",
    Role.CODE: """code|line code|budget code|budget line code|line no|line number|line|no|nr|number|ref
        |reference|item no|item number|#|codigo|codigo de partida|codigo de la partida|numero
        |num|n|nº|partida no|linea|codigo presupuestario|code de la ligne|code budgetaire|ligne
        |n°|numero de ligne|reference budgetaire|cod|id""",
    Role.TITLE: """title|description|budget line|budget item|item|line item|activity|name|cost item|details
        |titulo|descripcion|partida|partida presupuestaria|concepto|rubro|actividad|nombre
        |detalle|intitule|libelle|designation|ligne budgetaire|poste|poste budgetaire|activite
        |rubrique|nom|titre|detail""",
    Role.AMOUNT: """amount|total|budget|cost|total cost|total amount|total budget|budget amount|sum|value
        |grand total|approved budget|agreed amount|amount agreed|monto|importe|presupuesto|costo
        |coste|costo total|coste total|monto total|importe total|presupuesto total|valor|suma
        |total general|monto aprobado|presupuesto aprobado|montant|cout|cout total|montant total
        |budget total|somme|valeur|total general|montant approuve|budget approuve
        |montant accorde""",
}
COSTS: Words = {
    Role.DAY: """date|day|posting date|booking date|entry date|document date|fecha|dia|fecha de asiento
        |fecha del asiento|fecha contable|jour|date comptable|date de l ecriture|date d ecriture""",
    Role.LINE: """line|budget line|budget line code|line code|budget code|code|cost centre|cost center
        |partida|codigo de partida|partida presupuestaria|codigo de la partida|codigo|linea
        |linea presupuestaria|centro de costo|centro de costos|ligne|ligne budgetaire
        |code de la ligne|code budgetaire|centre de cout|centre de couts""",
    Role.ACCOUNT: """account|account code|bank account|bank|cash account|paid from|cuenta|codigo de cuenta
        |codigo de la cuenta|cuenta bancaria|banco|compte|code du compte|code de compte
        |compte bancaire|banque""",
    Role.AMOUNT: """amount|total|sum|value|debit|monto|importe|valor|suma|debe|cargo|montant|somme|valeur""",
    Role.NUMBER: """bookkeeping number|booking number|voucher|voucher number|voucher no|entry|entry number
        |entry no|document number|document no|journal number|reference|ref|number|no
        |numero de asiento|asiento|numero contable|comprobante|numero de comprobante|referencia
        |numero|numero d ecriture|ecriture|piece|numero de piece|n de piece|piece comptable
        |numero comptable|n|nº|n°""",
    Role.NOTE: """note|notes|description|text|memo|comment|details|nota|notas|descripcion|concepto|detalle
        |glosa|libelle|remarque|commentaire|designation""",
}
TOTAL_COLUMN = frozenset(
    {"total", "grand total", "total general", "total cost", "total amount", "total budget"}
    | {"costo total", "coste total", "monto total", "importe total", "presupuesto total"}
    | {"cout total", "montant total", "budget total"}
)
SPANISH = frozenset(
    """codigo titulo descripcion partida concepto rubro actividad nombre detalle monto importe presupuesto
    costo coste valor suma categoria tipo fecha cuenta nota""".split()  # noqa: SIM905 - a list of words
)
FRENCH = frozenset(
    """intitule libelle designation ligne poste activite rubrique nom titre montant cout somme valeur
    categorie nature jour compte remarque""".split()  # noqa: SIM905 - a list of words
)


@dataclass(frozen=True)
class Heading:
    """Where a table begins. `row` is the last row of its heading; `columns` says which column has each role;
    `amounts` are all columns that may hold its amounts, with their words."""

    row: int
    columns: Mapping[Role, int]
    amounts: Mapping[int, str]
    language: str

    @property
    def is_decided(self) -> bool:
        """Whether it is clear which column holds the amounts: there is one, or one of totals."""
        return len(self.amounts) == 1 or _plain(self.amounts[self.columns[Role.AMOUNT]]) in TOTAL_COLUMN


def find_heading(
    sheet: Sheet, words: Words, is_enough: Callable[[Mapping[Role, int]], bool]
) -> Heading | None:
    """The first row that names, with those above it, an amount and enough other columns; a second row of the
    same heading belongs to it."""
    known = _known(words)
    rows = [row for row in sheet.rows[:LOOKED_AT] if row.cells and not row.is_hidden]
    for place, row in enumerate(rows):
        found = _read(sheet, row, rows[max(0, place - ABOVE) : place], known)
        if found is None or not is_enough(found.columns):
            continue
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below is not None and _goes_on(sheet, below, found, known):
            return _read(sheet, below, rows[max(0, place + 1 - ABOVE) : place + 1], known) or found
        return found
    return None


def _goes_on(sheet: Sheet, below: Row, heading: Heading, known: Mapping[str, Role]) -> bool:
    """Whether this row is the second one of a heading: it has words over amounts and names no line."""
    if below.number != heading.row + 1:
        return False
    named = [column for role, column in heading.columns.items() if role is not Role.AMOUNT]
    plain = [_plain(sheet.heading(below, column)) for column in named]
    over = [_plain(sheet.heading(below, column)) for column in heading.amounts]
    return all(not one or one in known for one in plain) and any(one in known for one in over)


def is_heading(sheet: Sheet, row: Row, heading: Heading, words: Words) -> bool:
    """Whether this row says again what the heading said, as on a further page."""
    known = _known(words)
    roles = [role for role, column in heading.columns.items() if known.get(_plain(row.text(column))) is role]
    return len(roles) >= 2


def _known(words: Words) -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role, listed in words.items():
        for one in listed.split("|"):
            found.setdefault(" ".join(one.split()), role)
    return found


def _read(sheet: Sheet, row: Row, above: Sequence[Row], known: Mapping[str, Role]) -> Heading | None:
    """The roles of the columns by this row, and by the rows above it where this one says nothing."""
    columns: dict[Role, int] = {}
    amounts: dict[int, str] = {}
    own = 0
    above = [one for one in above if len({sheet.heading(one, column) for column in one.cells}) > 1]
    width = max((sheet.width(one) for one in (row, *above)), default=0)
    said: set[str] = set()
    for column in range(1, width + 1):
        if column in sheet.hidden_columns:
            continue
        texts = [sheet.heading(one, column) for one in (row, *reversed(above))]
        role, text = next(((known[_plain(one)], one) for one in texts if _plain(one) in known), (None, ""))
        if role is None:
            continue
        own += _plain(texts[0]) in known
        said.update(_plain(text).split())
        if role is Role.AMOUNT:
            amounts[column] = next(filter(None, texts))
        else:
            columns.setdefault(role, column)
    if not own or not amounts:
        return None
    columns[Role.AMOUNT] = _amount_column(amounts)
    return Heading(row.number, columns, amounts, _language(said))


def _amount_column(amounts: Mapping[int, str]) -> int:
    """The column of totals, where one is; else the last one."""
    totals = [column for column, text in amounts.items() if _plain(text) in TOTAL_COLUMN]
    return totals[-1] if totals else max(amounts)


def _language(said: set[str]) -> str:
    """The language of the headings; "" where they do not tell."""
    if said & SPANISH:
        return "es"
    return "fr" if said & FRENCH else "en" if said - {"total", "budget", "code"} else ""


def _plain(text: str) -> str:
    """A heading without what is in brackets, currencies and signs."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]|[$€£]", " ", text)
    bare = WITHOUT_SIGNS.sub(" ", bare).strip()
    bare = YEAR.sub("", bare).strip() or bare
    return re.sub(r"^(?:en )?(?:[a-z]{3} )?(.+?)(?: (?:in|en) [a-z]{3}| [a-z]{3})?$", _without_code, bare)


def _without_code(found: re.Match[str]) -> str:
    return found[0] if found[0] in _PLAIN_WORDS else found[1]


_PLAIN_WORDS = frozenset(one for words in (BUDGET, COSTS) for one in _known(words))
