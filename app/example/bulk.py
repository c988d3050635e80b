"""Thousands of groups and their applications in few statements, so that lists can be measured at their
real length. They ask no rule; what they tell must agree with what the services would have written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.casework import parties
from app.casework.enums import Needs
from app.casework.models import NEVER, Casefile, Wait, WaitDone
from app.example import words
from app.example.answers import Answers, Signer, idpc_answers
from app.example.deliberation import Deliberations, Seats
from app.example.plans import Plan, plans
from app.example.policies.regional import MEMBER
from app.example.sealing import Inserter, Row
from app.example.world import CONTACT_NAMES, World
from app.kernel import audit
from app.kernel.actor import SYSTEM, NonPersonActor
from app.kernel.database import db
from app.kernel.permissions import Role
from app.kernel.search import search_text
from app.kernel.text import sort_key
from app.membership.enums import Listing, PlaceShown
from app.membership.models import Application
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status
from app.membership.queries import current_policy
from app.organisations.enums import Audience, ContactRole, Field, Kind
from app.organisations.queries import list_regions, region_map
from app.organisations.services import MembershipSeed, OrganisationSeed, add_in_bulk
from app.questionnaires.models import Answer, Response, Signature, Submission

AUDIENCES = {Listing.PUBLIC: Audience.PUBLIC, Listing.MEMBERS: Audience.MEMBERS}
PEERS = (Kind.SELF_ORGANISATION, Kind.PEER_PROJECT)


@dataclass(frozen=True)
class Told:
    """A plan with the keys that its rows got."""

    plan: Plan
    person_id: int
    organisation_id: int
    response_id: int
    region_id: int | None
    answers: Answers


def fill_up(world: World, count: int) -> None:
    """Add `count` groups, each with one application to IDPC."""
    if count <= 0:
        return
    db.session.flush()
    told = Bulk(world).add(list(plans(world, count)))
    _record_events(world, told)


class Bulk:
    """The rows of many plans, table by table."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._body = world.bodies["idpc"]
        self._policy = current_policy(self._body.id)
        self._regions = region_map(self._body.scheme_id)
        self._insert = Inserter()
        inpud = world.bodies["inpud"]
        own = {region.id: region.own_body_id for region in list_regions(inpud.scheme_id)}
        self._network_of = {
            country: own.get(region or 0) for country, region in region_map(inpud.scheme_id).items()
        }

    def add(self, planned: Sequence[Plan]) -> list[tuple[int, Told]]:
        """Everything of these plans; answers the application's key beside each."""
        people = self._insert.add_returning(Person, list(self._person_rows(planned)))
        seeds = [self._seed(plan, person) for plan, person in zip(planned, people, strict=True)]
        organisations = add_in_bulk(seeds)
        responses = self._insert.add_returning(
            Response, [self._response(plan, person) for plan, person in zip(planned, people, strict=True)]
        )
        told = [
            Told(
                plan,
                person,
                organisation,
                response,
                self._regions.get(plan.group.place.country),
                _said(self._world, plan),
            )
            for plan, person, organisation, response in zip(
                planned, people, organisations, responses, strict=True
            )
        ]
        self._add_answers(told)
        keys = self._insert.add_returning(Casefile, [self._case(one) for one in told])
        keyed = list(zip(keys, told, strict=True))
        self._insert.add(Application, (self._application(key, one) for key, one in keyed))
        self._add_waits(keyed)
        Deliberations(self._insert, Seats.of(self._world)).add(
            [(key, one.plan, one.region_id) for key, one in keyed]
        )
        return keyed

    def _person_rows(self, planned: Sequence[Plan]) -> Iterator[Row]:
        first = len(self._world.others) + 1
        for number, plan in enumerate(planned, start=first):
            language = plan.group.place.site_language
            ref = self._world.new_ref()
            yield {
                "ref": ref,
                "sign_in_name": f"contact-{number:05}",
                "chosen_name": CONTACT_NAMES[language],
                "language": language,
                "password": self._world.password_hash,
                "active": True,
                "fs_uniquifier": f"example-{self._world.seed}-{ref}",
                "confirmed_at": plan.began,
                "created_at": plan.began,
                "version": 1,
            }

    def _seed(self, plan: Plan, person: int) -> OrganisationSeed:
        group = plan.group
        listed = AUDIENCES.get(plan.listing)
        audiences = {Field.LISTING: listed} if listed else {}
        audiences |= dict.fromkeys(group.hides(), Audience.MEMBERS)
        return OrganisationSeed(
            known_as=group.name,
            language=group.place.language,
            country=group.place.country,
            ref=plan.organisation_ref,
            acronym=group.acronym,
            level=group.level,
            kind=group.kind,
            leading_group=group.leading_group,
            other_countries=tuple(group.other_countries),
            descriptions={group.place.language: group.description},
            profile=dict(group.profile),
            private={"budget": group.budget.value, "safe_contact": group.safe_contact.value},
            audiences=audiences,
            contacts=((person, ContactRole.LEAD),),
            memberships=tuple(self._memberships(plan)),
            created_at=plan.began,
            is_example=True,
        )

    def _memberships(self, plan: Plan) -> Iterator[MembershipSeed]:
        if plan.status is Status.ADMITTED:
            yield MembershipSeed(self._body.id, plan.tier, plan.entered.date(), plan.ref)
        network = self._network_of.get(plan.group.place.country)
        if network is not None and plan.group.kind in PEERS:
            yield MembershipSeed(network, MEMBER, plan.group.since)

    def _response(self, plan: Plan, person: int) -> Row:
        asked = plan.status in (Status.INFORMATION_REQUESTED, Status.CLOSED)
        return {
            "ref": plan.response_ref,
            "version_id": self._policy.question_set_version_id,
            "purpose": "application",
            "language": plan.group.place.site_language,
            "started_by": person,
            "started_at": plan.began,
            "saved_at": plan.submitted or plan.began,
            "submitted_at": plan.submitted,
            "reopened": ["track_record"] if asked else None,
            "version": 2,
        }

    def _add_answers(self, told: Sequence[Told]) -> None:
        self._insert.add(
            Answer,
            (
                {
                    "response_id": one.response_id,
                    "question_code": code,
                    "value": value,
                    "language": one.plan.group.place.language,
                    "answered_by": one.person_id,
                    "answered_at": one.plan.submitted or one.plan.began,
                    "changed_in": 2,
                }
                for one in told
                for code, value in one.answers.items()
            ),
        )
        handed_in = [one for one in told if one.plan.submitted is not None]
        self._insert.add(Submission, (self._submission(one) for one in handed_in))
        self._insert.add(
            Signature,
            (
                self._signature(one, one.answers[code])
                for one in handed_in
                for code in ("principles", "sharing")
            ),
        )

    def _submission(self, one: Told) -> Row:
        return {
            "response_id": one.response_id,
            "number": 1,
            "answers": one.answers,
            "language": one.plan.group.place.site_language,
            "submitted_by": one.person_id,
            "submitted_at": one.plan.submitted,
        }

    def _signature(self, one: Told, signed: dict[str, Any]) -> Row:
        admitted = one.plan.status is Status.ADMITTED
        return {
            "statement_version_id": signed["version"],
            "language": signed["language"],
            "response_id": one.response_id,
            "organisation_id": one.organisation_id if admitted else None,
            "name": signed["name"],
            "person_id": one.person_id,
            "signed_at": one.plan.submitted,
        }

    def _case(self, one: Told) -> Row:
        plan, group = one.plan, one.plan.group
        officer = self._world.people["idpc-officer"].id if plan.has_officer and plan.submitted else None
        asked = self._asked(one)
        open_key = f"{ADMISSION.kind}/o{one.organisation_id}/b{self._body.id}"
        return {
            "kind": ADMISSION.kind,
            "ref": plan.ref,
            "open_key": open_key if plan.is_open else None,
            "body_id": self._body.id,
            "organisation_id": one.organisation_id,
            "region_id": one.region_id if plan.submitted else None,
            "status": plan.status,
            "is_open": plan.is_open,
            "is_queued": plan.is_queued,
            "title": group.name,
            "sort_name": sort_key(group.name),
            "search_text": search_text(group.name, group.acronym),
            "country": group.place.country,
            "started_by": one.person_id,
            "on_behalf": False,
            "officer_id": officer,
            "started_at": plan.began,
            "sent_at": plan.submitted,
            "stage_entered_at": plan.entered,
            "waits_on": asked[0][0] if asked else "",
            "sort_due": plan.due or NEVER,
            "closed_at": None if plan.is_open else plan.entered,
            "touched_at": plan.entered,
            "version": 1,
        }

    def _application(self, key: int, one: Told) -> Row:
        plan, group = one.plan, one.plan.group
        return {
            "id": key,
            "policy_version_id": self._policy.id,
            "response_id": one.response_id,
            "language": group.place.site_language,
            "is_referred": False,
            "circulation_settled": plan.submitted is not None,
            "may_circulate": True,
            "circulated_lines": words.TWO_LINES[group.place.language] if plan.submitted else None,
            "circulated_place": PlaceShown.REGION,
            "listing": plan.listing,
        }

    def _asked(self, one: Told) -> list[tuple[str, Action, Needs]]:
        """Party, step and need of what each application waits for: what the process would answer."""
        officers = parties.body_role(Role.MEMBERSHIP_OFFICER, self._body.id)
        committee = parties.body_role(Role.COMMITTEE_MEMBER, self._body.id)
        group, vacant = parties.organisation(one.organisation_id), self._is_vacant(one.region_id)
        checkers = parties.region_role(Role.REGIONAL_COORDINATOR, one.region_id or 0)
        members = [parties.members(self._body.id, tier) for tier in self._policy.policy.commenting_tiers]
        waits: dict[Status, list[tuple[str, Action, Needs]]] = {
            Status.DRAFT: [(group, Action.SUBMIT, Needs.ANY)],
            Status.SUBMITTED: [(officers, Action.ASSESS, Needs.ANY)],
            Status.INFORMATION_REQUESTED: [(group, Action.ANSWER, Needs.ANY)],
            Status.REGIONAL_CHECK: [(officers if vacant else checkers, Action.RECORD_CHECK, Needs.ANY)],
            Status.MEMBER_COMMENT: [(party, Action.COMMENT, Needs.EACH) for party in members],
            Status.COMMITTEE: [(committee, Action.VOTE, Needs.EACH)],
        }
        return waits.get(one.plan.status, [])

    def _add_waits(self, keyed: Sequence[tuple[int, Told]]) -> None:
        rows = [
            {
                "case_id": key,
                "action": action,
                "party": party,
                "needs": needs,
                "since": one.plan.entered,
                "due_at": one.plan.due,
                "sort_due": one.plan.due or NEVER,
                "remind_at": None,  # nobody is written to about these
            }
            for key, one in keyed
            for party, action, needs in self._asked(one)
        ]
        wait_ids = self._insert.add_returning(Wait, rows)
        votes = {key: one.plan.votes for key, one in keyed if one.plan.status is Status.COMMITTEE}
        voters = Seats.of(self._world).voters
        self._insert.add(
            WaitDone,
            (
                {"wait_id": wait_id, "person_id": voter.id}
                for wait_id, row in zip(wait_ids, rows, strict=True)
                for voter in voters[: votes.get(int(str(row["case_id"])), 0)]
            ),
        )

    def _is_vacant(self, region_id: int | None) -> bool:
        return region_id is None or region_id == self._world.regions["oceania"]


