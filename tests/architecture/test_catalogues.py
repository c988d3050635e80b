"""The catalogues are complete, and each check of them reports a fault when it is shown one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.architecture.source import ROOT
from translations import catalogues
from translations.unmarked import unmarked_strings
from translations.words import faults_in, unwanted_words, unwanted_words_in_data

WORDS: dict[str, dict[str, str | tuple[str, ...]]] = {
    "Members": {"es": "Organizaciones miembro", "fr": "Membres"},
    "Hello %(name)s": {"es": "Hola, %(name)s", "fr": "Bonjour %(name)s"},
    "One day": {"es": ("Un día", "%(num)s días"), "fr": ("Un jour", "%(num)s jours")},
}
PAGE = """<h1>{{ _("Members") }}</h1>
<p title="{{ _("Hello %(name)s", name=person) }}">{{ ngettext("One day", "%(num)s days", 3) }}</p>
"""


def listed(faults: list[str]) -> str:
    """The first of them, and how many there are; `python -m translations.catalogues check` lists all."""
    return "\n".join(["", *faults[:30], f"{len(faults)} in all"])


def test_catalogues_are_complete() -> None:
    faults = list(catalogues.faults(ROOT))
    assert not faults, listed(faults)


def test_every_string_is_marked() -> None:
    faults = list(unmarked_strings(ROOT))
    assert not faults, listed(faults)


def test_our_words_follow_the_glossary() -> None:
    faults = [*unwanted_words(ROOT), *unwanted_words_in_data(ROOT)]
    assert not faults, listed(faults)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small program whose catalogues are complete."""
    page = tmp_path / "app" / "web" / "templates" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    catalogues.update(tmp_path)
    for language in catalogues.LANGUAGES:
        path = catalogues.catalogue_path(tmp_path, language)
        catalogue = catalogues.read(path, language)
        for source, texts in WORDS.items():
            catalogue[source].string = texts[language]
        catalogues.write(path, catalogue)
    catalogues.update(tmp_path)
    return tmp_path


def test_a_complete_catalogue_has_no_fault(checkout: Path) -> None:
    assert list(catalogues.faults(checkout)) == []


def test_faults_reports_words_of_a_package_of_a_package(checkout: Path) -> None:
    page = checkout / "app" / "grants" / "calls" / "templates" / "grants" / "calls" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text('<h1>{{ _("Calls") }}</h1>', "utf-8")
    (checkout / "app" / "grants" / "calls" / "labels.py").write_text('OPEN = _l("Open call")\n', "utf-8")
    behind = [
        f"{name}: lacks {words!r}; run make i18n" for words in ("Calls", "Open call") for name in ("es",)
    ]
    assert set(behind) <= set(catalogues.faults(checkout))


def test_update_changes_nothing_the_second_time(checkout: Path) -> None:
    folder = checkout / "translations"
    before = {path: path.read_bytes() for path in folder.rglob("messages.*")}
    catalogues.update(checkout)
    assert {path: path.read_bytes() for path in folder.rglob("messages.*")} == before
    assert len(before) == 5


def test_update_sets_the_apostrophes_of_french_alone(checkout: Path) -> None:
    for language, text in (("es", "Un 'miembro'"), ("fr", "L'annuaire")):
        path = catalogues.catalogue_path(checkout, language)
        catalogue = catalogues.read(path, language)
        catalogue["Members"].string = text
        catalogues.write(path, catalogue)
    catalogues.update(checkout)
    held = {name: catalogues.read(catalogues.catalogue_path(checkout, name), name) for name in ("es", "fr")}
    assert {name: held[name]["Members"].string for name in held} == {"es": "Un 'miembro'", "fr": "L’annuaire"}


def _miss(catalogue: Catalog) -> None:
    catalogue["Members"].string = ""


def _miss_a_plural(catalogue: Catalog) -> None:
    catalogue["One day"].string = ("Un día", "")


def _doubt(catalogue: Catalog) -> None:
    catalogue["Members"].flags.add("fuzzy")


