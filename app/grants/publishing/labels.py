"""Words for what is public of grants."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.grants.publishing.enums import Publicity, PublishingRefusal, Wish

PUBLICITY: dict[Publicity, Any] = {
    Publicity.WITHHOLD: lazy_pgettext("public of a grant", "Nothing"),
    Publicity.MASK: lazy_pgettext("public of a grant", "Without the name"),
    Publicity.PUBLISH: lazy_pgettext("public of a grant", "With the name"),
}
PUBLICITY_TAGS: dict[Publicity, str] = {
    Publicity.WITHHOLD: "stop",
    Publicity.MASK: "wait",
    Publicity.PUBLISH: "go",
}
WISHES: dict[Wish, Any] = {
    Wish.NO: lazy_pgettext("wish of a group", "Not to be named"),
    Wish.COUNTRY: lazy_pgettext("wish of a group", "Only the country"),
    Wish.YES: lazy_pgettext("wish of a group", "To be named"),
}
OWN_WISHES: dict[Wish, Any] = {
    Wish.NO: _l("Nothing"),
    Wish.COUNTRY: _l("That a group in our region received a grant, without our name and country"),
    Wish.YES: _l("The name of our group, its country and the grant"),
}
ACTS: dict[str, Any] = {
    "agreed": _l("Publish as agreed"),
    "mask": _l("Publish without names"),
    "withhold": _l("Publish nothing"),
}
ERRORS: dict[PublishingRefusal, Any] = {
    PublishingRefusal.NOT_AGREED: _l("The group or the fund has not agreed to this."),
    PublishingRefusal.SETTINGS_MISSING: _l(
        "Nothing can be exported yet. Whoever runs this installation has to set: %(settings)s."
    ),
    PublishingRefusal.NOTHING_TO_PUBLISH: _l(
        "No donor’s award may be published. Their terms say whether they allow it."
    ),
    PublishingRefusal.OTHER_NETWORK: _l(
        "This installation publishes the grants of another network. The setting PUBLISHER_NETWORK names it."
    ),
}
