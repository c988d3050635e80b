"""What the example can be told on the console."""

from __future__ import annotations

import json
import time

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.accounts.services import totp
from app.example.load import load_network
from app.example.people import PASSPHRASE, PEOPLE, TOTP_SECRET, ExamplePerson, find_example
from app.example.queries import is_empty, known_people
from app.kernel.database import reading

example = AppGroup("example", help="A network of invented groups, for trying Weft out.")


@example.command("load")
@click.option("--seed", default=1, show_default=True, help="The same seed invents the same network.")
@click.option("--organisations", default=120, show_default=True, help="How many groups are invented.")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say nothing, where something is already.")
@with_appcontext
def load(seed: int, organisations: int, if_empty: bool) -> None:
    """Fill an empty database with the example network."""
    if current_app.config["PUBLIC_URL"] is not None:
        raise click.ClickException(
            "PUBLIC_URL is set: the example's passphrases are known to all, so it stays on one's own machine."
        )
    with reading():
        empty = is_empty()
    if not empty:
        if if_empty:
            return
        raise click.ClickException("The database is not empty. The example is only loaded into an empty one.")
    began = time.monotonic()
    count = load_network(seed=seed, organisations=organisations)
    click.echo(f"The example network is loaded: {count} groups, in {time.monotonic() - began:.0f} seconds.")


@example.command("people")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@with_appcontext
def people(as_json: bool) -> None:
    """Print who can sign in, as what."""
    with reading():
        known = known_people()
    found = [one for one in PEOPLE if one.sign_in in known]
    if as_json:
        click.echo(json.dumps([one.as_json() for one in found], indent=1, ensure_ascii=False))
    elif found:
        click.echo(_table(found))


@example.command("code")
@click.argument("sign_in")
@with_appcontext
def code(sign_in: str) -> None:
    """Print the six digits that SIGN_IN types as the second step now."""
    found = find_example(sign_in)
    if found is None or found.totp is None:
        raise click.ClickException("Nobody in the example signs in so with a second step.")
    click.echo(totp().code_now(found.totp))


def _table(found: list[ExamplePerson]) -> str:
    width = max(len(one.sign_in) for one in found)
    rows = [
        f"  {one.sign_in:<{width}}  {one.language}  {'code' if one.totp else '    '}  {one.role}"
        for one in found
    ]
    return "\n".join(
        [
            "Example people: invented, and known to everyone who reads this.",
            *rows,
            f"  Passphrase of all: {PASSPHRASE}",
            f"  Those marked code also type six digits: flask --app wsgi example code {found[0].sign_in}",
            f"  or an authenticator app with the secret {TOTP_SECRET}",
        ]
    )


COMMANDS = (example,)
