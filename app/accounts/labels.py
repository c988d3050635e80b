"""Words for what accounts stores as codes, and for what it refuses."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.accounts.models import Device
from app.accounts.rules import SIGN_IN_NAME_MAX, SIGN_IN_NAME_MIN
from app.kernel.permissions import Role, ScopeKind

ROLES: dict[Role, LazyString] = {
    Role.ADMINISTRATOR: _l("Administrator (accounts, not content)"),
    Role.MEMBERSHIP_OFFICER: _l("Membership officer"),
    Role.REGIONAL_COORDINATOR: _l("Regional coordinator"),
    Role.COMMITTEE_MEMBER: _l("Committee or board member"),
    Role.GRANTS_OFFICER: _l("Grants officer"),
    Role.FINANCE_OFFICER: _l("Finance officer"),
    Role.MATCHING_COORDINATOR: _l("Matching coordinator"),
    Role.REVIEWER: _l("Reviewer"),
    Role.PROVIDER: _l("Technical support provider"),
    Role.AUDITOR: _l("Donor or auditor"),
}

SCOPE_KINDS: dict[ScopeKind, LazyString] = {
    ScopeKind.INSTALLATION: _l("The whole installation"),
    ScopeKind.BODY: _l("Network"),
    ScopeKind.REGION: _l("Region"),
}

DEVICES: dict[Device, LazyString] = {
    Device.PHONE: _l("A phone or tablet"),
    Device.COMPUTER: _l("A computer"),
    Device.OTHER: _l("Another device"),
}

ERRORS: dict[str, LazyString] = {
    "passphrase_short": _l("Use a longer passphrase: at least %(shortest)s characters"),
    "passphrase_long": _l("Use a shorter passphrase: at most %(longest)s characters"),
    "passphrase_common": _l("Many people use this passphrase. Choose another, for example four random words"),
    "passphrase_own_name": _l("Choose a passphrase that is not your own name or address"),
    "passphrases_differ": _l("The two passphrases differ. Type the same one twice"),
    "passphrase_wrong": _l("This is not your current passphrase"),
    "sign_in_refused": _l(
        "This name and passphrase do not match. If you have just registered with an e-mail address, "
        "confirm it first"
    ),
    "sign_in_name_form": _l(
        "Use %(fewest)s to %(most)s letters without accents, digits, dots or dashes",
        fewest=SIGN_IN_NAME_MIN,
        most=SIGN_IN_NAME_MAX,
    ),
    "sign_in_name_taken": _l("This name is taken. Choose another"),
    "email_form": _l("Write the address as in name@example.org"),
    "code_refused": _l("This code does not fit. Wait for the next one, and check the clock of your device"),
    "recovery_code_refused": _l("This code does not fit, or it was used before"),
    "recovery_refused": _l("This name and recovery code do not match, or the code was used before"),
    "invitation_over": _l("This invitation is over: it was used before, or it is too old"),
    "role_scope": _l("Choose where this role holds"),
    "role_held": _l("This person already holds this role there"),
    "role_own": _l("Nobody can give themselves a role. Ask another administrator"),
    "role_ended": _l("This role has already ended"),
    "role_dates": _l("The last day must come after the first"),
    "last_administrator": _l("One administrator must remain. Grant the role to somebody else first"),
    "reason_missing": _l("Write the reason in a few words"),
    "not_your_role": _l("You do not hold this role today"),
    "second_step_required": _l("Your roles need a second step, so it cannot be switched off"),
    "erasure_last_administrator": _l("You are the only administrator. Grant the role to somebody else first"),
}
