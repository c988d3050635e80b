"""Assessing and deciding: one line of the form for each criterion, and what the committee decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.locales import picked
from app.membership import labels
from app.membership.enums import Ballot, Outcome, Verdict
from app.membership.forms.working import LONG
from app.membership.policy import Criterion, Policy
from app.web.forms import Form, LineField
from app.web.languages import current_language

LONGEST_REASON = 2000  # characters
Verdicts = dict[str, tuple[Verdict, str]]
CONFIRM, CHANGE, DECLINE = "confirm", "change", "decline"


class VerdictsForm(Form):
    """Whether each criterion is met, and why; `verdicts_form` adds the fields. In an assessment a reason is
    asked where a criterion is not plainly met, and criteria may be left open."""

    criteria: Sequence[Criterion] = ()
    assessed: Mapping[str, tuple[Verdict, str]] = {}

    @staticmethod
    def first_reason(_verdict: Verdict, reason: str) -> str:
        """What stands in the field of a reason at first, after what was given before."""
        return reason

    def given(self) -> Verdicts:
        """Criterion code → verdict and reason, of those that were filled in."""
        return {
            one.code: (Verdict(self[f"verdict_{one.code}"].data), self._reason(one))
            for one in self.criteria
            if self[f"verdict_{one.code}"].data
        }

    def asks_reason(self, criterion: Criterion, verdict: Verdict) -> bool:
        """Whether this verdict must come with its reason."""
        return verdict is not Verdict.MET

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate(extra_validators)
        for number, criterion in enumerate(self.criteria, start=1):
            fine = self._check(number, criterion) and fine
        return bool(fine)

    def _check(self, number: int, criterion: Criterion) -> bool:
        verdict, reason = self[f"verdict_{criterion.code}"], self[f"reason_{criterion.code}"]
        if verdict.errors:
            return False
        about = {"number": number, "title": picked(criterion.title, current_language())}
        if not verdict.data:
            if not self._must_choose(criterion):
                return True
            verdict.errors = [_("Criterion %(number)s, %(title)s: choose whether it is met", **about)]
            return False
        if self._is_explained(criterion, Verdict(verdict.data)):
            return not reason.errors
        reason.errors = [self._lacks_reason(criterion, Verdict(verdict.data), about)]
        return False

    def _must_choose(self, criterion: Criterion) -> bool:
        return bool(self._reason(criterion))

    def _is_explained(self, criterion: Criterion, verdict: Verdict) -> bool:
        return bool(self._reason(criterion)) or not self.asks_reason(criterion, verdict)

    def _lacks_reason(self, _criterion: Criterion, _verdict: Verdict, about: dict[str, Any]) -> str:
        return str(_("Criterion %(number)s, %(title)s: give the reason", **about))

    def _reason(self, criterion: Criterion) -> str:
        return (self[f"reason_{criterion.code}"].data or "").strip()


class DecisionForm(VerdictsForm):
    """What the committee decided. It is sent twice: to be checked, and, once read, to be final."""

    outcome = RadioField(
        _l("What did the committee decide?"),
        validators=[InputRequired(_l("Choose what the committee decided"))],
    )
    words = TextAreaField(
        _l("What the group will read"),
        description=_l("Be clear and kind, and say what the group can do next. The reasons are added below."),
        validators=[InputRequired(_l("Write the message to the group")), Length(max=LONG)],
    )
    has_read = BooleanField(_l("I have read the message as the group will read it"))
    step = LineField()

    @staticmethod
    def first_reason(verdict: Verdict, reason: str) -> str:
        """The assessment's reason, where the decision, being the same, would need one."""
        return reason if verdict.needs_reason(verdict) else ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The criteria come first on the page, so their errors do, too."""
        super().__init__(*args, **kwargs)
        for name in ("outcome", "words", "has_read", "step"):
            self._fields[name] = self._fields.pop(name)

    def offer(self, policy: Policy, majority: Ballot | None) -> None:
        """What follows from the votes: the kinds of membership, or declining. Nothing is chosen already."""
        language = current_language()
        if majority is Ballot.DECLINE:
            self.outcome.choices = [(DECLINE, labels.CHOICE[Ballot.DECLINE])]
        else:
            self.outcome.choices = [
                (tier.code, _("Admit as: %(tier)s", tier=picked(tier.name, language)))
                for tier in policy.tiers
            ]

    def decided(self) -> tuple[Outcome, str | None]:
        """The outcome, and the kind of membership that an admission is to."""
        if self.outcome.data == DECLINE:
            return Outcome.DECLINED, None
        return Outcome.ADMITTED, self.outcome.data

    @property
    def outcome_label(self) -> Any:
        return next((label for value, label in self.outcome.choices if value == self.outcome.data), "")

    @property
    def lacks_only_reading(self) -> bool:
        """Whether it was to be final, and only the tick that it was read is missing."""
        return set(self.errors) == {"has_read"}

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the page to check carries along: name and value of everything that was filled in."""
        names = ["outcome", "words"]
        values = [(name, self[name].data or "") for name in names]
        for code, (verdict, reason) in self.given().items():
            values += [(f"verdict_{code}", verdict.value), (f"reason_{code}", reason)]
        return values

    def asks_reason(self, criterion: Criterion, verdict: Verdict) -> bool:
        return verdict.needs_reason(self._assessed(criterion))

    def given(self) -> Verdicts:
        """The same. A reason that is not asked for is not kept: the group would read what nobody saw."""
        given = super().given()
        chosen = [one for one in self.criteria if one.code in given]
        asked = {one.code for one in chosen if self.asks_reason(one, given[one.code][0])}
        return {code: (verdict, reason if code in asked else "") for code, (verdict, reason) in given.items()}

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate(extra_validators)
        if self.step.data == CONFIRM and not self.has_read.data:
            self.has_read.errors = [_("Confirm that you have read the message")]
            return False
        return fine

    def _must_choose(self, criterion: Criterion) -> bool:
        return True

    def _is_explained(self, criterion: Criterion, verdict: Verdict) -> bool:
        """The assessment's reason does not explain a decision that differs from it."""
        before = self.assessed.get(criterion.code)
        if before is not None and before[0] is not verdict and self._reason(criterion) == before[1].strip():
            return not self.asks_reason(criterion, verdict)
        return super()._is_explained(criterion, verdict)

    def _lacks_reason(self, criterion: Criterion, verdict: Verdict, about: dict[str, Any]) -> str:
        assessed = self._assessed(criterion)
        if assessed is None:
            words = _("Criterion %(number)s, %(title)s: give the reason, since it was not assessed", **about)
            return str(words)
        if assessed is not verdict:
            words = _(
                "Criterion %(number)s, %(title)s: give the reason, because the decision differs "
                "from the assessment",
                **about,
            )
            return str(words)
        return super()._lacks_reason(criterion, verdict, about)

    def _assessed(self, criterion: Criterion) -> Verdict | None:
        return self.assessed[criterion.code][0] if criterion.code in self.assessed else None


def verdicts_form(base: type[VerdictsForm], policy: Policy, given: Mapping[str, tuple[Verdict, str]]) -> Any:
    """A form class's instance with two fields for each criterion, filled with what was `given` before."""
    fields: dict[str, Any] = {"criteria": policy.criteria, "assessed": given}
    for criterion in policy.criteria:
        before = given.get(criterion.code)
        fields[f"verdict_{criterion.code}"] = RadioField(
            _l("Is it met?"),
            choices=[
                (verdict.value, label)
                for verdict, label in labels.VERDICT.items()
                if verdict is not Verdict.WAIVED or criterion.waivable
            ],
            default=before[0].value if before else None,
            validators=[Optional()],
        )
        fields[f"reason_{criterion.code}"] = TextAreaField(
            _l("Reason"),
            default=base.first_reason(*before) if before else "",
            validators=[Length(max=LONGEST_REASON)],
        )
    return type(base.__name__, (base,), fields)()