def _said(world: World, plan: Plan) -> Answers:
    """What stands in the form; papers are not made for thousands."""
    given = idpc_answers(plan.group, [], Signer(plan.group, world.statements))
    kept = list(given)[: round(len(given) * plan.share_answered)]
    return {code: given[code] for code in kept if given[code] not in (None, "", [])}


def _record_events(world: World, told: Sequence[tuple[int, Told]]) -> None:
    """One event for each step, without details."""
    officer = NonPersonActor("officer", actor_id=world.people["idpc-officer"].id)
    decider = NonPersonActor("decider", actor_id=world.people["committee-en"].id)
    by = {
        Action.REQUEST_INFORMATION: officer,
        Action.START_CHECK: officer,
        Action.ADMIT: decider,
        Action.DECLINE: decider,
        Action.OPEN_COMMENT: officer,
    }
    own = frozenset({Action.SUBMIT, Action.WITHDRAW})
    for key, one in told:
        applicant = NonPersonActor("applicant", actor_id=one.person_id)
        _record(world, key, "started", applicant, one.plan.began)
        for action, moment in one.plan.steps:
            _record(world, key, action.value, applicant if action in own else by.get(action, SYSTEM), moment)


def _record(world: World, key: int, what: str, actor: NonPersonActor, at: datetime) -> None:
    body = world.bodies["idpc"].id
    audit.record(
        f"application.{what}", subject="application", subject_id=key, actor=actor, body_id=body, at=at
    )
