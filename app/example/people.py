"""The people of the example network: who can sign in, as what, and with which words.

Nobody here is a real person. All share one passphrase; whoever holds a role also shares one secret for the
second step. That is why an example network is refused where Weft is open to the world.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.models import Person
from app.accounts.services import create_example_person, grant_role
from app.kernel.actor import SYSTEM
from app.kernel.permissions import SECOND_FACTOR_ROLES, Role, ScopeKind

PASSPHRASE = "three rivers under one old bridge"  # noqa: S105 - the example's own, printed at start
TOTP_SECRET = "WEFTEXAMPLEONLYWEFTEXAMPLEONLYAA"  # noqa: S105 - the same
REASON = "for the example network"

# A role and the slug of its body, the code of its region in IDPC's scheme, or nothing for everywhere.
Seat = tuple[Role, ScopeKind, str | None]


def _officer(*slugs: str) -> tuple[Seat, ...]:
    return tuple((Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, slug) for slug in slugs)


def _committee(*slugs: str) -> tuple[Seat, ...]:
    return tuple((Role.COMMITTEE_MEMBER, ScopeKind.BODY, slug) for slug in slugs)


def _finance(*slugs: str) -> tuple[Seat, ...]:
    return tuple((Role.FINANCE_OFFICER, ScopeKind.BODY, slug) for slug in slugs)


def _grants(*slugs: str) -> tuple[Seat, ...]:
    return tuple((Role.GRANTS_OFFICER, ScopeKind.BODY, slug) for slug in slugs)


def _reviewer(*slugs: str) -> tuple[Seat, ...]:
    return tuple((Role.REVIEWER, ScopeKind.BODY, slug) for slug in slugs)


def _coordinator(*regions: str) -> tuple[Seat, ...]:
    return tuple((Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region) for region in regions)


@dataclass(frozen=True)
class ExamplePerson:
    """One row of the table that `flask example people` prints."""

    sign_in: str
    role: str
    language: str
    chosen_name: str
    seats: tuple[Seat, ...] = ()
    has_mail: bool = True

    @property
    def totp(self) -> str | None:
        """The secret of the second step, for those whose roles ask for it."""
        return TOTP_SECRET if {role for role, _, _ in self.seats} & SECOND_FACTOR_ROLES else None

    @property
    def email(self) -> str | None:
        return f"{self.sign_in}@weft.example" if self.has_mail else None

    def as_json(self) -> dict[str, str | None]:
        return {
            "role": self.role,
            "sign_in": self.sign_in,
            "password": PASSPHRASE,
            "totp": self.totp,
            "language": self.language,
        }


OTHER_NETWORKS = ("anpud", "enpud", "menanpud", "nanpud", "pasifikanpud", "inwud")
_ADMINISTRATION: tuple[Seat, ...] = ((Role.ADMINISTRATOR, ScopeKind.INSTALLATION, None),)

PEOPLE: tuple[ExamplePerson, ...] = (
    ExamplePerson("administrator", "administrator", "en", "Example administrator", _ADMINISTRATION),
    ExamplePerson("administrator-2", "administrator", "es", "Administración (ejemplo)", _ADMINISTRATION),
    # --- IDPC
    ExamplePerson("idpc-officer", "IDPC membership officer", "en", "Example officer", _officer("idpc")),
    ExamplePerson("idpc-officer-2", "IDPC membership officer", "fr", "Équipe (exemple)", _officer("idpc")),
    ExamplePerson(
        "coordinator-latin-america",
        "IDPC regional coordinator, Latin America",
        "en",
        "Example coordinator",
        _coordinator("latin_america"),
    ),
    ExamplePerson(
        "coordinator-africa",
        "IDPC regional coordinator, Sub-Saharan Africa and Middle East and North Africa",
        "fr",
        "Coordination (exemple)",
        _coordinator("sub_saharan_africa", "middle_east_north_africa"),
    ),
    ExamplePerson(
        "coordinator-asia",
        "IDPC regional coordinator, South, East and South-East Asia",
        "en",
        "Example coordinator for Asia",
        _coordinator("south_asia", "east_southeast_asia"),
    ),
    ExamplePerson(
        "coordinator-east",
        "IDPC regional coordinator, Central and Eastern Europe, Central Asia",
        "en",
        "Example coordinator for the East",
        _coordinator("eastern_europe_central_asia"),
    ),
    ExamplePerson(
        "coordinator-americas",
        "IDPC regional coordinator, North America and the Caribbean",
        "en",
        "Example coordinator for the North",
        _coordinator("north_america", "caribbean"),
    ),
    ExamplePerson(
        "two-roles",
        "two roles: IDPC committee member and regional coordinator, Western Europe",
        "fr",
        "Deux rôles (exemple)",
        (*_committee("idpc"), *_coordinator("western_europe")),
    ),
    ExamplePerson("committee-en", "IDPC committee member", "en", "Example member", _committee("idpc")),
    ExamplePerson("committee-es", "IDPC committee member", "es", "Integrante (ejemplo)", _committee("idpc")),
    ExamplePerson("committee-fr", "IDPC committee member", "fr", "Membre (exemple)", _committee("idpc")),
    ExamplePerson(
        "committee-4", "IDPC committee member", "en", "Example member, often away", _committee("idpc")
    ),
    ExamplePerson("finance", "IDPC finance officer", "en", "Example finance officer", _finance("idpc")),
    ExamplePerson("treasurer", "IDPC treasurer", "es", "Tesorería (ejemplo)", _finance("idpc")),
    ExamplePerson("grants", "IDPC grants officer", "en", "Example grants officer", _grants("idpc")),
    ExamplePerson("grants-2", "IDPC grants officer", "fr", "Subventions (exemple)", _grants("idpc")),
    ExamplePerson("reviewer-en", "IDPC reviewer", "en", "Example reviewer", _reviewer("idpc")),
    ExamplePerson("reviewer-es", "IDPC reviewer", "es", "Evaluación (ejemplo)", _reviewer("idpc")),
    ExamplePerson("reviewer-fr", "IDPC reviewer", "fr", "Évaluation (exemple)", _reviewer("idpc")),
    # --- who applies
    ExamplePerson("applicant-es", "applicant, with a draft", "es", "Ana (ejemplo)"),
    ExamplePerson("applicant-en", "applicant, in the regional check", "en", "Sam (example)"),
    ExamplePerson("applicant-fr", "applicant, before the committee", "fr", "Camille (exemple)"),
    ExamplePerson(
        "applicant-without-mail",
        "applicant without e-mail, asked for information",
        "es",
        "Sol (ejemplo)",
        has_mail=False,
    ),
    ExamplePerson("applicant-lanpud", "applicant to LANPUD", "es", "Rio (exemplo)"),
    # --- who belongs
    ExamplePerson("member-en", "contact of a partner member of IDPC", "en", "Kim (example)"),
    ExamplePerson("member-es", "contact of a partner member of IDPC", "es", "Mar (ejemplo)"),
    ExamplePerson("member-fr", "contact of a partner member of IDPC", "fr", "Lou (exemple)"),
    ExamplePerson("member-network", "contact of a network member of IDPC", "en", "Robin (example)"),
    ExamplePerson(
        "member-viewer", "contact who only reads, of a partner member of IDPC", "en", "Ari (example)"
    ),
    ExamplePerson("member-lanpud", "contact of a member of LANPUD", "es", "Luz (ejemplo)", has_mail=False),
    ExamplePerson("member-africanpud", "contact of a member of AfricaNPUD", "fr", "Noa (exemple)"),
    # --- INPUD and the regional networks
    ExamplePerson(
        "inpud-officer", "INPUD membership officer", "en", "Example officer of INPUD", _officer("inpud")
    ),
    ExamplePerson(
        "inpud-committee-1", "INPUD committee member", "en", "Example board, one", _committee("inpud")
    ),
    ExamplePerson(
        "inpud-committee-2", "INPUD committee member", "es", "Junta, dos (ejemplo)", _committee("inpud")
    ),
    ExamplePerson(
        "inpud-committee-3", "INPUD committee member", "fr", "Conseil, trois (exemple)", _committee("inpud")
    ),
    ExamplePerson(
        "lanpud-officer", "LANPUD membership officer", "es", "Equipo (ejemplo)", _officer("lanpud")
    ),
    ExamplePerson(
        "lanpud-committee-1", "LANPUD committee member", "es", "Comité, uno (ejemplo)", _committee("lanpud")
    ),
    ExamplePerson(
        "lanpud-committee-2", "LANPUD committee member", "es", "Comité, dos (ejemplo)", _committee("lanpud")
    ),
    ExamplePerson(
        "africanpud-officer",
        "AfricaNPUD membership officer",
        "fr",
        "Équipe, Afrique (exemple)",
        _officer("africanpud"),
    ),
    ExamplePerson(
        "euronpud-officer",
        "EuroNPUD membership officer",
        "en",
        "Example officer of EuroNPUD",
        _officer("euronpud"),
    ),
    ExamplePerson(
        "networks-committee-1",
        "committee member of AfricaNPUD and EuroNPUD",
        "fr",
        "Comité, une (exemple)",
        _committee("africanpud", "euronpud"),
    ),
    ExamplePerson(
        "networks-committee-2",
        "committee member of AfricaNPUD and EuroNPUD",
        "en",
        "Example committee, two",
        _committee("africanpud", "euronpud"),
    ),
    ExamplePerson(
        "networks-officer",
        "membership officer of the six other networks",
        "en",
        "Example officer of the networks",
        _officer(*OTHER_NETWORKS),
    ),
)


def welcome_people(password_hash: str) -> dict[str, Person]:
    """Everybody of the table with an account, by sign-in name; roles come when there are bodies."""
    return {
        one.sign_in: create_example_person(
            sign_in_name=one.sign_in,
            password_hash=password_hash,
            language=one.language,
            chosen_name=one.chosen_name,
            totp_secret=one.totp,
            email=one.email,
        )
        for one in PEOPLE
    }


def give_seats(people: dict[str, Person], scopes: dict[tuple[ScopeKind, str], int]) -> None:
    """Give the roles of the table. `scopes`: (kind, slug or region code) → key."""
    for one in PEOPLE:
        for role, kind, name in one.seats:
            grant_role(
                people[one.sign_in],
                role,
                scope_kind=kind,
                scope_id=scopes[kind, name] if name is not None else None,
                actor=SYSTEM,
                reason=REASON,
            )


def find_example(sign_in: str) -> ExamplePerson | None:
    """The row of the table with this sign-in name."""
    return next((one for one in PEOPLE if one.sign_in == sign_in), None)
