"""Words for what is stored as codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.organisations.enums import (
    AffiliationKind,
    BudgetBand,
    ContactRole,
    Function,
    Kind,
    LeadingGroup,
    Level,
    MembershipAction,
    MembershipStatus,
    SafeContact,
    Service,
    SupportArea,
    Topic,
    UnBody,
)

LEVELS: dict[Level, LazyString] = {
    Level.LOCAL: _l("Local"),
    Level.NATIONAL: _l("National"),
    Level.REGIONAL: _l("Regional"),
    Level.GLOBAL: _l("Global"),
}

KINDS: dict[Kind, LazyString] = {
    Kind.SELF_ORGANISATION: _l("Self-organisation"),
    Kind.PEER_PROJECT: _l("Peer project"),
    Kind.NGO: _l("Non-governmental organisation"),
    Kind.REGIONAL_NETWORK: _l("Regional network"),
    Kind.ACADEMIC: _l("Academic"),
    Kind.OTHER: _l("Other"),
}

LEADING_GROUPS: dict[LeadingGroup, LazyString] = {
    LeadingGroup.WOMEN: _l("Women-led"),
    LeadingGroup.YOUTH: _l("Youth-led"),
    LeadingGroup.LGBTQI: _l("LGBTQI-led"),
    LeadingGroup.INDIGENOUS: _l("Led by indigenous people"),
    LeadingGroup.MIGRANTS: _l("Migrant-led"),
    LeadingGroup.NONE_OF_THESE: _l("None of these"),
}

CONTACT_ROLES: dict[ContactRole, LazyString] = {
    ContactRole.LEAD: _l("Lead: changes everything, decides who sees what"),
    ContactRole.EDITOR: _l("Editor: changes the profile"),
    ContactRole.VIEWER: _l("Viewer: reads"),
}

MEMBERSHIP_STATUSES: dict[MembershipStatus, LazyString] = {
    MembershipStatus.ACTIVE: _l("Active"),
    MembershipStatus.SUSPENDED: _l("Suspended"),
    MembershipStatus.ENDED: _l("No longer a member"),
}

MEMBERSHIP_ACTIONS: dict[MembershipAction, LazyString] = {
    MembershipAction.SUSPEND: _l("Suspend"),
    MembershipAction.REINSTATE: _l("Reinstate"),
    MembershipAction.END: _l("End the membership"),
}

MEMBERSHIP_TAGS: dict[MembershipStatus, str] = {
    MembershipStatus.ACTIVE: "go",
    MembershipStatus.SUSPENDED: "wait",
    MembershipStatus.ENDED: "stop",
}

AFFILIATION_KINDS: dict[AffiliationKind, LazyString] = {
    AffiliationKind.PART_OF: _l("Part of"),
    AffiliationKind.HOSTED_BY: _l("Hosted by"),
    AffiliationKind.SUB_NETWORK: _l("In the sub-network"),
    AffiliationKind.MEMBER_OF: _l("Member of"),
}


TOPICS: dict[Topic, LazyString] = {
    Topic.DECRIMINALISATION: _l("Decriminalisation"),
    Topic.HARM_REDUCTION: _l("Harm reduction"),
    Topic.HUMAN_RIGHTS: _l("Human rights"),
    Topic.CRIMINAL_JUSTICE: _l("Criminal justice"),
    Topic.WOMEN: _l("Women and drug policy"),
    Topic.YOUNG_PEOPLE: _l("Young people"),
    Topic.HIV: _l("HIV"),
    Topic.HEPATITIS: _l("Viral hepatitis"),
    Topic.OVERDOSE: _l("Overdose prevention"),
    Topic.CIVIC_SPACE: _l("Civic space"),
    Topic.STIGMA: _l("Stigma and discrimination"),
    Topic.RURAL_LIVELIHOODS: _l("Rural livelihoods"),
}

# Proper names and acronyms of the United Nations: the same in every language unless it has its own.
UN_BODIES: dict[UnBody, LazyString] = {
    UnBody.CND: _l("Commission on Narcotic Drugs"),
    UnBody.UNODC: _l("UN Office on Drugs and Crime"),
    UnBody.INCB: _l("International Narcotics Control Board"),
    UnBody.UNAIDS: _l("UNAIDS"),
    UnBody.WHO: _l("World Health Organization"),
    UnBody.OHCHR: _l("UN Human Rights Office"),
    UnBody.HRC: _l("Human Rights Council"),
    UnBody.UN_WOMEN: _l("UN Women"),
    UnBody.UNDP: _l("UN Development Programme"),
    UnBody.GLOBAL_FUND: _l("The Global Fund"),
}

FUNCTIONS: dict[Function, LazyString] = {
    Function.ADVOCACY: _l("Advocacy"),
    Function.PEER_SUPPORT: _l("Peer support"),
    Function.SERVICE_DELIVERY: _l("Services"),
    Function.RESEARCH: _l("Research"),
    Function.TRAINING: _l("Training"),
    Function.LEGAL_SUPPORT: _l("Legal support"),
    Function.COMMUNICATION: _l("Communication"),
    Function.NETWORKING: _l("Networking"),
}

SERVICES: dict[Service, LazyString] = {
    Service.OUTREACH: _l("Outreach"),
    Service.NEEDLES_SYRINGES: _l("Needles and syringes"),
    Service.NALOXONE: _l("Naloxone"),
    Service.AGONIST_TREATMENT: _l("Opioid agonist treatment"),
    Service.DRUG_CHECKING: _l("Drug checking"),
    Service.TESTING: _l("HIV and hepatitis testing"),
    Service.DROP_IN: _l("Drop-in centre"),
    Service.PARALEGAL: _l("Paralegal help"),
    Service.SHELTER: _l("Shelter"),
    Service.PSYCHOSOCIAL: _l("Psychosocial support"),
}

SUPPORT_AREAS: dict[SupportArea, LazyString] = {
    SupportArea.GOVERNANCE: _l("Governance"),
    SupportArea.FUNDRAISING: _l("Fundraising"),
    SupportArea.FINANCE: _l("Financial management"),
    SupportArea.LEGAL_LITERACY: _l("Legal literacy"),
    SupportArea.COMMUNITY_MONITORING: _l("Community-led monitoring"),
    SupportArea.GLOBAL_FUND_PROCESSES: _l("Global Fund processes"),
    SupportArea.CAMPAIGNING: _l("Campaigning"),
    SupportArea.MEDIA: _l("Media work"),
    SupportArea.SAFETY_SECURITY: _l("Safety and security"),
    SupportArea.OVERDOSE_RESPONSE: _l("Overdose response"),
    SupportArea.PEER_RESEARCH: _l("Peer research"),
    SupportArea.TRANSLATION: _l("Translation and interpretation"),
}

BUDGET_BANDS: dict[BudgetBand, LazyString] = {
    BudgetBand.NONE: _l("No money"),
    BudgetBand.UNDER_10K: _l("Up to USD 10,000 a year"),
    BudgetBand.UNDER_50K: _l("USD 10,000 to 50,000 a year"),
    BudgetBand.UNDER_250K: _l("USD 50,000 to 250,000 a year"),
    BudgetBand.OVER_250K: _l("Over USD 250,000 a year"),
}

SAFE_CONTACTS: dict[SafeContact, LazyString] = {
    SafeContact.ACCOUNT_ONLY: _l("Only here, on My desk"),
    SafeContact.EMAIL: _l("By e-mail"),
    SafeContact.PHONE: _l("By phone"),
    SafeContact.MESSENGER: _l("By a messaging app"),
    SafeContact.THROUGH_COORDINATOR: _l("Through our regional coordinator"),
}
