"""Pages that belong to no feature: the door, leaving, health, the words on what is kept, kept posts."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, render_template, request, session
from sqlalchemy import text
from werkzeug.wrappers import Response

from app.kernel.database import db
from app.web import accent as accents
from app.web import interrupted_posts
from app.web.access import public, signed_in
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.extension_points import Link, extension_points, link_to
from app.web.forms import Form
from app.web.languages import preferred_language
from app.web.style_guide import samples
from app.web.transaction import commits

bp = feature_blueprint("pages", __name__)
outside = Blueprint("outside", __name__)


@outside.get("/")
@public
def door() -> Response:
    """To the reader's language."""
    response = redirect(f"{request.script_root}/{preferred_language()}/", 302)
    response.vary.add("Accept-Language")
    response.vary.add("Cookie")
    return response


@outside.get("/leave")
@public
@commits
def leave() -> Response:
    """End the session and go to a neutral site, without words."""
    for end in extension_points().on_leaving:
        end()
    session.clear()
    response = redirect(current_app.config["QUICK_EXIT_URL"], 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


@outside.get("/healthz")
@public
def health() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@outside.get("/readyz")
@public
def ready() -> Response:
    """The database answers too."""
    db.session.execute(text("SELECT 1"))
    return Response("ready\n", mimetype="text/plain")


@outside.get("/accent/<colour>.css")
@public
def accent(colour: str) -> Response:
    """A body's accent. Its address holds the colour, so it never changes."""
    parsed = accents.parse(colour)
    if parsed is None:
        abort(404)
    response = Response(accents.stylesheet(parsed), mimetype="text/css")
    seconds = current_app.config["STATIC_CACHE_SECONDS"]
    response.headers["Cache-Control"] = f"public, max-age={seconds}, immutable"
    return response


WORDS = ("what-we-keep", "accessibility", "leaving")


@bp.get("/pages/<any('what-we-keep','accessibility','leaving'):name>")
@public(cached=True)
def words(name: str) -> str:
    """What we keep about you; accessibility; what leaving does and does not do."""
    return render_template(f"pages/{name}.html")


@bp.get("/style-guide")
@public
def style_guide() -> str:
    """Every component in every state; only on a machine of one's own."""
    if current_app.config["PUBLIC_URL"]:
        abort(404)
    return render_template("style_guide.html", **samples())


@bp.get("/kept/<token>")
@signed_in
def interrupted_post(token: str) -> str:
    """Offer a page that was sent after the session had ended."""
    kept = interrupted_posts.get_kept(token, current_actor().actor_id)
    return render_template("pages/interrupted_post.html", kept=kept, form=Form(), path=kept.path)


@bp.post("/kept/<token>/forget")
@signed_in
def forget_interrupted_post(token: str) -> Response:
    """Throw it away."""
    interrupted_posts.forget(token, current_actor().actor_id)
    return redirect(link_to(Link.DESK), 303)
