"""The forms for signing in, registering and changing one's account."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, PasswordField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.accounts import rules
from app.accounts.enums import AccountRefusal
from app.accounts.labels import ERRORS, ROLES
from app.accounts.limits import AccountLimits
from app.kernel.local_time import zone_names
from app.kernel.locales import NATIVE_NAMES
from app.kernel.permissions import Role
from app.web.days import DayField
from app.web.forms import Form, LineField, LongSelectField

TYPED_AT_MOST = 300
ROLE_CHOICES = [(role.value, ROLES[role]) for role in Role]


def _name_field() -> Any:
    return LineField(
        _l("The name others see"),
        description=_l("A chosen name is welcome. It need not be a legal name, and you can change it."),
        validators=[InputRequired(_l("Write the name others may call you")), Length(max=80)],
        render_kw={"autocomplete": "nickname"},
    )


def _own_passphrase() -> Any:
    return PasswordField(
        _l("Your passphrase"),
        validators=[InputRequired(_l("Type your passphrase")), Length(max=TYPED_AT_MOST)],
        render_kw={"autocomplete": "current-password"},
    )


class PassphraseForm(Form):
    """Ask for the passphrase once more before something that cannot be undone."""

    passphrase = _own_passphrase()


def _new_passphrase() -> Any:
    return PasswordField(
        _l("New passphrase"),
        validators=[InputRequired(_l("Choose a passphrase")), Length(max=1000)],
        render_kw={"autocomplete": "new-password"},
    )


def _same_again() -> Any:
    return PasswordField(
        _l("The same passphrase again"),
        validators=[Length(max=1000)],
        render_kw={"autocomplete": "new-password"},
    )


class NewPassphraseForm(Form):
    """A new passphrase, typed twice because it cannot be read while typing without a script."""

    passphrase = _new_passphrase()
    passphrase_again = _same_again()

    def __init__(
        self, *args: Any, limits: AccountLimits, about: tuple[str | None, ...] = (), **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self._limits, self._about = limits, about
        self.passphrase.description = _l(
            "At least %(shortest)s characters. Four random words are strong and easy to remember. "
            "You may paste it.",
            shortest=limits.passphrase_shortest,
        )

    def validate_passphrase(self, field: Any) -> None:
        about = [*self._about, *(self[n].data for n in ("sign_in_name", "email", "chosen_name") if n in self)]
        shortest, longest = self._limits.passphrase_shortest, self._limits.passphrase_longest
        problem = rules.passphrase_problem(field.data, shortest=shortest, longest=longest, about=about)
        if problem is not None:
            raise ValidationError(str(ERRORS[problem]) % {"shortest": shortest, "longest": longest})

    def validate_passphrase_again(self, field: Any) -> None:
        if (field.data or "") != (self.passphrase.data or ""):
            raise ValidationError(ERRORS[AccountRefusal.PASSPHRASES_DIFFER])


class RegisterWithEmailForm(NewPassphraseForm):
    email = EmailField(
        _l("E-mail address"),
        description=_l("We write there only that you have a message. Nobody else sees it."),
        validators=[InputRequired(_l("Write your e-mail address")), Length(max=254)],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )
    chosen_name = _name_field()
    passphrase, passphrase_again = _new_passphrase(), _same_again()

    def validate_email(self, field: Any) -> None:
        if rules.normalise_email(field.data) is None:
            raise ValidationError(ERRORS[AccountRefusal.EMAIL_FORM])


class RegisterWithNameForm(NewPassphraseForm):
    sign_in_name = LineField(
        _l("Sign-in name"),
        description=_l("Only you use it. Letters, digits, dots and dashes. Do not use your legal name."),
        validators=[InputRequired(_l("Choose a name to sign in with")), Length(max=TYPED_AT_MOST)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    chosen_name = _name_field()
    passphrase, passphrase_again = _new_passphrase(), _same_again()

    def validate_sign_in_name(self, field: Any) -> None:
        if rules.normalise_sign_in_name(field.data) is None:
            raise ValidationError(ERRORS[AccountRefusal.SIGN_IN_NAME_FORM])


class SignInForm(Form):
    name = LineField(
        _l("Sign-in name or e-mail address"),
        validators=[
            InputRequired(_l("Write your sign-in name or your e-mail address")),
            Length(max=TYPED_AT_MOST),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    passphrase = _own_passphrase()


class CodeForm(Form):
    code = LineField(
        _l("Code from your authenticator app"),
        description=_l("Six digits. A new code appears every 30 seconds."),
        validators=[InputRequired(_l("Type the six digits")), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )


def _recovery_code_field() -> Any:
    return LineField(
        _l("Recovery code"),
        description=_l("From your paper. Capital or small letters, with or without dashes."),
        validators=[InputRequired(_l("Type the recovery code")), Length(max=60)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class RecoveryCodeForm(Form):
    code = _recovery_code_field()


class WrittenDownForm(Form):
    written_down = BooleanField(
        _l("I wrote it down"),
        validators=[InputRequired(_l("Write it down first, then tick the box. It will not be shown again"))],
    )


class ResetForm(Form):
    email = EmailField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Write your e-mail address")), Length(max=254)],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )

    def validate_email(self, field: Any) -> None:
        if rules.normalise_email(field.data) is None:
            raise ValidationError(ERRORS[AccountRefusal.EMAIL_FORM])


class RecoverForm(NewPassphraseForm):
    name = LineField(
        _l("Sign-in name"),
        validators=[InputRequired(_l("Write your sign-in name")), Length(max=TYPED_AT_MOST)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    code = _recovery_code_field()
    passphrase, passphrase_again = _new_passphrase(), _same_again()


class ChangePassphraseForm(NewPassphraseForm):
    current_passphrase = PasswordField(
        _l("Current passphrase"),
        validators=[InputRequired(_l("Type your current passphrase")), Length(max=TYPED_AT_MOST)],
        render_kw={"autocomplete": "current-password"},
    )
    passphrase, passphrase_again = _new_passphrase(), _same_again()


class PreferencesForm(Form):
    chosen_name = _name_field()
    language = RadioField(
        _l("Language of pages and mail"),
        choices=list(NATIVE_NAMES.items()),
        validators=[InputRequired(_l("Choose a language"))],
    )
    zone = LongSelectField(
        _l("Time zone"),
        choices=lambda: [(one, one.replace("_", " ")) for one in zone_names()],
        description=_l("Times on pages are shown as clocks there show them."),
    )


class ActingAsForm(Form):
    """`choices` come from the roles that the person holds."""

    role = RadioField(_l("Act as"), validators=[InputRequired(_l("Choose a role"))])


def _role_fields() -> tuple[Any, Any, Any]:
    return (
        SelectField(
            _l("Role"),
            choices=[("", _l("Choose")), *ROLE_CHOICES],
            validators=[InputRequired(_l("Choose a role"))],
        ),
        SelectField(_l("Where it applies"), validators=[InputRequired(ERRORS[AccountRefusal.ROLE_SCOPE])]),
        LineField(
            _l("Reason"),
            description=_l("In a few words. It stays in the history."),
            validators=[InputRequired(ERRORS[AccountRefusal.REASON_MISSING]), Length(max=300)],
        ),
    )


class GrantForm(Form):
    """`scope.choices` come from the features that have places (scopes.py)."""

    role, scope, reason = _role_fields()
    starts_on = DayField(_l("First day"), validators=[Optional()], description=_l("Empty means today."))
    ends_on = DayField(
        _l("Until"),
        validators=[Optional()],
        description=_l("The first day without the role. Empty means open."),
    )
    is_deputy = BooleanField(_l("As a deputy"))


class EndRoleForm(Form):
    reason = LineField(
        _l("Reason"), validators=[InputRequired(ERRORS[AccountRefusal.REASON_MISSING]), Length(max=300)]
    )


class InviteForm(Form):
    role, scope, reason = _role_fields()
    email = EmailField(
        _l("E-mail address"),
        description=_l("Leave it empty to get a link that you pass on yourself."),
        validators=[Optional(), Length(max=254)],
        render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
    )
    language = RadioField(_l("Language of the e-mail"), choices=list(NATIVE_NAMES.items()))

    def validate_email(self, field: Any) -> None:
        if field.data and rules.normalise_email(field.data) is None:
            raise ValidationError(ERRORS[AccountRefusal.EMAIL_FORM])


class EraseForm(PassphraseForm):
    sure = BooleanField(
        _l("Yes, erase my account for good"),
        validators=[InputRequired(_l("Tick the box if you are sure"))],
    )
