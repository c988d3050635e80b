"""The shape of what contacts change about their organisation: one small form per section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
    widgets,
)
from wtforms.validators import URL, InputRequired, Length, Optional

from app.kernel.locales import LANGUAGES, country_choices, language_choices, language_name
from app.organisations import labels
from app.organisations.enums import Audience, BudgetBand, ContactRole, Kind, LeadingGroup, Level
from app.organisations.fields import Section
from app.organisations.models import Organisation
from app.web.forms import Form, LineField, LongSelectField
from app.web.languages import current_language

Choices = Callable[[], list[tuple[str, Any]]]


def _of(words: Mapping[Any, Any]) -> Choices:
    return lambda: [(code.value, word) for code, word in words.items()]


def _countries() -> list[tuple[str, str]]:
    return list(country_choices(current_language()))


def _country_or_none() -> list[tuple[str, str]]:
    return [("", _("Choose a country")), *_countries()]


def _languages() -> list[tuple[str, str]]:
    return list(language_choices(current_language()))


class Ticks(SelectMultipleField):
    """Several of a few: boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SectionForm(Form):
    """One section of the record. `fill` shows what is held, `changes` says what `update_profile` takes."""

    def fill(self, organisation: Organisation) -> None:
        """Show what is held now."""
        for name, value in self.held(organisation).items():
            if name in self:
                self[name].data = value
        self.version.data = str(organisation.version)

    def held(self, organisation: Organisation) -> dict[str, Any]:
        """What is held of each of the form's fields."""
        raise NotImplementedError

    def changes(self, organisation: Organisation) -> dict[str, Any]:
        """The form's values as `update_profile` takes them."""
        return {name: _or_none(self[name].data) for name in self.held(organisation)}


def _or_none(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _held(holder: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(holder, name)) for name in names}


class TextPerLanguage(SectionForm):
    """A text in the organisation's own language, and perhaps in the network's languages."""

    stem = ""

    def suit(self, organisation: Organisation) -> None:
        """Ask for the other languages only, and name the own one."""
        for language in LANGUAGES:
            name = f"{self.stem}_{language}"
            if language == organisation.content_language:
                del self[name]
            else:
                self[name].label.text = _(
                    "The same in %(language)s", language=language_name(language, current_language())
                )

    def texts(self, organisation: Organisation) -> dict[str, str]:
        """Language → what was typed, own language first."""
        found = {organisation.content_language: (self[self.stem].data or "").strip()}
        for language in LANGUAGES:
            if f"{self.stem}_{language}" in self:
                found[language] = (self[f"{self.stem}_{language}"].data or "").strip()
        return found


class NamesForm(TextPerLanguage):
    stem = "known_as"
    known_as = LineField(
        _l("Known as"),
        [InputRequired(_l("Write the name your group goes by")), Length(max=200)],
        description=_l("The name you use. It need not be the registered one."),
    )
    acronym = LineField(_l("Acronym"), [Optional(), Length(max=40)])
    known_as_en = LineField("", [Optional(), Length(max=200)])
    known_as_es = LineField("", [Optional(), Length(max=200)])
    known_as_fr = LineField("", [Optional(), Length(max=200)])

    def held(self, organisation: Organisation) -> dict[str, Any]:
        names = organisation.known_as_by_language
        return {
            "known_as": organisation.known_as,
            "acronym": organisation.acronym,
            **{f"known_as_{language}": names.get(language) for language in LANGUAGES},
        }

    def changes(self, organisation: Organisation) -> dict[str, Any]:
        acronym = (self.acronym.data or "").strip()
        own = organisation.content_language
        return {
            "names": {
                language: (text, acronym if language == own else "")
                for language, text in self.texts(organisation).items()
            }
        }


class AboutForm(TextPerLanguage):
    stem = "description"
    description = TextAreaField(
        _l("Description"),
        [Optional(), Length(max=5000)],
        description=_l("What you would tell somebody who asks who you are. Any language is fine."),
        render_kw={"rows": 6},
    )
    description_en = TextAreaField("", [Optional(), Length(max=5000)], render_kw={"rows": 4})
    description_es = TextAreaField("", [Optional(), Length(max=5000)], render_kw={"rows": 4})
    description_fr = TextAreaField("", [Optional(), Length(max=5000)], render_kw={"rows": 4})
    site = LineField(
        _l("Website"),
        [Optional(), Length(max=300), URL(message=_l("Write the address as in https://example.org"))],
        render_kw={"inputmode": "url", "autocomplete": "url"},
    )

    def held(self, organisation: Organisation) -> dict[str, Any]:
        texts = {row.language: row.text for row in organisation.descriptions}
        return {
            "description": texts.get(organisation.content_language),
            **{f"description_{language}": texts.get(language) for language in LANGUAGES},
            "site": organisation.profile.site,
        }

    def changes(self, organisation: Organisation) -> dict[str, Any]:
        return {"descriptions": self.texts(organisation), "site": _or_none(self.site.data)}


class PlaceForm(SectionForm):
    country = LongSelectField(
        _l("Country of work"),
        [Optional()],
        choices=_country_or_none,
        description=_l("It decides your region. A group in exile keeps the country it works for."),
    )
    country_shown_as_region = BooleanField(
        _l("Show only our region, not our country"),
        description=_l("Visitors and other members then read the region alone."),
    )
    other_countries = SelectMultipleField(_l("Other countries of work"), [Optional()], choices=_countries)
    level = RadioField(_l("Level"), [Optional()], choices=_of(labels.LEVELS))

    def held(self, organisation: Organisation) -> dict[str, Any]:
        return _held(organisation, ("country", "country_shown_as_region", "other_countries", "level"))

    def changes(self, organisation: Organisation) -> dict[str, Any]:
        found = super().changes(organisation)
        return found | {"level": Level(found["level"]) if found["level"] else None}


