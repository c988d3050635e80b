"""What casework takes from below: whoever gives or ends a role changes whom cases wait for, and whoever
renames an organisation changes what its cases are called."""

from __future__ import annotations

from flask import Flask

from app.accounts.models import RoleGrant
from app.accounts.services.roles import on_change
from app.casework.presenter import list_desk_items
from app.casework.process import PROCESSES
from app.casework.services import follow_organisation
from app.kernel import jobs
from app.kernel.permissions import ScopeKind
from app.organisations.services import on_renamed


def ask_cases_again(grant: RoleGrant) -> None:
    """Ask the cases of a role's network or region again, or all of them, as a job."""
    if grant.scope_kind is ScopeKind.BODY:
        jobs.enqueue("casework.ask_all_again", body_id=grant.scope_id)
    elif grant.scope_kind is ScopeKind.REGION:
        jobs.enqueue("casework.ask_all_again", region_id=grant.scope_id)
    else:
        jobs.enqueue("casework.ask_all_again")


DESK = (list_desk_items,)
CASE_KINDS = (PROCESSES,)


def install(_app: Flask) -> None:
    """Fill the hooks of accounts and of organisations."""
    if ask_cases_again not in on_change:
        on_change.append(ask_cases_again)
    if follow_organisation not in on_renamed:
        on_renamed.append(follow_organisation)
