"""Words for what accounts stores as codes, and for what it refuses."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.accounts.enums import AccountRefusal, Device
from app.accounts.rules import SIGN_IN_NAME_MAX, SIGN_IN_NAME_MIN
from app.kernel.errors import RefusalCode
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

ERRORS: dict[RefusalCode, LazyString] = {
    AccountRefusal.PASSPHRASE_SHORT: _l("Use a longer passphrase: at least %(shortest)s characters"),
    AccountRefusal.PASSPHRASE_LONG: _l("Use a shorter passphrase: at most %(longest)s characters"),
    AccountRefusal.PASSPHRASE_COMMON: _l(
        "Many people use this passphrase. Choose another, for example four random words"
    ),
    AccountRefusal.PASSPHRASE_OWN_NAME: _l("Choose a passphrase that is not your own name or address"),
    AccountRefusal.PASSPHRASES_DIFFER: _l("The two passphrases differ. Type the same one twice"),
    AccountRefusal.PASSPHRASE_WRONG: _l("This is not your current passphrase"),
    AccountRefusal.SIGN_IN_REFUSED: _l(
        "This name and passphrase do not match. If you have just registered with an e-mail address, "
        "confirm it first"
    ),
    AccountRefusal.SIGN_IN_NAME_FORM: _l(
        "Use %(fewest)s to %(most)s letters without accents, digits, dots or dashes",
        fewest=SIGN_IN_NAME_MIN,
        most=SIGN_IN_NAME_MAX,
    ),
    AccountRefusal.SIGN_IN_NAME_TAKEN: _l("This name is taken. Choose another"),
    AccountRefusal.EMAIL_TAKEN: _l("This address has an account already"),  # never shown: it would tell
    AccountRefusal.EMAIL_FORM: _l("Write the address as in name@example.org"),
    AccountRefusal.TOO_MANY_FAILURES: _l("Wait a moment, then try again."),
    AccountRefusal.CODE_REFUSED: _l(
        "This code is not correct. Wait for the next one, and check the clock of your device"
    ),
    AccountRefusal.RECOVERY_CODE_REFUSED: _l("This code is not correct, or it was used before"),
    AccountRefusal.RECOVERY_REFUSED: _l(
        "This name and recovery code do not match, or the code was used before"
    ),
    AccountRefusal.INVITATION_OVER: _l(
        "This invitation no longer works: it was used before, or it is too old"
    ),
    AccountRefusal.ROLE_SCOPE: _l("Choose where this role applies"),
    AccountRefusal.ROLE_HELD: _l("This person already has this role there"),
    AccountRefusal.ROLE_OWN: _l("Nobody can give themselves a role. Ask another administrator"),
    AccountRefusal.ROLE_ENDED: _l("This role has already ended"),
    AccountRefusal.ROLE_DATES: _l("The last day must come after the first"),
    AccountRefusal.LAST_ADMINISTRATOR: _l(
        "One administrator must remain. Grant the role to somebody else first"
    ),
    AccountRefusal.REASON_MISSING: _l("Write the reason in a few words"),
    AccountRefusal.NOT_YOUR_ROLE: _l("You do not have this role today"),
    AccountRefusal.SECOND_STEP_REQUIRED: _l("Your roles need a second step, so it cannot be switched off"),
    AccountRefusal.ERASURE_LAST_ADMINISTRATOR: _l(
        "You are the only administrator. Grant the role to somebody else first"
    ),
}
