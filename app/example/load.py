"""Loading the example network: everything in one transaction, from one seed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, update

from app.accounts.passwords import hash_passphrase
from app.example.applications import tell_applications
from app.example.awards import tell_awards
from app.example.bodies import found_bodies
from app.example.bulk import fill_up
from app.example.call_questions import tell_questions
from app.example.calls import tell_calls
from app.example.checks import tell_checks
from app.example.expenses import tell_expenses
from app.example.funds import tell_funds
from app.example.members import OLD_MEMBERS, enter_old_members
from app.example.past_grants import tell_past_grants
from app.example.people import PASSPHRASE, give_seats, welcome_people
from app.example.reviews import tell_reviews
from app.example.scenarios import ScenarioRunner
from app.example.world import World, today_at_midnight
from app.kernel import audit
from app.kernel.database import db, writing
from app.kernel.jobs import Job
from app.kernel.outbox import MailState, OutboxMessage
from app.kernel.permissions import ScopeKind

OPENED = 800  # days ago: when the people of the table got their accounts
MAIL_KEPT = timedelta(days=1)
JOBS_KEPT = timedelta(days=14)


def load_network(*, seed: int, organisations: int) -> int:
    """Tell the whole network and commit; answers how many invented groups it has.

    The groups that are told in full are always there, so it may be more than `organisations`.
    """
    password_hash = hash_passphrase(PASSPHRASE)
    with writing():
        world = World(seed, today_at_midnight(), password_hash)
        with world.steady_references():
            told = tell(world, organisations)
        _tidy(world)
        _in_order_of_time()
        db.session.commit()
    return told


def tell(world: World, organisations: int) -> int:
    """Tell it without committing; answers how many invented groups there are."""
    with world.days_ago(OPENED):
        world.people = welcome_people(world.password_hash)
        db.session.flush()
    found_bodies(world)
    with world.days_ago(OPENED):
        give_seats(world.people, _scopes(world))
    tell_funds(world)
    open_call = tell_calls(world)
    members = enter_old_members(world)
    tell_checks(world)
    tell_awards(world)
    tell_past_grants(world)
    tell_applications(world, open_call)
    tell_questions(world, open_call)
    tell_reviews(world)
    tell_expenses(world)
    cases = ScenarioRunner(world, members).tell_all()
    in_full = len(OLD_MEMBERS) + len(cases)
    fill_up(world, organisations - in_full)
    return max(organisations, in_full)


def _scopes(world: World) -> dict[tuple[ScopeKind, str], int]:
    bodies = {(ScopeKind.BODY, slug): body.id for slug, body in world.bodies.items()}
    return bodies | {(ScopeKind.REGION, code): key for code, key in world.regions.items()}


def _tidy(world: World) -> None:
    """Letters of past days have left, and their words are erased; jobs of past weeks are done."""
    db.session.flush()
    long_ago = OutboxMessage.created_at < world.base - MAIL_KEPT
    db.session.execute(
        update(OutboxMessage)
        .where(long_ago)
        .values(
            state=MailState.SENT,
            attempts=1,
            sent_at=OutboxMessage.created_at,
            recipient=None,
            subject=None,
            text=None,
            erased_at=world.base,
        )
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(Job).where(Job.run_at < world.base - JOBS_KEPT).execution_options(synchronize_session=False)
    )


def _in_order_of_time() -> None:
    """Stories were told one after another; the trail reads as things happened."""
    db.session().info.get(audit.PENDING, []).sort(key=lambda event: event.at)
