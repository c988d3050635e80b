"""What the secretariat, the regions, the members and the committee fill in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.locales import picked
from app.membership import labels
from app.membership.enums import Ballot, MembershipRefusal, Stance
from app.membership.policy import Policy
from app.questionnaires.presenter import SectionRows
from app.web.forms import Form, NeededAtTimes, TicksField
from app.web.languages import current_language

LONG = 6000  # characters


class RequestForm(Form):
    """What the applicant is asked."""

    message = TextAreaField(
        _l("What do you need to know?"),
        description=_l("Write to the organisation, in a language it reads."),
        validators=[InputRequired(_l("Write what you need to know")), Length(max=LONG)],
    )
    questions = TicksField(
        _l("Which questions should they answer again?"),
        validators=[InputRequired(_l("Choose at least one question"))],
    )

    def offer(self, sections: Sequence[SectionRows]) -> None:
        """Only the questions that this group was asked, section by section."""
        self.questions.choices = [
            SelectChoice(row.code, row.label.striptags(), optgroup=section.title.striptags())
            for section in sections
            for row in section.rows
        ]


class ForwardForm(Form):
    """Sending a screened case on, and who must not be asked."""

    excluding = TicksField(
        _l("Members we should not ask"),
        description=_l("We ticked the ones that the applicant named, where we found them. Check the list."),
        coerce=int,
        validators=[Optional()],
    )


class ObjectionsForm(Form):
    substance = TextAreaField(
        _l("The objections to the application"),
        description=_l("What was said, never by whom: leave out anything that would show who said it."),
        validators=[InputRequired(_l("Write what the objections say")), Length(max=LONG)],
    )


class CheckForm(Form):
    """What the region found."""

    result = RadioField(
        _l("What is the result of the check?"),
        choices=[(result.value, label) for result, label in labels.CHECK_RESULT.items()],
        validators=[InputRequired(_l("Choose the result of the check"))],
    )
    note = TextAreaField(
        _l("Who did you ask, and what did they say?"),
        description=_l("The committee and the secretariat read this. Name organisations, not people."),
        validators=[InputRequired(_l("Say who you asked and what they said")), Length(max=LONG)],
    )


class CommentForm(Form):
    """A member's word on an applicant."""

    stance = RadioField(
        _l("What can you say about this group?"),
        choices=[(stance.value, label) for stance, label in labels.STANCE.items()],
        validators=[InputRequired(_l("Choose what you can say"))],
    )
    criterion = SelectField(
        _l("If you object, which criterion is it about?"),
        validators=[NeededAtTimes()],
    )
    text = TextAreaField(
        _l("In your own words"),
        description=_l(
            "An objection is for the committee to consider; it does not stop the application. "
            "The applicant never learns your name or your organisation."
        ),
        validators=[NeededAtTimes(), Length(max=LONG)],
    )

    def offer(self, policy: Policy) -> None:
        self.criterion.choices = [("", _l("None")), *_criteria(policy)]

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate(extra_validators)
        if self.stance.data == Stance.OBJECTION.value:
            if not self.criterion.data:
                self.criterion.errors = [labels.ERRORS[MembershipRefusal.OBJECTION_NEEDS_CRITERION]]
                fine = False
            if not (self.text.data or "").strip():
                self.text.errors = [labels.ERRORS[MembershipRefusal.OBJECTION_NEEDS_WORDS]]
                fine = False
        return bool(fine)


class VoteForm(Form):
    """A committee member's vote."""

    choice = RadioField(
        _l("Your vote"),
        choices=[(choice.value, label) for choice, label in labels.CHOICE.items()],
        validators=[InputRequired(_l("Choose your vote"))],
    )
    tier = SelectField(_l("If you vote to admit, as which kind of member?"), validators=[NeededAtTimes()])
    reason = TextAreaField(
        _l("Why"),
        description=_l("The committee and the secretariat read this."),
        validators=[InputRequired(_l("Say why")), Length(max=LONG)],
    )

    def offer(self, policy: Policy) -> None:
        self.tier.choices = [("", _l("Choose")), *_tiers(policy)]

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate(extra_validators)
        if self.choice.data == Ballot.ADMIT.value and not self.tier.data:
            self.tier.errors = [labels.ERRORS[MembershipRefusal.CHOOSE_TIER]]
            fine = False
        return bool(fine)


def _criteria(policy: Policy) -> list[tuple[str, str]]:
    language = current_language()
    return [
        (one.code, f"{number} {picked(one.title, language)}")
        for number, one in enumerate(policy.criteria, start=1)
    ]


def _tiers(policy: Policy) -> list[tuple[str, str]]:
    language = current_language()
    return [(tier.code, picked(tier.name, language)) for tier in policy.tiers]
