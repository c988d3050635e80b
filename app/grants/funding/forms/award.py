"""A donor's award with its budget and the first version of its terms."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from app.grants.funding import labels
from app.grants.funding.enums import Category, FundingRefusal
from app.grants.funding.forms.base import Section, Subject, day_field
from app.grants.funding.forms.fields import CHOOSE, AmountField, CurrencyField, PickField
from app.grants.funding.forms.setting_up import SHORT_CODE, TitledForm, code_field
from app.grants.funding.forms.terms import TermsForm
from app.grants.funding.queries import list_donors
from app.grants.funding.services import LineData
from app.kernel.locales import LANGUAGES
from app.web.forms import LineField, NeededAtTimes


class LineRow(PlainForm):
    """A line of the budget; a row in which nothing is typed is none."""

    code = LineField(_l("Code"), [NeededAtTimes(), Length(max=20)])
    category = SelectField(
        _l("Category"),
        [NeededAtTimes()],
        choices=[
            CHOOSE,
            *(SelectChoice(one.value, label) for one, label in labels.CATEGORIES.items()),
        ],
    )
    amount = AmountField(_l("Amount"), [NeededAtTimes()])
    title_en = LineField(_l("Title in English"), [Optional(), Length(max=200)])
    title_es = LineField(_l("Title in Spanish"), [Optional(), Length(max=200)])
    title_fr = LineField(_l("Title in French"), [Optional(), Length(max=200)])
    tag = SelectField(
        _l("Meant for"),
        [Optional()],
        choices=[
            SelectChoice("", _l("Nothing special")),
            *(SelectChoice(one.value, label) for one, label in labels.LINE_TAGS.items()),
        ],
    )

    @property
    def is_blank(self) -> bool:
        return not any(self[name].data for name in ("code", "amount", "category"))

    @property
    def title(self) -> dict[str, str]:
        typed = {language: self[f"title_{language}"].data or "" for language in LANGUAGES}
        return {language: text for language, text in typed.items() if text}

    def check(self, currency: str | None, codes: set[str]) -> bool:
        """Whether the row can be read: all that a line needs, and a code that no row before it has."""
        wrong = {
            "code": "" if self.code.data else _("Enter a code"),
            "category": "" if self.category.data else _("Choose what the line pays for"),
            "amount": "" if self.amount.data else _("Enter the amount"),
        }
        if self.code.data in codes:
            wrong["code"] = _("Another line has this code")
        for name, words in wrong.items():
            if words:
                self[name].errors = [*self[name].errors, words]
        codes.add(self.code.data or "")
        read = not self.amount.data or currency is None or self.amount.read(currency)
        if read and self.amount.data and currency is not None and self.amount.minor <= 0:
            self.amount.errors = [labels.ERRORS[FundingRefusal.NOT_A_POSITIVE_AMOUNT]]
            return False
        return read and not any(wrong.values())

    def as_line(self) -> LineData:
        """Only of a row that can be read."""
        return LineData(
            code=self.code.data or "",
            title=self.title or dict.fromkeys(LANGUAGES, self.code.data or ""),
            category=Category(self.category.data),
            agreed_minor=self.amount.minor,
            tags=(self.tag.data,) if self.tag.data else (),
        )


class AwardForm(TitledForm, TermsForm):
    """The whole of an agreement with a donor."""

    sections: ClassVar[tuple[Section, ...]] = (
        Section(
            "",
            (
                "donor",
                "code",
                "title_en",
                "title_es",
                "title_fr",
                "donor_reference",
                "iati_activity_id",
                "currency",
                "starts_on",
                "ends_on",
            ),
        ),
        Section(_l("Budget lines"), ("lines",)),
        *TermsForm.sections,
    )
    donor = PickField(_l("Donor"), _l("Choose the donor"))
    code = code_field(SHORT_CODE)
    donor_reference = LineField(_l("Reference of the donor"), [Optional(), Length(max=100)])
    iati_activity_id = LineField(_l("IATI activity identifier"), [Optional(), Length(max=100)])
    currency = CurrencyField(_l("Currency in which the donor counts"))
    starts_on = day_field(_l("First day"))
    ends_on = day_field(_l("Last day"))
    lines = FieldList(
        FormField(LineRow),
        label=_l("Lines of the budget"),
        description=_l("As the donor agreed to them. Rows that stay empty are left out."),
        min_entries=6,
    )

    def offer(self, subject: Subject) -> None:
        self.donor.offer((one.ref, one.name) for one in list_donors(subject.body.id))

    def grows(self) -> bool:
        """One more row of the budget was asked for: nothing is checked and nothing is written."""
        if "add_row" not in request.form:
            return False
        self.lines.append_entry()
        return True

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return self.currency.data or None

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        codes: set[str] = set()
        rows = [row.form for row in self.lines if not row.form.is_blank]
        checked = [row.check(self.currency.data or None, codes) for row in rows]
        if not all(checked):
            self.lines.errors = [_("Check the lines of the budget")]
            fine = False
        if not rows:
            self.lines.errors = [_("Enter at least one line of the budget")]
            fine = False
        if self.starts_on.data and self.ends_on.data and self.ends_on.data < self.starts_on.data:
            self.ends_on.errors = [_("Enter a last day that is not before the first day")]
            fine = False
        return fine

    def arguments(self, subject: Subject) -> dict[str, Any]:
        donors = {one.ref: one for one in list_donors(subject.body.id)}
        return {
            "body": subject.body,
            "donor": donors[self.donor.data],
            "code": self.code.data,
            "title": self.title,
            "currency": self.currency.data,
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "lines": [row.form.as_line() for row in self.lines if not row.form.is_blank],
            "terms": self.terms,
            "donor_reference": self.donor_reference.data or None,
            "iati_activity_id": self.iati_activity_id.data or None,
        }
