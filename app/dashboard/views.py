"""My desk: my tasks, my news, what others are doing for me. And the outbox, for those who run Weft."""

from __future__ import annotations

from flask import current_app, render_template

from app.dashboard.presenter import desk_of, how_many_wait
from app.kernel.outbox import list_messages
from app.kernel.permissions import Permission
from app.web.access import requires, signed_in
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.languages import current_language
from app.web.network_frame import own_networks

bp = feature_blueprint("dashboard", __name__)


@bp.get("/desk")
@signed_in
def desk() -> str:
    """The first page after signing in."""
    found = desk_of(current_actor(), current_language(), own_networks())
    return render_template("dashboard/desk.html", desk=found, how_many_wait=how_many_wait)


@bp.get("/outbox")
@requires(Permission.READ_OUTBOX)
def outbox() -> str:
    """Letters that wait and that went. Their words are shown on a trial machine only."""
    return render_template(
        "dashboard/outbox.html",
        messages=list_messages(),
        show_words=current_app.config["PUBLIC_URL"] is None,
    )
