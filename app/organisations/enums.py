"""The enums and refusals of organisations. Their labels are in `labels/`."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, NOT_FOUND, RefusalCode


class Level(StrEnum):
    LOCAL = "local"
    NATIONAL = "national"
    REGIONAL = "regional"
    GLOBAL = "global"


class Kind(StrEnum):
    SELF_ORGANISATION = "self_organisation"
    PEER_PROJECT = "peer_project"
    NGO = "ngo"
    REGIONAL_NETWORK = "regional_network"
    ACADEMIC = "academic"
    OTHER = "other"


class LeadingGroup(StrEnum):
    """Who leads a group. Whether it is peer-led is not among them: that is never published."""

    WOMEN = "women"
    YOUTH = "youth"
    LGBTQI = "lgbtqi"
    INDIGENOUS = "indigenous"
    MIGRANTS = "migrants"
    NONE_OF_THESE = "none_of_these"


class Audience(StrEnum):
    """Who may see a field: each holds all narrower ones' right to it. Always those of one named body."""

    PUBLIC = "public"
    MEMBERS = "members"
    COORDINATORS = "coordinators"
    SECRETARIAT = "secretariat"
    NEED_TO_KNOW = "need_to_know"

    @property
    def narrowness(self) -> int:
        """0 for everyone, 4 for the few who need to know."""
        return _NARROWNESS[self]

    def is_wider_than(self, other: Audience) -> bool:
        return self.narrowness < other.narrowness


_NARROWNESS: dict[Audience, int] = {audience: place for place, audience in enumerate(Audience)}


class Field(StrEnum):
    """Every field of the record that somebody may or may not see."""

    LISTING = "listing"
    NAME = "name"
    ACRONYM = "acronym"
    DESCRIPTION = "description"
    TOPICS = "topics"
    UN_BODIES = "un_bodies"
    SITE = "site"
    COUNTRY = "country"
    OTHER_COUNTRIES = "other_countries"
    LEVEL = "level"
    AFFILIATIONS = "affiliations"
    FUNCTIONS = "functions"
    SERVICES = "services"
    LANGUAGES = "languages"
    SKILLS = "skills"
    FRESHNESS = "freshness"
    KIND = "kind"
    LEADING_GROUP = "leading_group"
    NEEDS = "needs"
    LEGAL_NAME = "legal_name"
    FORMER_NAMES = "former_names"
    REGISTRATION = "registration"
    REGISTRATION_COUNTRY = "registration_country"
    BOARD = "board"
    BUDGET = "budget"
    CITY = "city"
    ADDRESS = "address"
    COORDINATES = "coordinates"
    PHONES = "phones"
    SAFE_CONTACT = "safe_contact"
    CONTACTS = "contacts"
    RISK = "risk"


class ConsentPurpose(StrEnum):
    DIRECTORY = "directory"
    SUPPORT = "support"


class NameKind(StrEnum):
    KNOWN_AS = "known_as"
    FORMER = "former"


class DatePrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class MembershipStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class MembershipAction(StrEnum):
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    END = "end"


class AffiliationKind(StrEnum):
    PART_OF = "part_of"
    HOSTED_BY = "hosted_by"
    SUB_NETWORK = "sub_network"
    MEMBER_OF = "member_of"


class ContactRole(StrEnum):
    LEAD = "lead"
    EDITOR = "editor"
    VIEWER = "viewer"


class Topic(StrEnum):
    DECRIMINALISATION = "decriminalisation"
    HARM_REDUCTION = "harm_reduction"
    HUMAN_RIGHTS = "human_rights"
    CRIMINAL_JUSTICE = "criminal_justice"
    WOMEN = "women"
    YOUNG_PEOPLE = "young_people"
    HIV = "hiv"
    HEPATITIS = "hepatitis"
    OVERDOSE = "overdose"
    CIVIC_SPACE = "civic_space"
    STIGMA = "stigma"
    RURAL_LIVELIHOODS = "rural_livelihoods"


class UnBody(StrEnum):
    CND = "cnd"
    UNODC = "unodc"
    INCB = "incb"
    UNAIDS = "unaids"
    WHO = "who"
    OHCHR = "ohchr"
    HRC = "hrc"
    UN_WOMEN = "un_women"
    UNDP = "undp"
    GLOBAL_FUND = "global_fund"


