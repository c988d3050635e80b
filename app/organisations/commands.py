"""Console commands of organisations."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup, with_appcontext

from app.kernel.actor import SYSTEM
from app.kernel.clock import today
from app.kernel.database import db, end_transaction, writing
from app.kernel.errors import DomainError
from app.organisations.models import Region, RegionScheme
from app.organisations.queries.regions import find_region, find_scheme, list_regions, list_schemes
from app.organisations.services import move_country
from app.web.errors import refusal_words

NO_REGION = "none"
DAY = click.DateTime(["%Y-%m-%d"])

regions = AppGroup("regions", help="How the world is divided into regions, and which country is where.")


@regions.command("list")
@with_appcontext
def list_all() -> None:
    """Print every scheme with the codes of its regions."""
    for scheme in list_schemes():
        click.echo(scheme.code)
        for region in list_regions(scheme.id):
            click.echo(f"  {region.code}: {region.name['en']}")


@regions.command("move-country")
@click.argument("country", metavar="COUNTRY")
@click.option("--scheme", "scheme_code", required=True, help="The scheme's code, such as inpud.")
@click.option("--to", "region_code", required=True, help="The region's code, or none.")
@click.option("--reason", required=True, help="Who decided this, and why. It is kept in the audit trail.")
@click.option("--on", "day", type=DAY, help="The first day in the new region, YYYY-MM-DD. Today if left out.")
@with_appcontext
def move(country: str, scheme_code: str, region_code: str, reason: str, day: datetime | None) -> None:
    """Move COUNTRY (two letters, ISO 3166) to another region of a scheme, with all its members.

    The server and the worker may keep running.
    """
    end_transaction()
    with writing():
        scheme = _scheme(scheme_code)
        try:
            moved = move_country(
                scheme,
                country=country.upper(),
                region=_region(scheme, region_code),
                reason=reason,
                effective_on=day.date() if day is not None else today(),
                actor=SYSTEM,
            )
        except DomainError as error:
            db.session.rollback()
            raise click.ClickException(refusal_words(error)) from None
        before = moved.before.code if moved.before is not None else NO_REGION
        db.session.commit()
    click.echo(f"{country.upper()} moved from {before} to {region_code} in {scheme_code}.")
    click.echo(f"Memberships whose entries were written again: {moved.members}")
    for name, count in moved.followers.items():
        click.echo(f"{name}: {count}")


def _scheme(code: str) -> RegionScheme:
    scheme = find_scheme(code)
    if scheme is None:
        known = ", ".join(one.code for one in list_schemes())
        raise click.BadParameter(f"no scheme is called {code}. There are: {known}", param_hint="--scheme")
    return scheme


def _region(scheme: RegionScheme, code: str) -> Region | None:
    region = find_region(scheme.id, code)
    if region is None and code != NO_REGION:
        known = ", ".join(one.code for one in list_regions(scheme.id))
        words = f"{scheme.code} has no region called {code}. There are: {known}, {NO_REGION}"
        raise click.BadParameter(words, param_hint="--to")
    return region


COMMANDS = (regions,)
