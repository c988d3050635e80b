"""The verbs of organisations. None commits: the edge of the request does."""

from __future__ import annotations

from app.organisations.services.affiliations import affiliate, end_affiliation
from app.organisations.services.bodies import create_body, update_body
from app.organisations.services.bulk import MembershipSeed, OrganisationSeed, add_in_bulk
from app.organisations.services.contacts import add_contact, change_contact_role, end_contact
from app.organisations.services.hiding import set_hidden
from app.organisations.services.listing import refresh_listing, refresh_listings
from app.organisations.services.memberships import (
    admit,
    end_membership,
    reinstate_membership,
    suspend_membership,
)
from app.organisations.services.organisations import create_organisation, on_renamed, update_profile
from app.organisations.services.regions import (
    end_placement,
    give_region_its_network,
    install_region_schemes,
    move_country,
    on_country_moved,
    place_in_region,
)
from app.organisations.services.translations import translate_description
from app.organisations.services.visibility import (
    give_consent,
    open_need_to_know,
    set_audience,
    withdraw_consent,
)

__all__ = [
    "MembershipSeed",
    "OrganisationSeed",
    "add_contact",
    "add_in_bulk",
    "admit",
    "affiliate",
    "change_contact_role",
    "create_body",
    "create_organisation",
    "end_affiliation",
    "end_contact",
    "end_membership",
    "end_placement",
    "give_consent",
    "give_region_its_network",
    "install_region_schemes",
    "move_country",
    "on_country_moved",
    "on_renamed",
    "open_need_to_know",
    "place_in_region",
    "refresh_listing",
    "refresh_listings",
    "reinstate_membership",
    "set_audience",
    "set_hidden",
    "suspend_membership",
    "translate_description",
    "update_body",
    "update_profile",
    "withdraw_consent",
]
