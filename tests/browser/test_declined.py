"""Without an e-mail address: asked for more, answered after the session had ended, objected to, declined."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import walks
from tests.browser.conftest import DESK, VisitorMaker
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

People = dict[str, dict[str, Any]]
CRITERIA = ("community_led", "endorsement", "known")
QUESTION = "Qui pouvons-nous appeler pour faire connaissance ?"
ANSWER = "Appelez la maison des jeunes, chaque mardi, et demandez le groupe du mardi soir."
OBJECTION = "Nobody in the city has heard of them, and their address belongs to a clinic."
SUBSTANCE = "Un membre doute que le groupe décide par lui-même."
REPLY = "La clinique nous prête une salle. Nous décidons seuls, chaque mardi."
REASON = "Nous ne vous connaissons pas encore assez."
DECISION = "Pas cette fois. Rencontrons-nous, puis présentez une nouvelle demande."

SECTIONS: list[tuple[str, list[walks.Answers]]] = [
    (
        "group",
        [
            {
                "q_what_you_do": "Nous tenons une permanence entre pairs, deux soirs par semaine.",
                "q_kind": "self_organisation",
                "q_reach": "local",
                "q_languages": ["fr"],
                "q_needs": ["governance"],
            }
        ],
    ),
    (
        "peers",
        [{"q_community_led": "yes", "q_known_to_member": "no"}, {"q_how_to_meet": "Une visite."}],
    ),
    ("endorsing", [{"q_self_determination": "y", "q_self_determination_name": "Baba"}]),
]


class Walk:
    """The walk of a group without an address, and of the network that gets to know it."""

    def __init__(self, make: VisitorMaker, server: Server, people: People, scripts: bool) -> None:
        self._make, self.server, self.people, self.scripts = make, server, people, scripts
        self.name = f"Groupe du mardi {'avec' if scripts else 'sans'} script"
        self.account = {
            "sign_in": f"mardi.soir.{'un' if scripts else 'deux'}",
            "password": walks.PASSPHRASE,
            "language": "fr",
        }
        self.applicant = self.browser(320)
        self.ref = ""

    def browser(self, width: int) -> Visitor:
        return self._make(width=width, scripts=self.scripts, at=self.server)

    def seat(self, sign_in: str) -> Visitor:
        visitor = self.browser(DESK)
        visitor.sign_in(self.people[sign_in])
        return visitor

    def photograph(self, visitor: Visitor, name: str) -> None:
        if self.scripts:
            visitor.examine(f"walk-{name}")

    def apply(self) -> None:
        group = self.applicant
        group.goto("/fr/n/africanpud/join")
        group.press("Start an application")
        code = walks.open_account_without_mail(group, sign_in_name=self.account["sign_in"], name="Baba")
        assert len(code) == 19
        walks.start(group, known_as=self.name, country="BJ", language="fr")
        self.ref = group.page.url.rstrip("/").rsplit("/", 1)[1]
        walks.answer_sections(group, SECTIONS)
        group.follow("/circulation")
        group.fill({"may_circulate": "yes", "lines": "Une permanence entre pairs.", "listing": "hidden"})
        group.press("Save and continue")
        group.press("Check and send")
        group.press("Send the application")
        assert group.sees(group.say("Submitted"))

    def ask(self) -> None:
        officer = self.seat("africanpud-officer")
        walks.open_case(officer, self.name)
        officer.press("Ask for information")
        officer.fill({"questions": ["how_to_meet"], "message": QUESTION})
        officer.press("Send the questions")
        officer.goto("/fr/desk")
        assert officer.sees(officer.say("Contact this group: it has no e-mail"))

    def answer_after_the_session(self) -> None:
        """The answer is typed in one session, sent after it ended, and kept until the group is back."""
        group = self.applicant
        group.goto("/fr/desk")
        group.press_name(self.name)
        assert group.sees(QUESTION)
        group.follow("/section/peers")
        group.fill({"q_how_to_meet": ANSWER})
        self.server.move(hours=0.75)
        group.press("Save and come back later")
        assert "/account/sign-in" in group.page.url
        group.fill({"name": self.account["sign_in"], "passphrase": walks.PASSPHRASE})
        group.press("Sign in")
        assert group.sees(ANSWER), "what was sent is offered again"
        self.photograph(group, "kept-post")
        group.press("Send it now")
        group.press("Check and send")
        assert group.sees(ANSWER)
        group.press("Send the answers")
        assert group.sees(group.say("Submitted"))

    def object(self) -> None:
        officer = self.seat("africanpud-officer")
        walks.open_case(officer, self.name)
        assert officer.sees(ANSWER)
        officer.press("Ask the members")
        officer.press("Ask the members")
        member = self.seat("member-africanpud")
        walks.comment(
            member, self.name, {"stance": "objection", "criterion": "community_led", "text": OBJECTION}
        )

    def put_to_applicant(self) -> None:
        officer = self.seat("africanpud-officer")
        path = f"/fr/n/africanpud/applications/{self.ref}/"
        walks.wait_for_status(officer, path, "Committee")
        officer.press("Share objections with the applicant")
        assert officer.sees(OBJECTION)
        officer.fill({"substance": SUBSTANCE})
        officer.press("Send to the applicant")
        group = self.applicant
        group.sign_in(self.account)
        group.press_name(self.name)
        group.press("Read and reply")
        assert group.sees(SUBSTANCE)
        assert not group.sees(OBJECTION), "the substance, never the source"
        group.expect_refusal(422)
        group.press("Send the reply")
        self.photograph(group, "reply-errors")
        group.fill({"reply": REPLY})
        group.press("Send the reply")

    def decline(self) -> None:
        ballot = {"choice": "decline", "reason": "Not known well enough yet."}
        walks.vote(self.seat("networks-committee-2"), self.name, ballot)
        last = self.seat("networks-committee-1")
        walks.vote(last, self.name, ballot)
        assert last.sees(REPLY)
        last.press("Record the decision")
        walks.choose(last, dict.fromkeys(CRITERIA, "not_met"), REASON)
        walks.decide(last, "decline", DECISION)
        walks.confirm_decision(last)
        assert last.sees(last.say("Declined"))

    def read_reasons(self) -> None:
        group = self.applicant
        group.goto(f"/fr/apply/{self.ref}/")
        assert group.sees(DECISION)
        assert group.page.get_by_text(REASON).count() == len(CRITERIA)
        assert group.page.locator("li", has_text=REASON).locator(".tag.stop").count() == len(CRITERIA)
        self.photograph(group, "declined")
        visitor = self.browser(320)
        visitor.goto(f"/fr/n/africanpud/directory/?q={self.name.split()[0]}")
        assert not visitor.sees(self.name)


@pytest.mark.walk
@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_group_without_mail_is_heard_and_declined_with_reasons(
    make_visitor: VisitorMaker, own_server: Server, people: People, scripts: bool
) -> None:
    walk = Walk(make_visitor, own_server, people, scripts)
    walk.apply()
    walk.ask()
    walk.answer_after_the_session()
    walk.object()
    own_server.move(hours=14 * 24 + 1)
    walk.put_to_applicant()
    walk.decline()
    walk.read_reasons()
