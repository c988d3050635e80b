"""What a group chooses before it writes, and what the office proposes."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.grants.applications.enums import Outcome
from app.grants.applications.labels import OUTCOMES
from app.grants.funding.forms.fields import AmountField
from app.kernel.locales import NATIVE_NAMES
from app.web.forms import Form, NeededAtTimes
from app.web.languages import current_language


class StartForm(Form):
    """Which group applies, in which language, and whether with the answers of last time."""

    organisation = RadioField(
        _l("Which group is applying?"), validators=[InputRequired(_l("Choose the group that is applying"))]
    )
    language = SelectField(
        _l("In which language will you answer?"), validators=[InputRequired(_l("Choose a language"))]
    )
    as_before = BooleanField(
        _l("Fill in what we wrote last time"),
        description=_l("You can change everything before you send it."),
    )
    exception = TextAreaField(
        _l("Why should your group be able to apply all the same?"),
        [NeededAtTimes(), Length(max=2000)],
        description=_l("Somebody from the office reads it and answers you before you write anything else."),
    )

    def offer(self, own: Sequence[tuple[str, str]], languages: Sequence[str]) -> None:
        """Name the groups that the reader speaks for, and the languages of the call."""
        self.organisation.choices = list(own)
        self.language.choices = [(one, NATIVE_NAMES[one]) for one in languages]
        if not self.is_submitted():
            self.organisation.data = own[0][0] if len(own) == 1 else None
            here = current_language()
            self.language.data = here if here in languages else languages[0]


class DeclineForm(Form):
    """Why several groups are not selected, or kept in reserve: one reason that each of them reads."""

    outcome = RadioField(
        _l("What do you propose?"),
        validators=[InputRequired(_l("Choose what you propose"))],
        choices=[(one.value, words) for one, words in OUTCOMES.items() if one is not Outcome.AWARD],
        default=Outcome.DECLINE.value,
    )
    reason = TextAreaField(
        _l("Reason, as each group will read it"),
        [InputRequired(_l("Write the reason that the groups will read")), Length(max=3000)],
        description=_l("It has to be true for each of them. Write none of their names."),
    )


class ProposeForm(Form):
    """What is proposed, and what the group will read."""

    outcome = RadioField(
        _l("What do you propose?"),
        validators=[InputRequired(_l("Choose what you propose"))],
        choices=[(one.value, words) for one, words in OUTCOMES.items()],
    )
    amount = AmountField(_l("Amount of the grant"), [NeededAtTimes()])
    reason = TextAreaField(
        _l("Reason, as the group will read it"),
        [NeededAtTimes(), Length(max=3000)],
        description=_l("It has to be given where the group is not selected or is kept in reserve."),
    )

    def read_amount(self, currency: str) -> bool:
        """Whether the amount can be read, where one is needed."""
        if self.outcome.data != Outcome.AWARD or not self.amount.data:
            return True
        return self.amount.read(currency)
