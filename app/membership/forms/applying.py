"""What applicants fill in beside the questionnaire."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.errors import NotFound
from app.kernel.locales import LANGUAGES, NATIVE_NAMES, country_choices
from app.membership import labels
from app.membership.enums import Listing, PlaceShown
from app.membership.models import ObjectionNotice
from app.web.forms import Form, LineField, LongSelectField
from app.web.languages import current_language

NEW = "new"
LONGEST_LINES = 300  # characters: two lines


class StartForm(Form):
    """Who applies: an organisation one speaks for already, or a new one."""

    organisation = RadioField(_l("Which organisation is applying?"), validators=[Optional()])
    known_as = LineField(
        _l("What is your group known as?"),
        description=_l("The name you use in public. It need not be a legal name."),
        validators=[Optional(), Length(max=200)],
        render_kw={"autocomplete": "organization"},
    )
    country = LongSelectField(
        _l("In which country do you work?"),
        description=_l("If you work in several, choose the main one. It decides your region."),
        validators=[Optional()],
        validate_choice=True,
    )
    language = SelectField(
        _l("In which language will you answer?"),
        choices=[(code, NATIVE_NAMES[code]) for code in LANGUAGES],
        validators=[InputRequired(_l("Choose a language"))],
    )

    def offer(self, own: list[tuple[str, str]]) -> None:
        """Set the choices; `own` are (ref, name) of organisations that this person speaks for."""
        self.organisation.choices = [*own, (NEW, _l("Another organisation"))] if own else []
        self.country.choices = [("", _l("Choose a country")), *country_choices(current_language())]
        if not self.language.data:
            self.language.data = current_language()

    def wants_new(self) -> bool:
        return not self.organisation.choices or self.organisation.data in (None, "", NEW)

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate(extra_validators)
        if self.organisation.choices and not self.organisation.data:
            self.organisation.errors = [_l("Choose the organisation that is applying")]
            return False
        if self.wants_new():
            if not (self.known_as.data or "").strip():
                self.known_as.errors = [_l("Write the name people know you by")]
                fine = False
            if not self.country.data:
                self.country.errors = [_l("Choose the country where you work")]
                fine = False
        return bool(fine)


class OnBehalfForm(StartForm):
    """An officer enters an application for a group, from paper or a call."""

    source = TextAreaField(
        _l("Where do the answers come from?"),
        description=_l(
            "For example a paper form, a call or a visit. Say when it was and how the group "
            "agreed. Read every answer back to the group before you send it."
        ),
        validators=[InputRequired(_l("Say where the answers come from")), Length(max=1000)],
    )


class CirculationForm(Form):
    """What members may see, whom not to ask, and how to be listed."""

    may_circulate = RadioField(
        _l("May we tell the members that you are applying, and ask what they think?"),
        choices=[
            ("yes", _l("Yes, with just the lines below")),
            ("no", _l("No. The committee will rely on your references instead")),
        ],
        validators=[InputRequired(_l("Choose yes or no"))],
    )
    lines = TextAreaField(
        _l("Two lines about your group, for members"),
        description=_l(
            "Members see your name, these lines and the place you choose. Nothing else: no contacts, "
            "no documents, no answers. Leave out names and addresses."
        ),
        validators=[Optional(), Length(max=LONGEST_LINES)],
        render_kw={"rows": 3},
    )
    place = RadioField(
        _l("What can they see about where you work?"),
        choices=[(place.value, label) for place, label in labels.PLACE_SHOWN.items()],
        default=PlaceShown.REGION.value,
        validators=[InputRequired(_l("Choose what they may see"))],
    )
    exclusions = TextAreaField(
        _l("Is there an organisation that we should not ask?"),
        description=_l("One name on each line. Only the secretariat reads this. You do not have to say why."),
        validators=[Optional(), Length(max=2000)],
        render_kw={"rows": 3},
    )
    listing = RadioField(
        _l("If you become a member, how should you be listed?"),
        description=_l(
            "A network’s name alone can tell people what a group is. You can change this at any time; "
            "until you choose, you are not listed."
        ),
        choices=[(one.value, label) for one, label in labels.LISTING.items()],
        default=Listing.HIDDEN.value,
        validators=[InputRequired(_l("Choose how you want to be listed"))],
    )

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate(extra_validators)
        if self.may_circulate.data == "yes" and not (self.lines.data or "").strip():
            self.lines.errors = [_l("Write two lines that members may see")]
            fine = False
        return bool(fine)


class ReplyForm(Form):
    """A reply to one notice of objections, named by its place in the case."""

    notice = HiddenField()
    reply = TextAreaField(
        _l("Your reply"),
        description=_l("The committee reads it before it decides."),
        validators=[InputRequired(_l("Write your reply")), Length(max=6000)],
    )

    def offer(self, notices: Sequence[ObjectionNotice], answering: ObjectionNotice | None) -> None:
        """Name the notice that this page asks to answer."""
        self.notice.data = str(notices.index(answering) + 1) if answering else ""

    def chosen(self, notices: Sequence[ObjectionNotice]) -> ObjectionNotice:
        """The notice that was answered. Raises NotFound for a place that there is not."""
        for place, notice in enumerate(notices, start=1):
            if str(place) == self.notice.data:
                return notice
        raise NotFound
