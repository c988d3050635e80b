"""Extract what the code says, bring the catalogues up to date, and name whatever is missing in them.

    python -m translations.catalogues update     (make i18n)
    python -m translations.catalogues check      (part of make check)

The files hold no dates, so that they change only when words change.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from translations.unmarked import unmarked_strings
from translations.words import unwanted_words, unwanted_words_in_data, with_french_signs

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "fr")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
# Written out, because two forms suffice for every number that Weft counts.
PLURAL_FORMS = {"es": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|<(/?\w+)")
DATES = re.compile(
    rb'^"(POT-Creation-Date|Report-Msgid-Bugs-To|PO-Revision-Date|Generated-By|Language-Team|Last-Translator):.*\n',
    re.M,
)
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

Key = tuple[str | None, str]


def extract(root: Path) -> Catalog:
    """Every marked string of the program under `root`."""
    with (ROOT / "translations" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    template = Catalog(
        project="Weft", version="1", copyright_holder="The Weft authors", charset="utf-8", fuzzy=False
    )
    found = extract_from_dir(
        root / "app",
        methods,
        options,
        keywords=KEYWORDS,
        comment_tags=("translators:",),
        strip_comment_tags=True,
    )
    for name, _line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        template.add(message, locations=[(f"app/{name}", 1)], auto_comments=comments, context=context)
    return template


def template_path(root: Path) -> Path:
    return root / "translations" / "messages.pot"


def catalogue_path(root: Path, language: str) -> Path:
    return root / "translations" / language / "LC_MESSAGES" / "messages.po"


def read(path: Path, language: str | None = None) -> Catalog:
    """The catalogue at `path`; an empty one when there is none."""
    if not path.exists():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def empty(language: str | None) -> Catalog:
    catalogue = Catalog(
        locale=language, project="Weft", version="1", copyright_holder="The Weft authors", fuzzy=False
    )
    catalogue.header_comment = "# Weft. The Weft authors, MIT licence."
    return catalogue


def write(path: Path, catalogue: Catalog) -> None:
    """Write without dates, each message with the files it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=110, ignore_obsolete=True, include_lineno=False, sort_output=False)
    text = DATES.sub(b"", buffer.getvalue())
    language = catalogue.locale.language if catalogue.locale else None
    if language:
        plural = f'"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n'.encode()
        text = re.sub(rb'"Plural-Forms: .*\n', lambda _old: plural, text)
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)


def compiled(path: Path, language: str) -> bytes:
    """What the .mo beside this .po must hold."""
    buffer = BytesIO()
    catalogue = read(path, language)
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update(root: Path) -> None:
    """Template, catalogues and compiled catalogues, from the code. Nothing is guessed; French gets its own
    apostrophes."""
    template = extract(root)
    write(template_path(root), template)
    for language in LANGUAGES:
        path = catalogue_path(root, language)
        catalogue = read(path, language)
        catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
        catalogue.obsolete.clear()
        if language == "fr":
            _set_apostrophes(catalogue)
        write(path, catalogue)
        path.with_suffix(".mo").write_bytes(compiled(path, language))


def _set_apostrophes(catalogue: Catalog) -> None:
    """Keyboards write the straight one; French is set with the other."""
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = with_french_signs(message.string) if message.id else message.string
        else:
            message.string = tuple(with_french_signs(form) for form in message.string or ())


def faults(root: Path) -> Iterator[str]:
    """Everything that keeps the three languages from being complete, one line each."""
    fresh = _messages(extract(root))
    yield from _differences("messages.pot", _messages(read(template_path(root))), fresh)
    for language in LANGUAGES:
        path = catalogue_path(root, language)
        held = _messages(read(path, language))
        yield from _differences(language, held, fresh)
        for key, message in held.items():
            if key in fresh:
                yield from _faults_of(language, message)
        machine = path.with_suffix(".mo")
        if not machine.exists() or machine.read_bytes() != compiled(path, language):
            yield f"{language}: messages.mo does not hold what messages.po says; run make i18n"


def _messages(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context, _first(message.id)): message for message in catalogue if message.id}


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _differences(name: str, held: dict[Key, Message], fresh: dict[Key, Message]) -> Iterator[str]:
    for key in sorted(fresh.keys() - held.keys(), key=str):
        yield f"{name}: lacks {key[1]!r}; run make i18n"
    for key in sorted(held.keys() - fresh.keys(), key=str):
        yield f"{name}: still has {key[1]!r}, which nothing says; run make i18n"
    for key in sorted(held.keys() & fresh.keys(), key=str):
        if held[key].id != fresh[key].id:
            yield f"{name}: has another plural of {key[1]!r}; run make i18n"


def _faults_of(language: str, message: Message) -> Iterator[str]:
    source = _first(message.id)
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield f"{language}: fuzzy: {source!r}"
    if not forms or not all(forms) or (message.pluralizable and len(forms) != 2):
        yield f"{language}: missing: {source!r}"
        return
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    for original, form in zip(ids, forms, strict=True):
        if _placeholders(original) != _placeholders(form) and not (
            # "One thing" may become "1 thing" and the other way round.
            message.pluralizable and _placeholders(form) <= _placeholders(ids[-1])
        ):
            yield f"{language}: other placeholders: {original!r} became {form!r}"


def _placeholders(text: str) -> set[tuple[str, str]]:
    return set(PLACEHOLDER.findall(text))


def main(arguments: list[str]) -> int:
    if arguments == ["update"]:
        update(ROOT)
        return 0
    if arguments != ["check"]:
        print(__doc__)
        return 2
    found = [*faults(ROOT), *unmarked_strings(ROOT), *unwanted_words(ROOT), *unwanted_words_in_data(ROOT)]
    for line in found:
        print(line)
    print(f"{len(found)} faults in the words" if found else "The words are complete in three languages.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