def _rename_a_placeholder(catalogue: Catalog) -> None:
    catalogue["Hello %(name)s"].string = "Hola, %(nombre)s"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_miss, "es: missing: 'Members'"),
        (_miss_a_plural, "es: missing: 'One day'"),
        (_doubt, "es: fuzzy: 'Members'"),
        (_rename_a_placeholder, "es: other placeholders: 'Hello %(name)s' became 'Hola, %(nombre)s'"),
    ],
)
def test_faults_reports_a_spoilt_translation(
    checkout: Path, spoil: Callable[[Catalog], None], fault: str
) -> None:
    path = catalogues.catalogue_path(checkout, "es")
    catalogue = catalogues.read(path, "es")
    spoil(catalogue)
    catalogues.write(path, catalogue)
    catalogues.update(checkout)
    assert list(catalogues.faults(checkout)) == [fault]


def test_faults_reports_catalogues_that_are_behind_the_code(checkout: Path) -> None:
    page = checkout / "app" / "web" / "templates" / "page.html"
    page.write_text(PAGE.replace("Members", "People"), "utf-8")
    assert list(catalogues.faults(checkout)) == [
        f"{name}: {what}; run make i18n"
        for name in ("messages.pot", "es", "fr")
        for what in ("lacks 'People'", "still has 'Members', which nothing says")
    ]


def test_faults_reports_a_compiled_catalogue_that_is_behind(checkout: Path) -> None:
    path = catalogues.catalogue_path(checkout, "fr")
    path.write_text(path.read_text("utf-8").replace("Membres", "Adhérents"), "utf-8")
    assert list(catalogues.faults(checkout)) == [
        "fr: messages.mo does not hold what messages.po says; run make i18n"
    ]


@pytest.mark.parametrize(
    ("place", "text", "found"),
    [
        ("web/templates/a.html", "<p>\n  Who belongs\n</p>", "2: unmarked: 'Who belongs'"),
        ("web/templates/a.html", '<p>{% if x %}<b title="Open">{% endif %}', "1: unmarked: 'Open'"),
        ("web/templates/a.html", "<p>{{ 'Not yet' if late else '' }}</p>", "1: unmarked: 'Not yet'"),
        ("web/templates/a.html", '{{ tag("go", "Admitted") }}', "1: unmarked: 'Admitted'"),
        ("web/templates/email/a.txt", "{% trans %}Hello{% endtrans %}\nSee you", "2: unmarked: 'See you'"),
        (
            "web/labels.py",
            "from flask_babel import lazy_pgettext as _lp",
            "1: unmarked: 'lazy_pgettext as _lp'",
        ),
        ("web/forms.py", 'name = StringField("Name")', "1: unmarked: 'Name'"),
        ("web/forms.py", 'Length(max=3, message="too long")', "1: unmarked: 'too long'"),
        ("web/forms.py", 'RadioField(_l("Yes?"), choices=[("y", "Yes")])', "1: unmarked: 'Yes'"),
        ("web/views.py", 'flash("It is saved.")', "1: unmarked: 'It is saved.'"),
        ("grants/calls/templates/grants/calls/a.html", "<p>Who belongs</p>", "1: unmarked: 'Who belongs'"),
        ("grants/calls/services.py", 'flash("It is open.")', "1: unmarked: 'It is open.'"),
        ("grants/calls/labels.py", 'STATUS = {Status.DRAFT: "Draft"}', "1: unmarked: 'Draft'"),
        ("web/labels.py", 'STATUS = {Status.DRAFT: "Draft"}', "1: unmarked: 'Draft'"),
    ],
)
def test_unmarked_strings_reports_its_canaries(tmp_path: Path, place: str, text: str, found: str) -> None:
    path = tmp_path / "app" / place
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert list(unmarked_strings(tmp_path)) == [f"app/{place}:{found}"]


