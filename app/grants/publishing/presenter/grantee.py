"""What the group is shown of its own grant."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from app.grants.awards.models import GrantAward
from app.grants.awards.rules import acts_for_grantee
from app.grants.publishing import queries
from app.grants.publishing.projection import Shown
from app.kernel.locales import country_name, picked
from app.web.actor import current_actor
from app.web.languages import current_language


def public_lines(shown: Shown | None, language: str) -> list[str]:
    """What everybody can read about a grant now, for its own group."""
    if shown is None:
        return [_("Nothing. Your grant appears in no public list, file or total.")]
    call = picked(dict(shown.call_title), language)
    amount, year = shown.amount.shown(language), str(shown.year)
    if not shown.is_masked:
        country = country_name(shown.country, language) if shown.country else ""
        return [
            shown.name,
            *filter(None, [country]),
            _("%(amount)s for %(call)s, %(year)s", amount=amount, call=call, year=year),
        ]
    region = picked(dict(shown.region), language)
    return [
        _("Name withheld for safety"),
        *filter(None, [region]),
        _("%(amount)s for %(call)s, %(year)s", amount=amount, call=call, year=year),
    ]


def own_part(award: GrantAward) -> Markup:
    """What is public, on the group's own page of the grant."""
    return Markup(  # noqa: S704 - a template of ours, which escapes what it is given
        render_template(
            "grants/publishing/_own_part.html",
            award=award,
            lines=public_lines(queries.find_shown(award), current_language()),
            may_change=acts_for_grantee(current_actor(), award) is None,
        )
    )
