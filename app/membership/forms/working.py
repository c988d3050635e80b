"""What the secretariat, the regions, the members and the committee fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel.locales import picked
from app.membership import labels
from app.membership.enums import Ballot, DeclaredTie, MembershipRefusal, Stance, Verdict
from app.membership.policy import Policy
from app.web.forms import Form
from app.web.languages import current_language

LONG = 6000  # characters
Verdicts = dict[str, tuple[Verdict, str]]


class TicksField(SelectMultipleField):
    """Several of many, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TieForm(Form):
    """How somebody stands to the applicant."""

    tie = RadioField(
        _l("What is your tie to this organisation?"),
        choices=[(tie.value, label) for tie, label in labels.TIE.items()],
        validators=[InputRequired(_l("Choose what is true for you"))],
    )
    note = TextAreaField(
        _l("In a few words, if there is a tie"),
        validators=[Optional(), Length(max=1000)],
        render_kw={"rows": 3},
    )

    def chosen(self) -> DeclaredTie:
        return DeclaredTie(self.tie.data)


class RequestForm(Form):
    """What the applicant is asked."""

    questions = TicksField(
        _l("Which answers should be open again?"),
        validators=[InputRequired(_l("Choose at least one question"))],
    )
    message = TextAreaField(
        _l("What do you need to know?"),
        description=_l("Write to the organisation, in a language it reads."),
        validators=[InputRequired(_l("Write what you need to know")), Length(max=LONG)],
    )


class ForwardForm(Form):
    """Sending a screened case on, and who must not be asked."""

    excluding = TicksField(
        _l("Members that must not be asked"),
        description=_l("Those the applicant named are ticked where we found them. Check the list."),
        coerce=int,
        validators=[Optional()],
    )


class PlainForm(Form):
    """A page with one button."""


class NoteForm(Form):
    note = TextAreaField(
        _l("What should the secretariat look at?"),
        validators=[InputRequired(_l("Say what should be looked at")), Length(max=LONG)],
    )


class ExtendForm(Form):
    days = IntegerField(
        _l("How many more days?"),
        validators=[
            InputRequired(_l("Write a number of days")),
            NumberRange(min=1, message=_l("Write a number of days")),
        ],
    )


class ObjectionsForm(Form):
    substance = TextAreaField(
        _l("The objections to the application"),
        description=_l(
            "The substance, never the source: leave out who said it and what would give them away."
        ),
        validators=[InputRequired(_l("Write the substance of the objections")), Length(max=LONG)],
    )


class CheckForm(Form):
    """What the region found."""

    result = RadioField(
        _l("What did you find?"),
        choices=[(result.value, label) for result, label in labels.CHECK_RESULT.items()],
        validators=[InputRequired(_l("Choose what you found"))],
    )
    note = TextAreaField(
        _l("Whom did you ask, and what did they say?"),
        description=_l("The committee and the secretariat read this. Name organisations, not people."),
        validators=[InputRequired(_l("Say whom you asked and what they said")), Length(max=LONG)],
    )


class CommentForm(Form):
    """A member's word on an applicant."""

    stance = RadioField(
        _l("What can you say about this group?"),
        choices=[(stance.value, label) for stance, label in labels.STANCE.items()],
        validators=[InputRequired(_l("Choose what you can say"))],
    )
    criterion = SelectField(
        _l("If you object: which criterion is it about?"),
        validators=[Optional()],
    )
    text = TextAreaField(
        _l("In your words"),
        description=_l(
            "An objection flags the case for the committee; it does not stop it. Your name and your "
            "organisation are never told to the applicant."
        ),
        validators=[Optional(), Length(max=LONG)],
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
    tier = SelectField(_l("If you vote to admit: as what?"), validators=[Optional()])
    reason = TextAreaField(
        _l("Why"),
        description=_l("The committee and the secretariat read this."),
        validators=[InputRequired(_l("Say why")), Length(max=LONG)],
    )

    def offer(self, policy: Policy) -> None:
        self.tier.choices = _tiers(policy)

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


class VerdictsForm(Form):
    """A verdict and a reason for each criterion; `verdicts_form` adds the fields."""

    complete = False
    codes: Sequence[str] = ()

    def given(self) -> Verdicts:
        """Criterion code → verdict and reason, of those that were filled in."""
        return {
            code: (Verdict(self[f"verdict_{code}"].data), (self[f"reason_{code}"].data or "").strip())
            for code in self.codes
            if self[f"verdict_{code}"].data
        }

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate(extra_validators)
        for code in self.codes:
            verdict, reason = self[f"verdict_{code}"], self[f"reason_{code}"]
            if not verdict.data and (self.complete or reason.data):
                verdict.errors = [_l("Choose a verdict")]
                fine = False
            if not (reason.data or "").strip() and (self.complete or verdict.data):
                reason.errors = [_l("Give the reason")]
                fine = False
        return bool(fine)


class DecisionForm(VerdictsForm):
    """The committee's decision."""

    complete = True
    tier = SelectField(_l("Admitted as"), validators=[Optional()])
    words = TextAreaField(
        _l("The decision, in words to the organisation"),
        description=_l("They read this with the reasons. Be plain and kind, and say what they can do next."),
        validators=[InputRequired(_l("Write to the organisation")), Length(max=LONG)],
    )

    def offer(self, policy: Policy) -> None:
        self.tier.choices = _tiers(policy)
        self.tier.flags.optional = False  # it is left out of the page when the votes decline


def verdicts_form(base: type[VerdictsForm], policy: Policy, given: Mapping[str, tuple[Verdict, str]]) -> Any:
    """A form class's instance with two fields for each criterion, filled with what was `given` before."""
    fields: dict[str, Any] = {"codes": [one.code for one in policy.criteria]}
    for criterion in policy.criteria:
        before = given.get(criterion.code)
        choices = [("", _l("Not yet"))] + [
            (verdict.value, label)
            for verdict, label in labels.VERDICT.items()
            if verdict is not Verdict.WAIVED or criterion.waivable
        ]
        fields[f"verdict_{criterion.code}"] = SelectField(
            _l("Verdict"), choices=choices, default=before[0].value if before else ""
        )
        fields[f"reason_{criterion.code}"] = TextAreaField(
            _l("Reason"),
            default=before[1] if before else "",
            validators=[Length(max=2000)],
            render_kw={"rows": 2},
        )
    return type(base.__name__, (base,), fields)()