@pytest.mark.parametrize(
    "text",
    [
        '<p class="a" id="{{ x }}-hint">{{ _("Who belongs") }} – {{ 3 }}</p>',
        "{% trans count=n %}One{% pluralize %}{{ count }} of them{% endtrans %}",
        "{# A remark #}<script>let Words = 1</script>{% if x == 'Some words' %}1{% endif %}",
        "{% block width %}slender{% endblock %}",
        '{% macro cell(x) %}data-label="{{ x }}"{% if x %} class="number"{% endif %}{% endmacro %}',
        '<a href="x"{% if y %} lang="es"{% endif %}>Weft</a>',
    ],
)
def test_unmarked_strings_lets_marked_ones_pass(tmp_path: Path, text: str) -> None:
    path = tmp_path / "app" / "web" / "templates" / "a.html"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert list(unmarked_strings(tmp_path)) == []


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("en", "For drug users", "the glossary avoids 'drug users'"),
        ("en", "Objections put to the applicant", "the glossary avoids 'put to the applicant'"),
        ("es", "Solicitud rechazada", "the glossary avoids 'rechazada'"),
        ("en", "Waived", "the glossary avoids 'Waived'"),
        ("en", "A waiver is asked for", "the glossary avoids 'waiver'"),
        ("en", "People who speak for it", "the glossary avoids 'speak for it'"),
        ("en", "Quick exit", "the glossary avoids 'Quick exit'"),
        ("en", "They are tied in this way already", "the glossary avoids 'are tied'"),
        ("en", "It stays in the record", "the glossary avoids 'stays in the record'"),
        ("es", "Quien puede hablar por el grupo", "the glossary avoids 'hablar por el'"),
        ("es", "Dos tareas con retraso", "the glossary avoids 'retraso'"),
        ("es", "Se pide una dispensa", "the glossary avoids 'dispensa'"),
        ("es", "Queda en el registro", "the glossary avoids 'en el registro'"),
        ("fr", "Une dispense est demandée", "the glossary avoids 'dispense'"),
        ("fr", "Elle parle au nom du groupe", "the glossary avoids 'parle au nom'"),
        ("fr", "Renvoyée au comité", "the glossary avoids 'Renvoyée'"),
        ("fr", "Seulement ici, sur Mon bureau", "the glossary avoids 'Mon bureau'"),
        ("es", "Bienvenid@s", "a word split for two genders"),
        ("fr", "Dépistage initial", "the glossary avoids 'Dépistage'"),
        ("es", "Adjunta una prueba", "the glossary avoids 'una prueba'"),
        ("fr", "Un groupe de drogués", "the glossary avoids 'drogués'"),
        ("fr", "Les membre·s", "a word split for two genders"),
        ("fr", "Pourquoi?", "a no-break space is missing beside a sign"),
        ("fr", "Membres : trois", "a no-break space is missing beside a sign"),
        ("fr", "L'annuaire", "a straight apostrophe instead of ’"),
        ("en", "The group's own words", "a straight apostrophe instead of ’"),
        ("en", 'Its subject is "You have a message"', "straight quotation marks"),
        ("es", 'Su asunto es "Tienes un mensaje"', "straight quotation marks"),
    ],
)
def test_faults_in_reports_its_canaries(language: str, text: str, fault: str) -> None:
    assert list(faults_in(language, text)) == [f"{language}: {fault}: {text!r}"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "People who use drugs; the paid members said so"),
        ("en", "The group’s subject is “You have a message”"),
        ("en", "The vote is tied. The record of who did what stays"),
        ("es", "País de registro. Venció hace 3 días"),
        ("es", "Personas que usan drogas; prueba de nuevo"),
        ("fr", "Les personnes qui utilisent des drogues"),
        ("fr", "Pourquoi\u202f? Trois raisons\u00a0: %(list)s, à 10:30, https://example.org/?a=1"),
    ],
)
def test_faults_in_lets_our_words_pass(language: str, text: str) -> None:
    assert list(faults_in(language, text)) == []


def test_unwanted_words_reads_the_catalogues(checkout: Path) -> None:
    path = catalogues.catalogue_path(checkout, "fr")
    path.write_text(path.read_text("utf-8").replace("Membres", "Toxicomanes"), "utf-8")
    assert list(unwanted_words(checkout)) == ["fr: the glossary avoids 'Toxicomanes': 'Toxicomanes'"]


def test_unwanted_words_in_data_reads_texts_in_code(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    code = (
        'A = texts("Waived", "Hola", "Quoi ?")\nB = {"fr": "Trois : un", "code": "waived"}\nC = ["waived"]\n'
    )
    (tmp_path / "app" / "data.py").write_text(code, "utf-8")
    (tmp_path / "app" / "dates.py").write_text(code, "utf-8")
    assert list(unwanted_words_in_data(tmp_path)) == [
        "app/data.py:1: en: the glossary avoids 'Waived': 'Waived'",
        "app/data.py:1: fr: a no-break space is missing beside a sign: 'Quoi ?'",
        "app/data.py:2: fr: a no-break space is missing beside a sign: 'Trois : un'",
    ]