class Function(StrEnum):
    ADVOCACY = "advocacy"
    PEER_SUPPORT = "peer_support"
    SERVICE_DELIVERY = "service_delivery"
    RESEARCH = "research"
    TRAINING = "training"
    LEGAL_SUPPORT = "legal_support"
    COMMUNICATION = "communication"
    NETWORKING = "networking"


class Service(StrEnum):
    OUTREACH = "outreach"
    NEEDLES_SYRINGES = "needles_syringes"
    NALOXONE = "naloxone"
    AGONIST_TREATMENT = "agonist_treatment"
    DRUG_CHECKING = "drug_checking"
    TESTING = "testing"
    DROP_IN = "drop_in"
    PARALEGAL = "paralegal"
    SHELTER = "shelter"
    PSYCHOSOCIAL = "psychosocial"


class SupportArea(StrEnum):
    """What one group can teach and another needs: skills and needs share one list, so they can meet."""

    GOVERNANCE = "governance"
    FUNDRAISING = "fundraising"
    FINANCE = "finance"
    LEGAL_LITERACY = "legal_literacy"
    COMMUNITY_MONITORING = "community_monitoring"
    GLOBAL_FUND_PROCESSES = "global_fund_processes"
    CAMPAIGNING = "campaigning"
    MEDIA = "media"
    SAFETY_SECURITY = "safety_security"
    OVERDOSE_RESPONSE = "overdose_response"
    PEER_RESEARCH = "peer_research"
    TRANSLATION = "translation"


class BudgetBand(StrEnum):
    """A year's budget in US dollars."""

    NONE = "none"
    UNDER_10K = "under_10k"
    UNDER_50K = "under_50k"
    UNDER_250K = "under_250k"
    OVER_250K = "over_250k"


class SafeContact(StrEnum):
    """How a group asks to be reached."""

    ACCOUNT_ONLY = "account_only"
    EMAIL = "email"
    PHONE = "phone"
    MESSENGER = "messenger"
    THROUGH_COORDINATOR = "through_coordinator"


class OrganisationRefusal(RefusalCode):
    """Why an organisation's record, or its place in a network, is not changed or not shown."""

    NO_SUCH_NETWORK = "organisations.no_such_network", NOT_FOUND
    NO_SUCH_ORGANISATION = "organisations.no_such_organisation", NOT_FOUND
    NO_SUCH_MEMBERSHIP = "organisations.no_such_membership", NOT_FOUND
    NO_SUCH_SCHEME = "organisations.no_such_scheme", NOT_FOUND
    NO_SUCH_REGION = "organisations.no_such_region", NOT_FOUND
    NO_SUCH_CONTACT = "organisations.no_such_contact", NOT_FOUND
    NO_SUCH_COUNTRY = "organisations.no_such_country"
    NO_SUCH_TIER = "organisations.no_such_tier"
    ALREADY_MEMBER = "organisations.already_member"
    ALREADY_CONTACT = "organisations.already_contact"
    LAST_LEAD = "organisations.last_lead"
    ONLY_THE_LEAD = "organisations.only_the_lead", FORBIDDEN
    CONSENT_NEEDED = "organisations.consent_needed"
    AUDIENCE_TOO_WIDE = "organisations.audience_too_wide"
    REASON_NEEDED = "organisations.reason_needed"
    NAME_NEEDED = "organisations.name_needed"
    PROFILE_CHANGED_MEANWHILE = "organisations.profile_changed_meanwhile"
    NOT_IN_THE_FUTURE = "organisations.not_in_the_future"
    ENDS_BEFORE_IT_BEGAN = "organisations.ends_before_it_began"
    ALREADY_PLACED_THERE = "organisations.already_placed_there"
    COUNTRY_ALREADY_THERE = "organisations.country_already_there"
    NO_SUCH_LANGUAGE = "organisations.no_such_language"
    OWN_WORDS_STAND = "organisations.own_words_stand"
    TRANSLATION_NEEDED = "organisations.translation_needed"
    NOTHING_TO_TRANSLATE = "organisations.nothing_to_translate"
    WHICH_ORGANISATION = "organisations.which_organisation"
    NOT_FOUND_HERE = "organisations.not_found_here"
    SEVERAL_CALLED_THAT = "organisations.several_called_that"
    NOT_TO_ITSELF = "organisations.not_to_itself"
    ONE_AT_A_TIME = "organisations.one_at_a_time"
    ALREADY_AFFILIATED = "organisations.already_affiliated"
