"""What the office fills in about a call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TimeInput

from app.grants.calls.enums import Rule
from app.grants.calls.labels import TEMPLATES
from app.grants.calls.models import Call
from app.grants.calls.rules import read_requirements
from app.grants.calls.services import CallData
from app.grants.funding.forms.fields import AmountField, CurrencyField
from app.grants.funding.models import BudgetLine
from app.kernel.ids import normalise_ref
from app.kernel.local_time import NoSuchTime, local, moment_in, zone_names
from app.kernel.locales import LANGUAGES, NATIVE_NAMES, picked
from app.kernel.settings import setting
from app.organisations.labels import KINDS, LEADING_GROUPS
from app.organisations.models import Organisation, Region
from app.organisations.queries import find_organisation
from app.web.days import DayField
from app.web.forms import Form, LineField, LongSelectField
from app.web.languages import current_language

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")
END_OF_DAY = "23:59"
DAYS = ("questions_until", "answer_by", "money_by", "report_by")


class ChoicesField(SelectMultipleField):
    """Several of a few things, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ClockField(LineField):
    """A time of the clock, as browsers send it: 23:59."""

    widget = TimeInput()
    width = "short"
    errors: Any

    def read(self) -> time | None:
        """The time; None where it cannot be read, which the field then says."""
        try:
            return time.fromisoformat(self.data or "")
        except ValueError:
            self.errors = [*self.errors, _("Write the time like this: %(example)s", example=END_OF_DAY)]
            return None


