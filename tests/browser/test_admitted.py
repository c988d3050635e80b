"""An organisation applies in Spanish, the network decides in three languages, the member appears."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser import walks
from tests.browser.conftest import DESK, VisitorMaker
from tests.browser.pages import LANGUAGES
from tests.browser.server import Server
from tests.browser.visitor import Visitor, in_language

pytestmark = pytest.mark.browser

People = dict[str, dict[str, Any]]
CRITERIA = (
    "principles",
    "good_faith",
    "constituted",
    "not_for_profit",
    "track_record",
    "reach",
    "independence",
    "coverage",
    "industry",
)
WHAT_WE_DO = "Acompañamos a personas que usan drogas en tres ciudades y llevamos su voz al congreso."
DECISION = "Bienvenue dans le réseau. Votre travail au congrès nous a convaincus."
FRENCH_REASON = "Les documents le montrent clairement."


def _sections(paper: Path) -> list[tuple[str, list[walks.Answers]]]:
    return [
        (
            "organisation",
            [
                {
                    "q_what_you_do": WHAT_WE_DO,
                    "q_kind": "ngo",
                    "q_led_by": "women",
                    "q_languages": ["es", "qu"],
                    "q_letters_in": "es",
                }
            ],
        ),
        (
            "standing",
            [
                {"q_registered": "yes"},
                {
                    "q_registration_country": "CO",
                    "q_legal_name": "Asociación Río Claro",
                    "q_registration_paper": paper,
                },
            ],
        ),
        ("purpose", [{"q_not_for_profit": "yes", "q_people": "1.250", "q_industry_funding": "no"}]),
        (
            "work",
            [
                {
                    "q_working_since": "2016-05-01",
                    "q_track_record": "Una guía de derechos, escrita con quienes la usan.",
                    "q_track_record_papers": paper,
                    "q_topics": ["harm_reduction", "women"],
                    "q_functions": ["advocacy", "peer_support"],
                    "q_un_bodies": ["cnd"],
                }
            ],
        ),
        (
            "place",
            [
                {
                    "q_reach": "national",
                    "q_part_of_member": "no",
                    "q_what_you_add": "Una voz del sur del país, donde la red no tiene a nadie.",
                    "q_site": "https://rioclaro.example",
                }
            ],
        ),
        (
            "endorsing",
            [
                {
                    "q_principles": "y",
                    "q_principles_name": "Ana",
                    "q_sharing": "y",
                    "q_sharing_name": "Ana",
                }
            ],
        ),
    ]


class Walk:
    """One walk through the whole process, with the browsers of all who take part."""

    def __init__(self, make: VisitorMaker, server: Server, people: People, scripts: bool) -> None:
        self._make, self.server, self.people, self.scripts = make, server, people, scripts
        self.name = f"Colectiva Río Claro {'con' if scripts else 'sin'} guion"
        self.email = f"ana-{scripts}@rioclaro.example".lower()
        self.applicant = self.browser(320)
        self.ref = ""

    def browser(self, width: int) -> Visitor:
        return self._make(width=width, scripts=self.scripts, at=self.server)

    def seat(self, sign_in: str) -> Visitor:
        """One of the example people, signed in at a desk."""
        visitor = self.browser(DESK)
        visitor.sign_in(self.people[sign_in])
        return visitor

    def photograph(self, visitor: Visitor, name: str) -> None:
        if self.scripts:
            visitor.examine(f"walk-{name}")

    # --- the applicant

    def register(self, administrator: Visitor) -> None:
        ana = self.applicant
        ana.goto("/es/n/idpc/join")
        ana.press("Start an application")
        walks.open_account_with_mail(ana, email=self.email, name="Ana")
        ana.goto(walks.confirm_link(walks.outbox_text(administrator), self.email))
        assert ana.language == "es"
        ana.fill({"passphrase": walks.PASSPHRASE})
        ana.press("Confirm and sign in")

    def apply(self, paper: Path) -> None:
        ana = self.applicant
        assert ana.page.url.endswith("/es/n/idpc/apply"), "the letter leads back to where she was going"
        walks.start(ana, known_as=self.name, country="CO", language="es")
        self.ref = ana.page.url.rstrip("/").rsplit("/", 1)[1]
        walks.answer_sections(ana, _sections(paper))
        ana.follow("/circulation")
        ana.fill(
            {
                "may_circulate": "yes",
                "lines": "Acompañamos y defendemos derechos en el sur.",
                "place": "country",
                "listing": "public",
            }
        )
        ana.press("Save and continue")
        self.photograph(ana, "task-list")
        ana.press("Check and send")
        assert ana.sees(WHAT_WE_DO)
        assert ana.sees("1.250")
        self.photograph(ana, "check-answers")
        ana.press("Send the application")
        assert ana.sees(ana.say("Submitted"))

    # --- the network

    def screen(self) -> None:
        officer = self.seat("idpc-officer")
        walks.open_case(officer, self.name)
        officer.press("Take this application")
        officer.press("Take this application")
        walks.assess(officer, CRITERIA)
        officer.press("Ask the region")
        officer.press("Ask the region")
        assert officer.sees("Regional check")
        self.photograph(officer, "case-screened")

    def check(self) -> None:
        coordinator = self.seat("coordinator-latin-america")
        walks.open_case(coordinator, self.name)
        walks.declare_no_tie(coordinator)
        coordinator.press("Record the regional check")
        coordinator.fill({"result": "known", "note": "Two members in the country have worked with them."})
        coordinator.press("Record the check")
        assert coordinator.sees("Member comment")

    def comment(self) -> None:
        member = self.seat("member-fr")
        walks.comment(
            member, self.name, {"stance": "support", "text": "Nous avons travaillé avec elles à Vienne."}
        )
        assert member.language == "fr"
        assert member.sees(member.say("You have commented"))

    def decide(self) -> None:
        ballot = {"choice": "admit", "tier": "network_member"}
        for sign_in, why in (
            ("committee-en", "They do what we need."),
            ("committee-es", "Conocemos su trabajo."),
        ):
            walks.vote(self.seat(sign_in), self.name, {**ballot, "reason": why})
        last = self.seat("committee-fr")
        walks.vote(last, self.name, {**ballot, "reason": "Un travail solide."})
        self.photograph(last, "case-before-decision")
        last.press("Record the decision")
        self.look_at_choices(last)
        self.photograph(last, "decide")
        last.expect_refusal(422)
        last.press("Check the decision")
        self.photograph(last, "decide-errors")
        walks.choose(last, {"coverage": "partly"}, FRENCH_REASON)
        walks.decide(last, "network_member", DECISION)
        assert last.sees(FRENCH_REASON)
        self.photograph(last, "decide-check")
        walks.confirm_decision(last)
        assert last.language == "fr"
        assert last.sees(last.say("Admitted"))

    def look_at_choices(self, visitor: Visitor) -> None:
        """The form of the decision, in three languages."""
        address = urlsplit(visitor.page.url).path
        for language in LANGUAGES:
            visitor.goto(re.sub("^/[a-z]{2}/", f"/{language}/", address))
            assert walks.numbers_of_choices(visitor) == {3, 4}
        visitor.goto(address)

    # --- what came of it

    def read_decision(self) -> None:
        ana = self.applicant
        ana.sign_in({"sign_in": self.email, "password": walks.PASSPHRASE, "language": "es"})
        ana.press_name(self.name)
        assert ana.sees(ana.say("Admitted"))
        words = ana.page.locator("main [lang=fr]").filter(has_text=DECISION)
        assert words.count() == 1, "the committee's words keep their language"
        assert ana.page.get_by_text(FRENCH_REASON).count() == 1, "only what is not plainly met has a reason"
        self.photograph(ana, "decision")

    def appears(self, administrator: Visitor) -> None:
        visitor = self.browser(320)
        for language in ("en", "es", "fr"):
            visitor.goto(f"/{language}/n/idpc/directory/?q={self.name.replace(' ', '+')}")
            visitor.press_name(self.name)
            assert visitor.language == language
            assert visitor.sees(WHAT_WE_DO)
        self.photograph(visitor, "new-member")
        administrator.sign_in(self.people["administrator"])
        letters = walks.outbox_text(administrator)
        newest = letters[letters.index(self.email) :][:300]
        assert in_language("You have a message", "es") in newest
        assert self.name not in letters, "a letter never names the group"


@pytest.mark.walk
@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_organisation_is_admitted_across_three_languages(
    make_visitor: VisitorMaker, own_server: Server, people: People, tmp_path: Path, scripts: bool
) -> None:
    paper = tmp_path / "registro.txt"
    paper.write_text("Registro de la asociación, folio 12.\n", "utf-8")
    walk = Walk(make_visitor, own_server, people, scripts)
    administrator = walk.seat("administrator")
    walk.register(administrator)
    walk.apply(paper)
    walk.screen()
    walk.check()
    walk.comment()
    own_server.move(hours=14 * 24 + 1)
    walks.wait_for_status(walk.seat("idpc-officer"), f"/en/n/idpc/applications/{walk.ref}/", "Committee")
    walk.decide()
    walk.read_decision()
    walk.appears(administrator)
