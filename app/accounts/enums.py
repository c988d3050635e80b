"""The enums and refusals of accounts. Their labels are in `labels.py`."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode


class CodePurpose(StrEnum):
    """What a written-down code replaces: the whole sign-in (no e-mail), or only the second step."""

    ACCOUNT = "account"
    SECOND_STEP = "second_step"


class Device(StrEnum):
    """All that is kept of a browser: enough to recognise one's own session, too little to track."""

    PHONE = "phone"
    COMPUTER = "computer"
    OTHER = "other"


class InvitationKind(StrEnum):
    """What accepting gives: a role, or a place among an organisation's contacts (a hook gives it)."""

    ROLE = "role"
    CONTACT = "contact"


class AccountRefusal(RefusalCode):
    """Why accounts refuses something."""

    PASSPHRASE_SHORT = "accounts.passphrase_short"  # noqa: S105
    PASSPHRASE_LONG = "accounts.passphrase_long"  # noqa: S105
    PASSPHRASE_COMMON = "accounts.passphrase_common"  # noqa: S105
    PASSPHRASE_OWN_NAME = "accounts.passphrase_own_name"  # noqa: S105
    PASSPHRASES_DIFFER = "accounts.passphrases_differ"
    PASSPHRASE_WRONG = "accounts.passphrase_wrong"  # noqa: S105
    SIGN_IN_REFUSED = "accounts.sign_in_refused"
    SIGN_IN_NAME_FORM = "accounts.sign_in_name_form"
    SIGN_IN_NAME_TAKEN = "accounts.sign_in_name_taken"
    EMAIL_TAKEN = "accounts.email_taken"
    EMAIL_FORM = "accounts.email_form"
    CODE_REFUSED = "accounts.code_refused"
    TOO_MANY_FAILURES = "accounts.too_many_failures", 429
    RECOVERY_CODE_REFUSED = "accounts.recovery_code_refused"
    RECOVERY_REFUSED = "accounts.recovery_refused"
    INVITATION_OVER = "accounts.invitation_over"
    ROLE_SCOPE = "accounts.role_scope"
    ROLE_HELD = "accounts.role_held"
    ROLE_OWN = "accounts.role_own", FORBIDDEN
    ROLE_ENDED = "accounts.role_ended"
    ROLE_DATES = "accounts.role_dates"
    LAST_ADMINISTRATOR = "accounts.last_administrator"
    REASON_MISSING = "accounts.reason_missing"
    NOT_YOUR_ROLE = "accounts.not_your_role", FORBIDDEN
    SECOND_STEP_REQUIRED = "accounts.second_step_required"
    ERASURE_LAST_ADMINISTRATOR = "accounts.erasure_last_administrator"
