"""Who publishes: what the installation's settings say of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.grants.publishing.enums import PublishingRefusal
from app.kernel.errors import DomainError
from app.kernel.settings import setting
from app.organisations.models import NetworkBody
from app.organisations.queries import home_body

NEEDED = (
    "PUBLISHER_PREFIX",
    "PUBLISHER_ORG_ID",
    "PUBLISHER_NAME",
    "PUBLISHER_LICENCE",
    "PUBLISHER_POLICY_URL",
)


@dataclass(frozen=True)
class Codes:
    """What IATI asks of every activity, by its lists of codes. `sectors` are DAC codes with per cents that
    add up to 100."""

    sectors: tuple[tuple[str, int], ...]
    org_type: str
    flow_type: str
    finance_type: str
    aid_type: str
    tied_status: str


@dataclass(frozen=True)
class Publisher:
    """`prefix` is 360Giving's (360G-name), `org_id` an identifier by org-id.guide, `licence` and `policy_url`
    are addresses: of the licence of the data, and of what is published and what is not."""

    prefix: str
    org_id: str
    name: str
    licence: str
    policy_url: str


def missing_settings() -> list[str]:
    """The settings without which nothing is exported."""
    return [name for name in NEEDED if not setting(name)]


def is_for(body: NetworkBody) -> bool:
    """Whether the settings are about this network: the one they name, else the home network."""
    named = setting("PUBLISHER_NETWORK")
    if named is not None:
        return bool(body.slug == named)
    home = home_body()
    return home is not None and home.id == body.id


def get_publisher(body: NetworkBody) -> Publisher:
    """Who publishes this network's grants. Raises SETTINGS_MISSING with the names of the settings,
    OTHER_NETWORK."""
    missing = missing_settings()
    if missing:
        raise DomainError(PublishingRefusal.SETTINGS_MISSING, settings=", ".join(missing))
    if not is_for(body):
        raise DomainError(PublishingRefusal.OTHER_NETWORK)
    return Publisher(
        prefix=setting("PUBLISHER_PREFIX"),
        org_id=setting("PUBLISHER_ORG_ID"),
        name=setting("PUBLISHER_NAME"),
        licence=setting("PUBLISHER_LICENCE"),
        policy_url=setting("PUBLISHER_POLICY_URL"),
    )


def get_codes() -> Codes:
    """The codes of IATI. Raises SETTINGS_MISSING where no sectors are set."""
    sectors = setting("PUBLISHER_SECTORS")
    if not sectors:
        raise DomainError(PublishingRefusal.SETTINGS_MISSING, settings="PUBLISHER_SECTORS")
    return Codes(
        sectors=sectors,
        org_type=setting("PUBLISHER_ORG_TYPE"),
        flow_type=setting("PUBLISHER_FLOW_TYPE"),
        finance_type=setting("PUBLISHER_FINANCE_TYPE"),
        aid_type=setting("PUBLISHER_AID_TYPE"),
        tied_status=setting("PUBLISHER_TIED_STATUS"),
    )