class CodeField(LineField):
    """The part of a call's address that the office chooses."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(
            label or _l("Address of its page"),
            validators or [InputRequired(_l("Enter a short address")), Length(max=40)],
            description=_l("Small letters, figures and hyphens, for example day-of-action-2027."),
            render_kw={"autocomplete": "off"},
            **kwargs,
        )

    def pre_validate(self, form: Any) -> None:
        if self.data and not CODE.match(self.data):
            raise ValidationError(str(_("Use small letters, figures and hyphens only")))


class MomentForm(Form):
    """A form with days and times of the clock in one zone."""

    def moment(self, name: str, zone: str) -> datetime | None:
        """The moment of the fields `name_on` and `name_time`. None without a day, or where something is
        wrong, which the field then says."""
        day, field = self[f"{name}_on"].data, self[f"{name}_time"]
        if day is None:
            return None
        at = field.read()
        if at is None:
            return None
        try:
            return moment_in(day, at, zone)
        except NoSuchTime:
            words = _("Clocks are put forward over this time on that day. Choose another time.")
            field.errors = [*field.errors, words]
            return None

    def show_moment(self, name: str, moment: datetime | None, zone: str) -> None:
        """Fill in the fields of a moment."""
        if moment is not None:
            there = local(moment, zone)
            self[f"{name}_on"].data, self[f"{name}_time"].data = there.date(), f"{there:%H:%M}"


class CallForm(MomentForm):
    """All that a call says."""

    code = CodeField()
    languages = ChoicesField(
        _l("Languages of the call"),
        [InputRequired(_l("Choose at least one language"))],
        description=_l("Its texts are complete in these, and groups may answer in them."),
        choices=[(code, NATIVE_NAMES[code]) for code in LANGUAGES],
    )
    title_en = LineField(_l("Title in English"), [Optional(), Length(max=200)])
    title_es = LineField(_l("Title in Spanish"), [Optional(), Length(max=200)])
    title_fr = LineField(_l("Title in French"), [Optional(), Length(max=200)])
    summary_en = TextAreaField(_l("Summary in English"), [Optional(), Length(max=1500)])
    summary_es = TextAreaField(_l("Summary in Spanish"), [Optional(), Length(max=1500)])
    summary_fr = TextAreaField(_l("Summary in French"), [Optional(), Length(max=1500)])
    guidance_en = TextAreaField(_l("Guidance in English"), [Optional(), Length(max=8000)])
    guidance_es = TextAreaField(_l("Guidance in Spanish"), [Optional(), Length(max=8000)])
    guidance_fr = TextAreaField(_l("Guidance in French"), [Optional(), Length(max=8000)])
    currency = CurrencyField(_l("Currency of the grants"))
    smallest = AmountField(_l("Smallest amount"))
    largest = AmountField(
        _l("Largest amount"), description=_l("The same as the smallest where every grant has the same size.")
    )
    lines = ChoicesField(_l("Budget lines that pay for it"), [Optional()])
    zone = LongSelectField(
        _l("Time zone"),
        [InputRequired(_l("Choose the time zone"))],
        description=_l("All times of the call are told with the name of this place."),
    )
    opens_on = DayField(_l("Opens on"), [Optional()])
    opens_time = ClockField(_l("at"), [Optional()], default="00:00")
    closes_on = DayField(_l("Closes on"), [Optional()])
    closes_time = ClockField(
        _l("at"),
        [Optional()],
        default=END_OF_DAY,
        description=_l("Groups are in time until this minute has ended."),
    )
    questions_until = DayField(_l("Questions are taken until"), [Optional()])
    answer_by = DayField(_l("Groups hear by"), [Optional()])
    money_by = DayField(_l("Money is sent by"), [Optional()])
    report_by = DayField(_l("Groups report by"), [Optional()])
    good_standing = BooleanField(_l("Only active members of the network"))
    regions = ChoicesField(_l("Only groups in these regions"), [Optional()])
    kinds = ChoicesField(_l("Only groups of these kinds"), [Optional()])
    led_by = ChoicesField(_l("Only groups led by"), [Optional()])

    def offer(self, lines: Iterable[BudgetLine], regions: Iterable[Region]) -> None:
        """Name what can be chosen."""
        language = current_language()
        days = setting("CALL_QUESTIONS_END_BEFORE_DAYS")
        self.questions_until.description = ngettext(
            "If you leave this empty: until %(num)s day before the call closes.",
            "If you leave this empty: until %(num)s days before the call closes.",
            days,
        )
        self.zone.choices = [(one, one.replace("_", " ")) for one in zone_names()]
        self.lines.choices = [
            (str(one.id), f"{one.fund.code} · {one.code} · {one.title_in(language)}") for one in lines
        ]
        self.regions.choices = [(one.code, picked(one.name, language)) for one in regions]
        self.kinds.choices = [(code.value, words) for code, words in KINDS.items()]
        self.led_by.choices = [(code.value, words) for code, words in LEADING_GROUPS.items()]

    def show(self, call: Call) -> None:
        """Fill in what the call says now."""
        for name in ("title", "summary", "guidance"):
            for language in LANGUAGES:
                self[f"{name}_{language}"].data = getattr(call, name).get(language, "")
        for name in ("code", "languages", "currency", "zone", *DAYS):
            self[name].data = getattr(call, name)
        self.smallest.show(call.smallest)
        self.largest.show(call.largest)
        self.lines.data = [str(one.line_id) for one in call.lines]
        self.show_moment("opens", call.opens_at, call.zone)
        self.show_moment("closes", call.closes_at, call.zone)
        asked = {one.rule: list(one.codes) for one in read_requirements(call.required)}
        self.good_standing.data = Rule.GOOD_STANDING in asked
        self.regions.data, self.kinds.data = asked.get(Rule.REGION, []), asked.get(Rule.KIND, [])
        self.led_by.data = asked.get(Rule.LED_BY, [])

    def validate(self, extra_validators: object = None) -> bool:
        fine = bool(super().validate(extra_validators))
        if not any((self[f"title_{one}"].data or "").strip() for one in LANGUAGES):
            self.title_en.errors = [*self.title_en.errors, _("Write the title in one language at least")]
            fine = False
        if self.currency.data:
            for field in (self.smallest, self.largest):
                if field.data and not field.read(self.currency.data):
                    fine = False
        for name in ("opens", "closes"):
            known = self.zone.data in zone_names()
            if known and self[f"{name}_on"].data and self.moment(name, self.zone.data) is None:
                fine = False
        return fine

    def call_data(self, lines: Sequence[BudgetLine]) -> CallData:
        """What was filled in; only of a valid form."""
        return CallData(
            code=self.code.data,
            title=self._texts("title"),
            summary=self._texts("summary"),
            guidance=self._texts("guidance"),
            languages=[one for one in LANGUAGES if one in self.languages.data],
            currency=self.currency.data,
            smallest_minor=self.smallest.minor,
            largest_minor=self.largest.minor,
            opens_at=self.moment("opens", self.zone.data),
            closes_at=self.moment("closes", self.zone.data),
            zone=self.zone.data,
            **{name: self[name].data for name in DAYS},
            required=self._required(),
            lines=[one for one in lines if str(one.id) in (self.lines.data or ())],
        )

    def _texts(self, name: str) -> dict[str, str]:
        written = {one: (self[f"{name}_{one}"].data or "").strip() for one in LANGUAGES}
        return {language: text for language, text in written.items() if text}

    def _required(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if self.good_standing.data:
            found.append({"rule": Rule.GOOD_STANDING.value})
        for rule, field in (
            (Rule.REGION, self.regions),
            (Rule.KIND, self.kinds),
            (Rule.LED_BY, self.led_by),
        ):
            if field.data:
                found.append({"rule": rule.value, "codes": list(field.data)})
        return found


class NewCallForm(CallForm):
    """A call that is not there yet: what it is made from is chosen once."""

    template = RadioField(
        _l("What is it made from?"),
        [InputRequired(_l("Choose what it is made from"))],
        choices=list(TEMPLATES.items()),
        default="light",
    )


class CopyForm(Form):
    """Where the copy of a call is found."""

    code = CodeField()


class ExtendForm(MomentForm):
    """More time, for everybody or for one group."""

    closes_on = DayField(_l("New closing day"), [InputRequired(_l("Enter the day"))])
    closes_time = ClockField(_l("at"), [Optional()], default=END_OF_DAY)
    whom = SelectField(
        _l("For whom?"),
        choices=[("all", _l("For everybody")), ("one", _l("For one group"))],
        validators=[InputRequired(_l("Choose for whom"))],
    )
    organisation = LineField(
        _l("Reference of the group"),
        [Optional(), Length(max=20)],
        description=_l("It stands on the group’s page, for example 7K3Q2-M8F4X."),
    )
    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(_l("Say why")), Length(max=500)],
        description=_l("It is kept in the history of the call."),
    )

    def found_group(self) -> Organisation | None:
        """The group of the reference that was typed; None where there is none."""
        ref = normalise_ref(self.organisation.data or "")
        return find_organisation(ref) if ref else None

    def validate(self, extra_validators: object = None) -> bool:
        fine = bool(super().validate(extra_validators))
        if self.whom.data == "one" and self.found_group() is None:
            words = _("There is no group with this reference")
            self.organisation.errors = [*self.organisation.errors, words]
            fine = False
        return fine


class ReasonForm(Form):
    """Why something is done."""

    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(_l("Say why")), Length(max=1000)],
        description=_l("Groups that are writing read it."),
    )
