"""What a reviewer says, and what the office chooses and writes about reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.casework.forms import TieForm
from app.grants.calls.rubric import Criterion, Rubric
from app.grants.reviews.scoring import Judgement
from app.kernel.locales import LANGUAGES, NATIVE_NAMES, picked
from app.web.days import DayField
from app.web.forms import Form, LineField, NeededAtTimes, TicksField, WholeNumberField

CANNOT = "cannot"
YES, NO = "yes", "no"


class AnswerForm(TieForm):
    """The declaration that comes before anything is read, and whether the reviewer has the time."""

    takes = RadioField(
        _l("Will you review this application?"),
        choices=[(YES, _l("Yes")), (NO, _l("No, I cannot do it this time"))],
        validators=[InputRequired(_l("Say whether you will review it"))],
        description=_l(
            "If you have a conflict of interest, somebody else is asked, whatever you choose here."
        ),
    )


class ScoreForm(Form):
    """Points and words for each criterion of a rubric; made by `score_form`."""

    rubric: Rubric

    def parts(self) -> list[tuple[Any, Any, Any]]:
        """(criterion, its field of points, its field of words), in the order of the rubric."""
        return [(one, self[f"points_{one.code}"], self[f"words_{one.code}"]) for one in self.rubric.criteria]

    def show(self, said: dict[str, Judgement]) -> None:
        """Fill in what was written so far."""
        for criterion, points, words in self.parts():
            one = said.get(criterion.code, Judgement())
            points.data = CANNOT if one.cannot_judge else None if one.points is None else str(one.points)
            words.data = one.words

    def given(self) -> dict[str, Judgement]:
        """What was filled in; only of a valid form."""
        return {
            criterion.code: Judgement(
                None if points.data in (None, "", CANNOT) else int(points.data),
                points.data == CANNOT,
                words.data or "",
            )
            for criterion, points, words in self.parts()
        }

    def is_complete(self, language: str) -> bool:
        """Whether it can be sent; what lacks is said beside each field."""
        fine = True
        for criterion, points, words in self.parts():
            title = picked(criterion.title, language)
            if not points.data:
                said = _(
                    "Choose a score for “%(criterion)s”, or say that you cannot judge it", criterion=title
                )
                points.errors = [*points.errors, said]
                fine = False
            elif points.data != CANNOT and not (words.data or "").strip():
                said = _("Say in a few words why you gave this score for “%(criterion)s”", criterion=title)
                words.errors = [*words.errors, said]
                fine = False
        return fine


def score_form(rubric: Rubric, language: str) -> ScoreForm:
    """A form with two fields for each criterion, on the scale of the rubric from its highest point down."""
    scale = [
        (str(points), f"{points} – {picked(words, language)}") for points, words in enumerate(rubric.anchors)
    ]
    choices = [*reversed(scale), (CANNOT, _("I cannot judge this"))]
    fields: dict[str, Any] = {"rubric": rubric}
    for one in rubric.criteria:
        title = picked(one.title, language)
        fields[f"points_{one.code}"] = RadioField(
            title,
            [NeededAtTimes()],
            choices=choices,
            description=picked(one.guidance, language) if one.guidance else "",
            validate_choice=True,
        )
        fields[f"words_{one.code}"] = TextAreaField(
            _("Why? (%(criterion)s)", criterion=title),
            [NeededAtTimes(), Length(max=1500)],
            render_kw={"rows": 3},
        )
    made: type[ScoreForm] = type("RubricForm", (ScoreForm,), fields)
    return made()


class ProfileForm(Form):
    """What a reviewer reads, and how much they take."""

    languages = TicksField(
        _l("In which languages can you review applications?"),
        [InputRequired(_l("Choose at least one language"))],
        choices=[(code, NATIVE_NAMES[code]) for code in LANGUAGES],
    )
    most = WholeNumberField(
        _l("How many reviews can you take at one time?"),
        [InputRequired(_l("Enter how many")), NumberRange(0, 99, _l("Choose between 0 and 99"))],
        description=_l(
            "Reviews that you have not sent yet count. With 0, you are not asked for any for now."
        ),
    )


class FlagForm(Form):
    """A concern that the office reads at once."""

    reason = TextAreaField(
        _l("What should the office know now?"),
        [InputRequired(_l("Say what the office should know")), Length(max=2000)],
        description=_l(
            "For example that somebody could be in danger, or that what is written is not true. "
            "The office reads who says it; other reviewers and the group do not."
        ),
    )


class WhyForm(Form):
    """Why something is done to a review."""

    reason = TextAreaField(_l("Why?"), [InputRequired(_l("Say why")), Length(max=1000)])


class AskForm(Form):
    """Whom to ask for one application."""

    people = TicksField(_l("Who do you want to ask?"), [InputRequired(_l("Choose at least one reviewer"))])

    def offer(self, people: Sequence[tuple[str, Any]]) -> None:
        self.people.choices = list(people)


class CommentsForm(Form):
    """What of the reviewers' comments the group reads."""

    text = TextAreaField(
        _l("Comments for the group"),
        [Optional(), Length(max=5000)],
        description=_l(
            "Write it in the language of the application. Leave out whatever shows who reviewed it, names of "
            "other groups, and anything that could harm somebody. The group reads it with the decision."
        ),
        render_kw={"rows": 10},
    )


