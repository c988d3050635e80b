"""What `flask` can be told on the console. Thin: each command calls the package that knows how."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click
import waitress
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from app.accounts.commands import first_administrator_link
from app.documents.services import rotate_stored_files
from app.example.commands import people as print_example_people
from app.extensions import init_migrations
from app.kernel import audit
from app.kernel.backup import back_up
from app.kernel.database import db, reading, writing
from app.kernel.errors import DomainError
from app.kernel.rotation import rotate_fields
from app.kernel.worker import Worker, start_in_process

LOOPBACK = ("127.0.0.1", "localhost", "::1")

audit_commands = AppGroup("audit", help="The trail of who did what.")
key_commands = AppGroup("keys", help="The keys of encrypted fields and documents.")


def register(app: Flask) -> None:
    """Give the app its commands; those of the database only where somebody types one."""
    if click.get_current_context(silent=True) is not None:
        init_migrations(app)
    app.cli.add_command(serve)
    app.cli.add_command(worker)
    app.cli.add_command(audit_commands)
    app.cli.add_command(key_commands)
    app.cli.add_command(backup)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--worker/--no-worker", "with_worker", default=True, help="Send mail and run jobs here, too.")
@with_appcontext
def serve(host: str, with_worker: bool) -> None:
    """Serve pages and do the worker's jobs in one process, on PORT."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.config["PUBLIC_URL"] is None and host not in LOOPBACK:
        raise click.ClickException("Without PUBLIC_URL Weft listens on this machine only (127.0.0.1).")
    try:
        server = waitress.create_server(
            app,
            host=host,
            port=app.config["PORT"],
            threads=8,
            ident=None,
            max_request_body_size=app.config["REQUEST_MAX_BYTES"],
            clear_untrusted_proxy_headers=app.config["TRUSTED_PROXIES"] == 0,
        )
    except OSError as error:
        raise click.ClickException(
            f"Port {app.config['PORT']} cannot be opened: {error.strerror}. Choose another: PORT=8001"
        ) from error
    in_process = start_in_process(app) if with_worker else None
    signal.signal(signal.SIGTERM, _leave)
    click.echo(f"Weft is ready at http://{server.effective_host}:{server.effective_port}/")
    _tell_how_to_sign_in()
    sys.stdout.flush()
    try:
        server.run()
    finally:
        if in_process is not None:
            in_process.stop()


def _tell_how_to_sign_in() -> None:
    """The example sign-ins, where the example network is loaded; on a first start without it, the one-time
    link that makes an administrator."""
    click.get_current_context().invoke(print_example_people, as_json=False)
    link = first_administrator_link()
    if link is not None:
        click.echo(f"No administrator yet. Open this link within a day, once: {link}")


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@with_appcontext
def worker(once: bool) -> None:
    """Send mail and run jobs until told to stop."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    this = Worker(app)
    if once:
        this.run_all()
        return
    signal.signal(signal.SIGTERM, lambda _signal, _frame: this.stop())
    signal.signal(signal.SIGINT, lambda _signal, _frame: this.stop())
    this.run()


@audit_commands.command("verify")
@click.option("--anchor", "anchored", help="COUNT:CHAIN, as `flask audit anchor` printed it earlier.")
def verify_audit(anchored: str | None) -> None:
    """Check every link of the trail; a fault makes the command fail."""
    with reading():
        faults = 0
        for fault in audit.verify(_anchor(anchored)):
            faults += 1
            click.echo(fault, err=True)
        if faults:
            raise click.ClickException(f"The trail is broken: {faults} faults.")
        click.echo(f"The trail is whole: {audit.count_events()} events.")


@audit_commands.command("anchor")
def print_anchor() -> None:
    """Print count and head of the trail, to be kept in a second place."""
    with reading():
        here = audit.anchor()
    click.echo(f"{here.count}:{here.chain}")


def _anchor(text: str | None) -> audit.Anchor | None:
    if text is None:
        return None
    count, _, chain = text.partition(":")
    if not count.isdecimal() or len(chain) != 64:
        raise click.BadParameter("it looks like 120:9f…, the count, a colon, 64 characters")
    return audit.Anchor(int(count), chain)


@key_commands.command("rotate")
@with_appcontext
def rotate_keys() -> None:
    """Put every encrypted field and document under the newest key of FIELD_KEYS."""
    with writing():
        for name, number in rotate_fields():
            if number:
                click.echo(f"{name}: {number}")
        db.session.commit()
    click.echo(f"documents: {rotate_stored_files()}")
    click.echo("Done. Keep the older keys in FIELD_KEYS: lookups and old links of the trail need them.")


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(target: Path) -> None:
    """Write a backup of an SQLite installation to TARGET (.tar.gz), while it runs. Keys are not in it."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or url.database is None:
        raise click.ClickException("This installation is on PostgreSQL: back it up with pg_dump.")
    try:
        size = back_up(Path(url.database), Path(current_app.config["DOCUMENT_DIR"]), target)
    except DomainError:
        raise click.ClickException(f"{target} is there already, or the copy was damaged.") from None
    click.echo(f"{target}: {size} bytes. Keep the keys in another place.")
