"""The glossary's other half: words that our own strings do not use, and how apostrophes, quotation marks and
French signs are set.

Members' names and what they write are never checked: they name themselves.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from app.kernel.locales import LANGUAGES

AVOIDED = {
    "en": r"""addicts?|addiction|drug users?|(drug|substance) (abuse|misuse)|abusers?|IDUs?|target groups?
        |hard[- ]to[- ]reach|offenders?|high[- ]risk groups?|ex[- ]users?|petitioners?|illegal|handouts?
        |beneficiar(y|ies)|rejected|skills audit|peer(-led)? audits?|the judges?|escape|alias(es)?
        |aid|verdicts?|trails?|hand(ed)? in|hand(ed)? over|put to (you|the applicant)
        |(waits?|waiting) (for you|on your desk)
        |waive(d|s|rs?)?|speaks? for (it|them|you|no organisation|(the|your|an) organisation)
        |quick exit|leave this page quickly|are tied|was faster|stays? in the record
        |unwanted mail""",
    "es": r"""adict[oa]s?|drogadict[oa]s?|toxic[oó]man[oa]s?|UDI|abusos?|usuari[oa]s de drogas|vicios?
        |beneficiari[oa]s?|rechazad[oa]s?|tamizajes?|auditor[ií]as?|fiscal(es)?|expedientes?|antecedentes
        |oficial(es)?|agentes?|(una|la|las|unas|como|sin|con) pruebas?
        |ficheros?|ilegal(es)?|avales?|aval|alias|ayudas?
        |habl(a|an|ar|as|e|en|o) (por (el|la|ella|tu|ninguna)|en nombre de)|retrasos?|dispensas?
        |(en|abrir su|se abrió) (el )?registro|el registro de la organización""",
    "fr": r"""toxicomanes?|drogué(e|es|s)?|usagers? de drogues?|UDI|abus|vices?|b[ée]n[ée]ficiaires?
        |rejet[ée]e?s?|d[ée]pistages?|en règle|agents?|preuves?|audits?|parrainages?
        |ill[ée]ga(l|le|ux)s?|alias|aides?
        |dispenses?|parl(e|ent|er|ez) (en son nom|au nom|pour l)|renvoyée?s?|mon bureau|vous est fermée?""",
}
# Ways of writing two genders at once that a screen reader stumbles over.
SPLIT_WORDS = re.compile(r"\w·\w|\w\((?:e|a|es|as|ne|trice)\)|\b\w+@s\b|\w[oe]/as?\b|\w-e-?s\b|\btodxs\b")
FRENCH_SIGN = re.compile(r"(?<![\u202f\u00a0])[;!?»](?!\w)|«(?![\u202f\u00a0])|(?<![\u00a0\u202f]):(?=\s|$)")

DATE_PATTERNS = "dates.py"
"""How a day is written, in which words stand between straight apostrophes (CLDR)."""


def faults_in(language: str, text: str) -> Iterator[str]:
    """What is wrong with one text of ours in this language."""
    for match in _avoided(language).finditer(text):
        yield f"{language}: the glossary avoids {match.group()!r}: {text!r}"
    if SPLIT_WORDS.search(text):
        yield f"{language}: a word split for two genders: {text!r}"
    if language == "fr" and FRENCH_SIGN.search(text):
        yield f"fr: a no-break space is missing beside a sign: {text!r}"
    if "'" in text:
        yield f"{language}: a straight apostrophe instead of ’: {text!r}"
    if '"' in text:
        yield f"{language}: straight quotation marks: {text!r}"


def unwanted_words(root: Path) -> Iterator[str]:
    """The same for every string of the catalogues under `root`."""
    for language in ("es", "fr"):
        path = root / "translations" / language / "LC_MESSAGES" / "messages.po"
        if not path.exists():
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        for message in catalogue:
            if not message.id:
                continue
            if language == "es":
                for text in _forms(message.id):
                    yield from faults_in("en", text)
            for text in _forms(message.string):
                yield from faults_in(language, text)


def with_french_signs(text: str) -> str:
    """The text with the apostrophes that French is set with."""
    return text.replace("'", "’")


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _avoided(language: str) -> re.Pattern[str]:
    joined = "".join(line.strip() for line in AVOIDED[language].splitlines())
    return re.compile(rf"(?<![\w%(])(?:{joined})(?!\w)", re.IGNORECASE)


def unwanted_words_in_data(root: Path) -> Iterator[str]:
    """The same for texts that stand in the code in each language: `texts("…", "…", "…")`, and {"en": "…"}."""
    for path in sorted((root / "app").rglob("*.py")):
        if path.name == DATE_PATTERNS:
            continue
        for language, node in _texts_in(ast.parse(path.read_text("utf-8"))):
            for fault in faults_in(language, str(node.value)):
                yield f"{path.relative_to(root).as_posix()}:{node.lineno}: {fault}"


def _texts_in(tree: ast.AST) -> Iterator[tuple[str, ast.Constant]]:
    """(language, text) of each text that is written for one language."""
    for node in ast.walk(tree):
        found: list[tuple[Any, ast.expr]] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "texts":
            found = list(zip(LANGUAGES, node.args, strict=False))
        elif isinstance(node, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
            found = list(zip(keys, node.values, strict=True))
        for language, value in found:
            if language in LANGUAGES and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield language, value