class IdentityForm(SectionForm):
    kind = RadioField(
        _l("Kind of organisation"),
        [Optional()],
        choices=_of(labels.KINDS),
        description=_l("Never published: only the secretariat and your region’s coordinators read it."),
    )
    leading_group = RadioField(_l("Who leads it"), [Optional()], choices=_of(labels.LEADING_GROUPS))

    def held(self, organisation: Organisation) -> dict[str, Any]:
        return _held(organisation, ("kind", "leading_group"))

    def changes(self, organisation: Organisation) -> dict[str, Any]:
        kind, leading = self.kind.data, self.leading_group.data
        return {
            "kind": Kind(kind) if kind else None,
            "leading_group": LeadingGroup(leading) if leading else None,
        }


class WorkForm(SectionForm):
    topics = Ticks(_l("Topics"), [Optional()], choices=_of(labels.TOPICS))
    functions = Ticks(_l("What you do"), [Optional()], choices=_of(labels.FUNCTIONS))
    services = Ticks(_l("Services"), [Optional()], choices=_of(labels.SERVICES))
    skills = Ticks(_l("Skills you can share"), [Optional()], choices=_of(labels.SUPPORT_AREAS))
    un_bodies = Ticks(_l("UN bodies you work with"), [Optional()], choices=_of(labels.UN_BODIES))
    languages = SelectMultipleField(_l("Working languages"), [Optional()], choices=_languages)

    def held(self, organisation: Organisation) -> dict[str, Any]:
        names = ("topics", "functions", "services", "skills", "un_bodies", "languages")
        return _held(organisation.profile, names)


class NeedsForm(SectionForm):
    needs = Ticks(
        _l("Support you need"),
        [Optional()],
        choices=_of(labels.SUPPORT_AREAS),
        description=_l("Shown only to the secretariat and your region’s coordinators, else as counts."),
    )

    def held(self, organisation: Organisation) -> dict[str, Any]:
        return _held(organisation.profile, ("needs",))


class RegistrationForm(SectionForm):
    legal_name = LineField(_l("Legal name"), [Optional(), Length(max=300)])
    registration = LineField(
        _l("Registration"),
        [Optional(), Length(max=300)],
        description=_l("Number and authority. Many members are not registered: then leave it empty."),
    )
    registration_country = LongSelectField(
        _l("Country of registration"), [Optional()], choices=_country_or_none
    )
    board = TextAreaField(_l("Board"), [Optional(), Length(max=2000)], render_kw={"rows": 3})
    budget = RadioField(_l("Yearly budget"), [Optional()], choices=_of(labels.BUDGET_BANDS))

    def held(self, organisation: Organisation) -> dict[str, Any]:
        names = ("legal_name", "registration", "registration_country", "board", "budget")
        return _held(organisation.private, names)

    def changes(self, organisation: Organisation) -> dict[str, Any]:
        found = super().changes(organisation)
        return found | {"budget": BudgetBand(found["budget"]).value if found["budget"] else None}


class ReachForm(SectionForm):
    city = LineField(_l("City"), [Optional(), Length(max=200)])
    address = TextAreaField(_l("Address"), [Optional(), Length(max=1000)], render_kw={"rows": 3})
    phones = LineField(_l("Phones"), [Optional(), Length(max=300)], render_kw={"inputmode": "tel"})
    safe_contact = RadioField(_l("Safest way to reach you"), [Optional()], choices=_of(labels.SAFE_CONTACTS))
    safe_contact_note = TextAreaField(
        _l("What we should know before we reach out"),
        [Optional(), Length(max=1000)],
        description=_l("For example: never call, never leave a voice message."),
        render_kw={"rows": 3},
    )

    def held(self, organisation: Organisation) -> dict[str, Any]:
        names = ("city", "address", "phones", "safe_contact", "safe_contact_note")
        return _held(organisation.private, names)


SECTION_FORMS: dict[Section, type[SectionForm]] = {
    Section.NAMES: NamesForm,
    Section.ABOUT: AboutForm,
    Section.PLACE: PlaceForm,
    Section.IDENTITY: IdentityForm,
    Section.WORK: WorkForm,
    Section.NEEDS: NeedsForm,
    Section.REGISTRATION: RegistrationForm,
    Section.REACH: ReachForm,
}


class AudienceForm(Form):
    """Who sees one field, and the yes that opening it takes."""

    audience = RadioField(_l("Who may see it"), [InputRequired(_l("Choose who may see it"))])
    agrees = BooleanField(_l("Our organisation agrees to this"))

    def offer(self, audiences: Iterable[Audience], words: Mapping[Audience, Any]) -> None:
        """Name the audiences that can be chosen."""
        self.audience.choices = [(audience.value, words[audience]) for audience in audiences]

    @property
    def chosen(self) -> Audience:
        return Audience(self.audience.data)


class ContactRoleForm(Form):
    role = RadioField(
        _l("What this person may do"),
        [InputRequired(_l("Choose what this person may do"))],
        choices=_of(labels.CONTACT_ROLES),
    )

    @property
    def chosen(self) -> ContactRole:
        return ContactRole(self.role.data)
