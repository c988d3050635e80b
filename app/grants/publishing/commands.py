"""Console commands of publishing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale

from app.grants.publishing.presenter.faults import sentence
from app.grants.publishing.queries import list_shown, list_shown_funds, list_shown_past
from app.grants.publishing.services import check_content, offer_file, take_in
from app.grants.publishing.standards.export import LeftOut, open_data
from app.grants.publishing.standards.giving import write_csv, write_json
from app.grants.publishing.standards.iati import write_iati
from app.grants.publishing.standards.publisher import get_codes, get_publisher
from app.kernel.actor import SYSTEM
from app.kernel.clock import today
from app.kernel.database import db, reading, writing
from app.kernel.errors import DomainError, NotFound
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body, home_body
from app.web.errors import refusal_words

exporting = AppGroup("export", help="What is public of grants, as files of open standards.")
importing = AppGroup("import", help="Grants of the past, from files of open standards.")
NETWORK = click.option("--network", help="The network, by its slug; the home network if none is named.")
OUT = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write."
)


def _body(slug: str | None) -> NetworkBody:
    try:
        body = get_body(slug) if slug else home_body()
    except NotFound:
        body = None
    if body is None:
        raise click.ClickException("There is no such network.")
    return body


@exporting.command("360giving")
@OUT
@click.option("--csv", "as_csv", is_flag=True, help="As CSV instead of JSON.")
@NETWORK
@with_appcontext
def export_giving(out: Path, as_csv: bool, network: str | None) -> None:
    """Write the published grants as 360Giving data."""
    with reading(), force_locale("en"):
        body = _body(network)
        try:
            data = open_data(list_shown(body), get_publisher(body), today(), list_shown_past(body.id))
        except DomainError as refused:
            raise click.ClickException(str(refusal_words(refused))) from None
        written = write_csv(data.grants) if as_csv else write_json(data.grants, data.publisher, today())
        _tell_left_out(data.left_out)
    out.write_bytes(written)
    click.echo(f"{out}: {len(data.grants)} grants.")


@exporting.command("iati")
@OUT
@NETWORK
@with_appcontext
def export_iati(out: Path, network: str | None) -> None:
    """Write the donors' awards that may be published as IATI 2.03."""
    with reading(), force_locale("en"):
        body = _body(network)
        try:
            publisher, codes = get_publisher(body), get_codes()
        except DomainError as refused:
            raise click.ClickException(str(refusal_words(refused))) from None
        funds = list_shown_funds(body)
        if not funds:
            raise click.ClickException("No donor's award may be published: their terms do not allow it.")
        written = write_iati(funds, publisher, codes, today())
    out.write_bytes(written)
    click.echo(f"{out}: {len(funds)} activities. Grants that are not published are in none of their sums.")


def _tell_left_out(left_out: Sequence[LeftOut]) -> None:
    for one in left_out:
        for found in one.faults:
            click.echo(f"Left out: {one.id}: {sentence(found)}", err=True)


@importing.command("360giving")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--only-good", is_flag=True, help="Take in the good rows although others are faulty.")
@NETWORK
@with_appcontext
def import_giving(file: Path, only_good: bool, network: str | None) -> None:
    """Take in past grants from FILE, 360Giving JSON or CSV. The office publishes them, or does not."""
    with writing(), force_locale("en"):
        body = _body(network)
        try:
            kept = offer_file(body, file.name, file.read_bytes(), actor=SYSTEM)
            for one in check_content(kept):
                for found in one.faults:
                    left = "" if one.is_kept else " (not taken in)"
                    click.echo(f"Row {one.row.number}: {sentence(found)}{left}", err=True)
            take_in(kept, only_good=only_good, actor=SYSTEM)
        except DomainError as refused:
            db.session.rollback()
            raise click.ClickException(str(refusal_words(refused))) from None
        told = (kept.added, kept.changed, kept.unchanged, kept.left_out)
        db.session.commit()
    click.echo("New: {}, changed: {}, as before: {}, left out: {}.".format(*told))


COMMANDS = (exporting, importing)
