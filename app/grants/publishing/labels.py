"""Words for what is public of grants."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.grants.publishing.enums import Publicity, PublishingRefusal, Wish
from app.grants.publishing.standards.checks import Fault

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
    PublishingRefusal.FILE_EMPTY: _l("The file is empty."),
    PublishingRefusal.FILE_UNREADABLE: _l(
        "The file cannot be read. It has to be 360Giving JSON, or CSV saved by a spreadsheet."
    ),
    PublishingRefusal.FILE_WITHOUT_GRANTS: _l("There are no grants in this file."),
    PublishingRefusal.FILE_WITHOUT_COLUMNS: _l(
        "The first row has to contain the column titles of 360Giving. There is no column called Identifier."
    ),
    PublishingRefusal.FILE_TOO_LONG: _l("At most %(most)s grants can be imported at once. Split the file."),
    PublishingRefusal.FAULTY_ROWS: _l(
        "Some rows cannot be imported. Correct the file, or choose to import only the others."
    ),
    PublishingRefusal.NOTHING_TO_TAKE_IN: _l("No row of this file can be imported."),
    PublishingRefusal.TAKEN_IN_ALREADY: _l("This file has already been imported."),
    PublishingRefusal.OTHER_NETWORK: _l(
        "This installation publishes the grants of another network. The setting PUBLISHER_NETWORK names it."
    ),
}
# What is wrong with a grant of a file. `where` is the title of its column.
FAULTS: dict[Fault, Any] = {
    Fault.LACKS: _l("%(where)s is missing."),
    Fault.ID_TWICE: _l("The identifier %(value)s is in the file more than once."),
    Fault.NO_PREFIX: _l("The identifier %(value)s does not begin with 360G-."),
    Fault.TOO_LONG: _l("%(where)s is too long."),
    Fault.NO_NUMBER: _l("%(where)s is not a number: %(value)s"),
    Fault.NOTHING_AWARDED: _l("%(where)s is not above zero: %(value)s"),
    Fault.NOT_A_DATE: _l("%(where)s is not a date such as 2026-05-31: %(value)s"),
    Fault.DATE_TO_COME: _l("%(where)s is in the future: %(value)s"),
    Fault.ENDS_FIRST: _l("%(where)s is before the start: %(value)s"),
    Fault.NOT_ON_LIST: _l("%(where)s has a value that the standard does not know: %(value)s"),
    Fault.NO_RECIPIENT: _l("Neither an organisation nor a person is named as recipient."),
    Fault.TWO_RECIPIENTS: _l("Both an organisation and a person are named as recipient."),
    Fault.TWO_FUNDERS: _l("There has to be exactly one funder, not %(value)s."),
    Fault.OTHER_FUNDER: _l("The funder is another organisation: %(value)s"),
    Fault.EMAIL: _l("%(where)s contains an e-mail address."),
    Fault.NOT_A_ROW: _l("This is not a grant."),
    Fault.OWN_GRANT: _l("The grant %(value)s is among the grants of this network already."),
}
