"""The kernel's one list that names features: who may do what, by role. Deny by default."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    MEMBERSHIP_OFFICER = "membership_officer"
    REGIONAL_COORDINATOR = "regional_coordinator"
    COMMITTEE_MEMBER = "committee_member"
    GRANTS_OFFICER = "grants_officer"
    FINANCE_OFFICER = "finance_officer"
    MATCHING_COORDINATOR = "matching_coordinator"
    REVIEWER = "reviewer"
    PROVIDER = "provider"
    AUDITOR = "auditor"


class ScopeKind(StrEnum):
    INSTALLATION = "installation"
    BODY = "body"
    REGION = "region"


class Permission(StrEnum):
    MANAGE_ACCOUNTS = "manage_accounts"
    GRANT_ROLES = "grant_roles"
    READ_AUDIT = "read_audit"
    READ_OUTBOX = "read_outbox"
    MANAGE_BODY = "manage_body"
    MANAGE_ORGANISATIONS = "manage_organisations"
    READ_REGION_FIELDS = "read_region_fields"
    READ_SECRETARIAT_FIELDS = "read_secretariat_fields"
    READ_NEED_TO_KNOW = "read_need_to_know"
    READ_CASES = "read_cases"
    SCREEN_APPLICATIONS = "screen_applications"
    ENTER_ON_BEHALF = "enter_on_behalf"
    CHECK_REGION = "check_region"
    VOTE_ON_MEMBERSHIP = "vote_on_membership"
    CLOSE_COMMITTEE = "close_committee"
    EXPORT_LISTS = "export_lists"
    READ_FUNDS = "read_funds"
    MANAGE_FUNDS = "manage_funds"
    MANAGE_CALLS = "manage_calls"
    READ_GRANTS = "read_grants"
    SCREEN_GRANTS = "screen_grants"
    DECIDE_GRANTS = "decide_grants"
    REVIEW_GRANTS = "review_grants"


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.MANAGE_ACCOUNTS,
            Permission.GRANT_ROLES,
            Permission.READ_AUDIT,
            Permission.READ_OUTBOX,
            Permission.MANAGE_BODY,
        }
    ),
    Role.MEMBERSHIP_OFFICER: frozenset(
        {
            Permission.MANAGE_ORGANISATIONS,
            Permission.READ_REGION_FIELDS,
            Permission.READ_SECRETARIAT_FIELDS,
            Permission.READ_NEED_TO_KNOW,
            Permission.READ_CASES,
            Permission.SCREEN_APPLICATIONS,
            Permission.ENTER_ON_BEHALF,
            Permission.CLOSE_COMMITTEE,
            Permission.EXPORT_LISTS,
        }
    ),
    Role.REGIONAL_COORDINATOR: frozenset(
        {Permission.READ_REGION_FIELDS, Permission.READ_CASES, Permission.CHECK_REGION}
    ),
    Role.COMMITTEE_MEMBER: frozenset({Permission.READ_CASES, Permission.VOTE_ON_MEMBERSHIP}),
    Role.GRANTS_OFFICER: frozenset(
        {
            Permission.READ_FUNDS,
            Permission.MANAGE_CALLS,
            Permission.READ_GRANTS,
            Permission.SCREEN_GRANTS,
            Permission.DECIDE_GRANTS,
        }
    ),
    Role.FINANCE_OFFICER: frozenset({Permission.READ_FUNDS, Permission.MANAGE_FUNDS}),
    Role.MATCHING_COORDINATOR: frozenset(),
    Role.REVIEWER: frozenset({Permission.REVIEW_GRANTS}),
    Role.PROVIDER: frozenset(),
    Role.AUDITOR: frozenset({Permission.READ_AUDIT, Permission.READ_FUNDS}),
}

# Every role that sees what others entered: one lost passphrase must not be enough.
SECOND_FACTOR_ROLES: frozenset[Role] = frozenset(Role) - {Role.PROVIDER}