class RubricForm(Form):
    """What reviewers score in a call; made by `rubric_form`."""

    rubric: Rubric
    languages: Sequence[str]
    codes: Sequence[str]
    reviewers = WholeNumberField(
        _l("How many reviewers read each application?"),
        [InputRequired(_l("Enter how many")), NumberRange(1, 9, _l("Choose between 1 and 9"))],
    )
    reviews_by = DayField(_l("Reviews due by"), [Optional()])

    def rows(self) -> list[tuple[list[Any], Any]]:
        """Of each criterion its fields of words and that of its weight; the last one is empty."""
        return [
            (
                [self[f"{name}_{code}_{one}"] for name in ("title", "guidance") for one in self.languages],
                self[f"weight_{code}"],
            )
            for code in self.codes
        ]

    def scale(self) -> list[list[Any]]:
        """The fields of each point of the scale, from 0."""
        return [
            [self[f"anchor_{points}_{one}"] for one in self.languages]
            for points in range(len(self.rubric.anchors))
        ]

    def show(self, reviewers: int | None, reviews_by: date | None) -> None:
        """Fill in what the call says now."""
        self.reviewers.data, self.reviews_by.data = reviewers, reviews_by
        for one in self.rubric.criteria:
            self[f"weight_{one.code}"].data = one.weight
            for language in self.languages:
                self[f"title_{one.code}_{language}"].data = one.title.get(language, "")
                self[f"guidance_{one.code}_{language}"].data = one.guidance.get(language, "")
        for points, words in enumerate(self.rubric.anchors):
            for language in self.languages:
                self[f"anchor_{points}_{language}"].data = words.get(language, "")

    def read(self) -> Rubric:
        """What was filled in; only of a valid form. A criterion without any title is left out, and words in
        languages that the call does not have are kept."""
        known = {one.code: one for one in self.rubric.criteria}
        criteria = []
        for code in self.codes:
            before = known.get(code)
            title = self._texts(f"title_{code}", before.title if before else {})
            if any(self[f"title_{code}_{one}"].data for one in self.languages):
                guidance = self._texts(f"guidance_{code}", before.guidance if before else {})
                criteria.append(Criterion(code, title, guidance, self[f"weight_{code}"].data or 0))
        anchors = [self._texts(f"anchor_{points}", words) for points, words in enumerate(self.rubric.anchors)]
        return Rubric(tuple(criteria), tuple(anchors))

    def _texts(self, name: str, before: dict[str, str]) -> dict[str, str]:
        written = {one: (self[f"{name}_{one}"].data or "").strip() for one in self.languages}
        return {language: text for language, text in {**before, **written}.items() if text}

    def validate(self, extra_validators: object = None) -> bool:
        fine = bool(super().validate(extra_validators))
        for code in self.codes:
            named = any((self[f"title_{code}_{one}"].data or "").strip() for one in self.languages)
            weight = self[f"weight_{code}"]
            if named and not weight.errors and not 1 <= (weight.data or 0) <= 100:
                weight.errors = [*weight.errors, _("Enter a weight between 1 and 100")]
                fine = False
        return fine


def rubric_form(rubric: Rubric, languages: Sequence[str]) -> RubricForm:
    """The form of a rubric with room for one criterion more."""
    codes = [*(one.code for one in rubric.criteria), rubric.free_code()]
    fields: dict[str, Any] = {"rubric": rubric, "languages": languages, "codes": codes}
    for code in codes:
        for one in languages:
            name = NATIVE_NAMES[one]
            fields[f"title_{code}_{one}"] = LineField(
                _("Title (%(language)s)", language=name), [Optional(), Length(max=100)]
            )
            fields[f"guidance_{code}_{one}"] = TextAreaField(
                _("What to look at (%(language)s)", language=name),
                [Optional(), Length(max=600)],
                render_kw={"rows": 2},
            )
        fields[f"weight_{code}"] = WholeNumberField(_l("Weight"), [Optional()])
    for points in range(len(rubric.anchors)):
        for one in languages:
            label = _("%(points)s means (%(language)s)", points=points, language=NATIVE_NAMES[one])
            fields[f"anchor_{points}_{one}"] = LineField(label, [Optional(), Length(max=150)])
    made: type[RubricForm] = type("CallRubricForm", (RubricForm,), fields)
    return made()


def ticked(values: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs "application:person" that were ticked in a plan, each once; what is not one is left out."""
    pairs = (value.partition(":") for value in dict.fromkeys(values))
    return [(left, right) for left, colon, right in pairs if left and colon and right]
