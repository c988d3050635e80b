"""The applications that are told in full: every status, every turn that the process can take."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.casework.enums import DeclaredTie
from app.example.case_builder import Case
from app.example.groups import Group, invent
from app.example.policies.idpc import NETWORK_MEMBER, PARTNER_MEMBER
from app.example.policies.regional import MEMBER
from app.example.world import World
from app.membership.enums import Ballot, CheckResult, Listing, Outcome, PlaceShown, Stance
from app.membership.process_words import Action
from app.organisations.enums import Kind, Level
from app.organisations.models import Organisation

Members = Mapping[str, Organisation]
OFFICER, SECOND_OFFICER = "idpc-officer", "idpc-officer-2"
LATIN_AMERICA, AFRICA = "coordinator-latin-america", "coordinator-africa"
ASIA, EAST, AMERICAS = "coordinator-asia", "coordinator-east", "coordinator-americas"


class ScenarioRunner:
    """Tells all stories of one world, one invented group after another."""

    def __init__(self, world: World, members: Members) -> None:
        self.world = world
        self.members = members
        self.told: list[Case] = []
        self._random = world.random("stories")

    def tell_all(self) -> list[Case]:
        """Every story, in the order of this file; answers them as they stand now."""
        for story in STORIES:
            story(self)
        return self.told

    def case(
        self,
        slug: str,
        country: str,
        ago: float,
        applicant: str | None = None,
        *,
        level: Level = Level.NATIONAL,
        kind: Kind = Kind.NGO,
        is_registered: bool = True,
    ) -> Case:
        """A draft begun so many days ago, by a person of the table or by somebody new."""
        group = self._invent(country, kind, level, is_registered)
        case = Case(self.world, slug, group)
        person = self.world.people[applicant] if applicant else self.world.new_person(group)
        self.told.append(case)
        return case.begin(ago, person)

    def on_behalf(self, slug: str, country: str, ago: float, officer: str) -> Case:
        """A draft that an officer enters for a group without a contact."""
        group = self._invent(country, Kind.PEER_PROJECT, Level.NATIONAL, is_registered=False)
        case = Case(self.world, slug, group)
        self.told.append(case)
        return case.enter_on_behalf(ago, officer)

    def _invent(self, country: str, kind: Kind, level: Level, is_registered: bool) -> Group:
        return invent(
            self._random,
            self.world.namer,
            country=country,
            kind=kind,
            level=level,
            is_registered=is_registered,
        )


def _drafts(tell: ScenarioRunner) -> None:
    tell.case("idpc", "CO", 9, "applicant-es").fill_in(6, share=0.5)
    tell.case("idpc", "FR", 3).fill_in(2, share=0.15)
    tell.on_behalf("idpc", "PG", 4, OFFICER).fill_in(4, share=0.6)


def _just_handed_in(tell: ScenarioRunner) -> None:
    tell.case("idpc", "PE", 6).fill_in(4).hand_in(3)
    tell.case("idpc", "NG", 30, kind=Kind.SELF_ORGANISATION).fill_in(28).hand_in(26)  # overdue
    tell.case("idpc", "UA", 9).fill_in(8).hand_in(8, listing=Listing.HIDDEN).take(6, OFFICER)


def _tied_to_an_industry(tell: ScenarioRunner) -> None:
    """A declared tie refers the case; it does not end it."""
    case = tell.case("idpc", "DE", 15).fill_in(
        13, industry_funding={"answer": "yes", "text": "A fund of a tobacco company pays two of us."}
    )
    case.hand_in(12).take(10, SECOND_OFFICER).assess(9, SECOND_OFFICER, unclear="industry")


def _asked_for_more(tell: ScenarioRunner) -> None:
    """Somebody without e-mail was asked: a person has to reach the group."""
    case = tell.case(
        "idpc", "BO", 25, "applicant-without-mail", kind=Kind.SELF_ORGANISATION, is_registered=False
    )
    case.fill_in(20).hand_in(18).take(15, OFFICER)
    case.ask(12, OFFICER, "track_record", "why_not_registered")
    other = tell.case("idpc", "CM", 70).fill_in(66).hand_in(65).take(62, OFFICER)
    other.ask(51, OFFICER, "track_record", "track_record_papers")  # closes soon by itself


def _answered(tell: ScenarioRunner) -> None:
    case = tell.case("idpc", "GT", 40).fill_in(38).hand_in(37).take(35, OFFICER)
    case.ask(33, OFFICER, "track_record").answer(4)


def _fell_silent(tell: ScenarioRunner) -> None:
    case = tell.case("idpc", "ZA", 200).fill_in(195).hand_in(190).ask(180, OFFICER, "track_record")
    case.fall_silent(119)
    back = tell.case("idpc", "EC", 260).fill_in(255).hand_in(250).ask(240, OFFICER, "track_record")
    back.fall_silent(179).reopen(20)


def _in_the_region(tell: ScenarioRunner) -> None:
    start = Action.START_CHECK
    tell.case("idpc", "GH", 30, "applicant-en").fill_in(28).hand_in(26).send(20, OFFICER, start)
    tell.case("idpc", "AR", 18).fill_in(17).hand_in(15).send(8, OFFICER, start)
    tell.case("idpc", "BR", 60).fill_in(55).hand_in(50).send(40, OFFICER, start)  # overdue
    # Nobody coordinates Oceania: the check falls to the secretariat.
    ours = tell.case("idpc", "FJ", 22).fill_in(20).hand_in(18).send(10, SECOND_OFFICER, start)
    ours.declare(9, OFFICER)
    # A coordinator who also votes says first in which role they act.
    tell.case("idpc", "PT", 20).fill_in(18).hand_in(17).send(9, SECOND_OFFICER, start)


def _sent_back_by_the_region(tell: ScenarioRunner) -> None:
    case = tell.case("idpc", "CL", 45).fill_in(40).hand_in(38).send(30, OFFICER, Action.START_CHECK)
    case.return_to_secretariat(22, LATIN_AMERICA)


def _before_the_members(tell: ScenarioRunner) -> None:
    members = tell.members
    open_case = tell.case("idpc", "UY", 40).fill_in(36).hand_in(34).send(28, OFFICER, Action.START_CHECK)
    open_case.check(9, LATIN_AMERICA)
    open_case.hear(7, "member-es", members["partner-es"], Stance.SUPPORT)
    excluding = (
        tell.case("idpc", "TN", 38)
        .fill_in(36)
        .hand_in(
            35, place=PlaceShown.REGION, exclusions="Please do not show this to our neighbours in Senegal."
        )
    )
    excluding.send(30, OFFICER, Action.START_CHECK, (members["partner-fr"].id,)).check(5, AFRICA)
    known = tell.case("idpc", "CA", 12).fill_in(11).hand_in(10)
    known.send(3, SECOND_OFFICER, Action.OPEN_COMMENT)  # known groups can pass at once


def _objected_to(tell: ScenarioRunner) -> None:
    """A member objects: it flags the case. The officer has not yet put the substance to the applicant."""
    case = _commented(tell, "MA", 70, AFRICA, "member-fr", Stance.OBJECTION)
    case.close_comment(20)


def _objection_answered(tell: ScenarioRunner) -> None:
    case = _commented(tell, "SN", 90, AFRICA, "member-en", Stance.OBJECTION, "applicant-fr")
    case.close_comment(40).put_objections(35, OFFICER).reply(25)
    case.vote(6, "committee-fr", Ballot.ADMIT, NETWORK_MEMBER).declare(5, "committee-4", DeclaredTie.CONFLICT)


def _commented(
    tell: ScenarioRunner,
    country: str,
    ago: float,
    coordinator: str,
    member: str,
    stance: Stance,
    applicant: str | None = None,
) -> Case:
    """A case that went through region and comment, where one partner member said something."""
    key = {"member-en": "partner-en", "member-es": "partner-es", "member-fr": "partner-fr"}[member]
    case = tell.case("idpc", country, ago, applicant).fill_in(ago - 2).hand_in(ago - 4)
    case.take(ago - 5, OFFICER).assess(ago - 6, OFFICER).send(ago - 8, OFFICER, Action.START_CHECK)
    case.check(ago - 30, coordinator)
    cited = "independence" if stance is Stance.OBJECTION else None
    return case.hear(ago - 34, member, tell.members[key], stance, cited)


def _before_the_committee(tell: ScenarioRunner) -> None:
    case = _commented(tell, "ID", 66, ASIA, "member-en", Stance.NO_KNOWLEDGE).close_comment(21)
    case.vote(10, "committee-en", Ballot.ADMIT, NETWORK_MEMBER)
    case.vote(9, "committee-es", Ballot.ADMIT, PARTNER_MEMBER)
    refused = tell.case("idpc", "RO", 40).fill_in(38).hand_in(36, may_circulate=False)
    refused.send(30, OFFICER, Action.START_CHECK).check(14, EAST, CheckResult.SUPPORTED)
    doubtful = tell.case("idpc", "HT", 50).fill_in(48).hand_in(45).send(40, OFFICER, Action.START_CHECK)
    doubtful.check(22, AMERICAS, CheckResult.CONCERNS)


def _committee(case: Case, ago: float, choice: Ballot, tier: str | None = None) -> Case:
    """Three votes, one of them without an opinion."""
    case.vote(ago, "committee-en", choice, tier).vote(ago - 1, "committee-fr", choice, tier)
    return case.vote(ago - 2, "committee-es", Ballot.ABSTAIN)


def _admitted(tell: ScenarioRunner) -> None:
    first = _commented(tell, "KH", 400, ASIA, "member-en", Stance.SUPPORT).close_comment(350)
    _committee(first, 345, Ballot.ADMIT, NETWORK_MEMBER).decide(
        340, "committee-en", Outcome.ADMITTED, NETWORK_MEMBER
    )
    second = _commented(tell, "PL", 300, EAST, "member-fr", Stance.SUPPORT).close_comment(250)
    second.declare(248, "committee-4", DeclaredTie.CONFLICT)
    _committee(second, 245, Ballot.ADMIT, PARTNER_MEMBER).decide(
        240, "committee-fr", Outcome.ADMITTED, PARTNER_MEMBER
    )
    waived = tell.case("idpc", "MM", 230, kind=Kind.SELF_ORGANISATION, is_registered=False).fill_in(226)
    waived.hand_in(225, listing=Listing.MEMBERS).assess(222, OFFICER).send(220, OFFICER, Action.START_CHECK)
    waived.check(200, ASIA, CheckResult.SUPPORTED).close_comment(185)
    _committee(waived, 180, Ballot.ADMIT, NETWORK_MEMBER).decide(
        176, "committee-es", Outcome.ADMITTED, NETWORK_MEMBER
    )


def _admitted_on_paper(tell: ScenarioRunner) -> None:
    case = tell.on_behalf("idpc", "NC", 160, OFFICER).fill_in(158).hand_in(157, listing=Listing.HIDDEN)
    case.send(150, OFFICER, Action.START_CHECK).check(140, SECOND_OFFICER, CheckResult.UNKNOWN)
    case.close_comment(125)
    _committee(case, 120, Ballot.ADMIT, NETWORK_MEMBER).decide(
        116, "committee-en", Outcome.ADMITTED, NETWORK_MEMBER
    )


def _declined(tell: ScenarioRunner) -> None:
    case = _commented(tell, "EG", 280, AFRICA, "member-en", Stance.OBJECTION).close_comment(230)
    case.put_objections(226, OFFICER).reply(220)
    _committee(case, 215, Ballot.DECLINE).decide(
        210, "committee-fr", Outcome.DECLINED, failing="independence"
    )


def _withdrawn(tell: ScenarioRunner) -> None:
    tell.case("idpc", "JM", 140).fill_in(138).hand_in(136).send(130, OFFICER, Action.START_CHECK).withdraw(
        124
    )
    tell.case("idpc", "IN", 60).withdraw(50)


def _regional_networks(tell: ScenarioRunner) -> None:
    """The same process with a lighter policy: LANPUD and AfricaNPUD."""
    peers = Kind.SELF_ORGANISATION
    tell.case("lanpud", "PE", 12, "applicant-lanpud", kind=peers).fill_in(10).hand_in(8)
    tell.case("lanpud", "DO", 5, kind=peers).fill_in(4, share=0.5)
    asked = tell.case("lanpud", "CR", 24, kind=peers, is_registered=False).fill_in(22).hand_in(21)
    asked.send(10, "lanpud-officer", Action.OPEN_COMMENT)
    asked.hear(8, "member-lanpud", tell.members["lanpud-1"], Stance.SUPPORT)
    voted = tell.case("lanpud", "MX", 60, kind=peers).fill_in(58).hand_in(57)
    voted.send(50, "lanpud-officer", Action.OPEN_COMMENT).close_comment(30)
    voted.vote(20, "lanpud-committee-1", Ballot.ADMIT, MEMBER)
    admitted = tell.case("lanpud", "BR", 200, kind=peers).fill_in(198).hand_in(196)
    admitted.send(190, "lanpud-officer", Action.OPEN_COMMENT).close_comment(170)
    admitted.vote(160, "lanpud-committee-1", Ballot.ADMIT, MEMBER)
    admitted.vote(159, "lanpud-committee-2", Ballot.ADMIT, MEMBER)
    admitted.decide(158, "lanpud-committee-2", Outcome.ADMITTED, MEMBER)
    african = tell.case("africanpud", "BF", 20, kind=peers).fill_in(18).hand_in(17)
    african.send(9, "africanpud-officer", Action.OPEN_COMMENT)
    tell.case("euronpud", "GR", 11, kind=peers).fill_in(10).hand_in(9)


def _inpud(tell: ScenarioRunner) -> None:
    case = tell.case("inpud", "PK", 30, kind=Kind.REGIONAL_NETWORK, level=Level.REGIONAL)
    case.fill_in(28).hand_in(27).take(20, "inpud-officer")


STORIES: tuple[Callable[[ScenarioRunner], None], ...] = (
    _drafts,
    _just_handed_in,
    _tied_to_an_industry,
    _asked_for_more,
    _answered,
    _fell_silent,
    _in_the_region,
    _sent_back_by_the_region,
    _before_the_members,
    _objected_to,
    _objection_answered,
    _before_the_committee,
    _admitted,
    _admitted_on_paper,
    _declined,
    _withdrawn,
    _regional_networks,
    _inpud,
)
