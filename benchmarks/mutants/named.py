"""Faults in services and queries, written by hand: each was once made on purpose and passed every test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NamedFault:
    """`old` stands once in the file at `path`; `new` takes its place. The test `held_by` must fail."""

    name: str
    path: str
    old: str
    new: str
    held_by: str


class Unmatched(Exception):
    """The text that a named fault replaces is gone, or stands there twice: adapt the entry."""


def faulty_source(root: Path, fault: NamedFault) -> str:
    """The file's text with the fault in it."""
    path = root / fault.path
    if not path.exists():
        raise Unmatched("there is no such file any more")
    source = path.read_text()
    found = source.count(fault.old)
    if found != 1:
        raise Unmatched(f"its text is found {found} times, not once")
    return source.replace(fault.old, fault.new)


_CASEWORK = "app/casework/"
_MEMBERSHIP = "app/membership/"
_TESTS = "tests/integration/membership/"
_LIBRARY = "tests/integration/casework/"
_QUEUE = _TESTS + "test_one_networks_queue.py::"

NAMED: tuple[NamedFault, ...] = (
    NamedFault(
        "a drawn vote declines",
        _MEMBERSHIP + "rules/deliberation.py",
        "return Ballot.DECLINE if against > for_it else None",
        "return Ballot.DECLINE",
        "tests/unit/membership/test_deliberation.py::test_a_draw_decides_nothing",
    ),
    NamedFault(
        "excluded members are mailed",
        _CASEWORK + "queries/access.py",
        "~is_excluded(Contact.person_id),\n",
        "\n",
        _TESTS + "test_who_is_asked.py::test_excluded_members_are_not_asked_nor_mailed",
    ),
    NamedFault(
        "exclusions of non-members are accepted",
        _MEMBERSHIP + "services/screening.py",
        "set(excluding) & allowed",
        "set(excluding)",
        _TESTS + "test_who_is_asked.py::test_only_members_can_be_excluded",
    ),
    NamedFault(
        "the version of a case is not compared",
        "app/kernel/errors.py",
        "if expected is not None and expected != held:",
        "if False:",
        "tests/integration/casework/test_steps.py::test_an_old_version_is_refused_unless_the_step_is_personal",
    ),
    NamedFault(
        "a new stage keeps the clock and the reminders of the old one",
        _CASEWORK + "services/steps.py",
        "    for wait in case.open_waits:\n        wait.ended_at = moment\n",
        "",
        "tests/integration/casework/test_who_is_asked.py::test_a_new_stage_asks_again_with_a_clock_of_its_own",
    ),
    NamedFault(
        "reminders are not reset by an extension",
        _CASEWORK + "models.py",
        "        self.plan_reminder(remind_before, after=self.since)\n",
        "",
        _TESTS + "test_admission_rules.py::test_reminders_begin_again_when_comment_is_extended",
    ),
    NamedFault(
        "recusals are counted as none",
        _MEMBERSHIP + "queries/votes.py",
        "recused=sum(is_conflicted(person_id, application) for person_id in committee)",
        "recused=0",
        _TESTS + "test_conflicts.py::test_the_decision_counts_those_of_the_committee_who_were_recused",
    ),
    NamedFault(
        "objections are put twice",
        _MEMBERSHIP + "rules/deliberation.py",
        "[one for one in objections(application) if one.notice_id is None]",
        "objections(application)",
        _TESTS + "test_objections.py::test_objections_are_not_put_twice",
    ),
    NamedFault(
        "a group is always marked as one to reach",
        _CASEWORK + "emails.py",
        "unreached = reached == 0 and ",
        "unreached = ",
        _TESTS + "test_admission_rules.py::test_a_group_that_mail_reached_needs_nobody_to_reach_it",
    ),
    NamedFault(
        "the queue's “mine” shows the others' cases",
        _MEMBERSHIP + "queries/queue.py",
        "Casefile.officer_id == actor.actor_id",
        "Casefile.officer_id != actor.actor_id",
        _TESTS + "test_queue_and_desk.py::test_mine_finds_the_cases_that_the_reader_looks_after",
    ),
    NamedFault(
        "the queue's “overdue” shows what is not yet due",
        _MEMBERSHIP + "queries/queue.py",
        "Casefile.sort_due < NOW",
        "Casefile.sort_due > NOW",
        _TESTS + "test_queue_and_desk.py::test_overdue_finds_the_cases_whose_stage_is_over",
    ),
    NamedFault(
        "the desk has no due date",
        _CASEWORK + "presenter/desk.py",
        "due_at=row.due_at",
        "due_at=None",
        _TESTS + "test_queue_and_desk.py::test_the_desk_says_when_the_applicant_s_answer_is_due",
    ),
    NamedFault(
        "the desk shows cases to those who recused themselves",
        _CASEWORK + "queries/access.py",
        "return union_all(*_excluded(person_id), *_recused(person_id))",
        "return union_all(*_excluded(person_id))",
        _TESTS + "test_conflicts.py::test_a_case_closed_to_somebody_is_not_on_their_desk",
    ),
    NamedFault(
        "a wished exclusion stays ticked whatever the officer sends",
        _MEMBERSHIP + "views/secretariat.py",
        "    if not form.is_submitted():\n",
        "    if True:\n",
        _TESTS + "test_who_is_asked.py::test_a_wished_exclusion_that_the_officer_unticks_is_none",
    ),
    NamedFault(
        "ended members are offered for exclusion",
        _MEMBERSHIP + "queries/circulation.py",
        "                Membership.status != MembershipStatus.ENDED,\n",
        "",
        _TESTS + "test_who_is_asked.py::test_an_ended_member_is_not_offered_for_exclusion",
    ),
    NamedFault(
        "others' comments are taken for one's own",
        _MEMBERSHIP + "queries/circulation.py",
        "Comment.person_id == person_id, Comment.application_id.in_",
        "Comment.application_id.in_",
        _TESTS + "test_who_is_asked.py::test_a_comment_is_marked_as_given_for_its_author_alone",
    ),
    NamedFault(
        "a second notice is not mailed to those who still reply",
        _MEMBERSHIP + "services/screening.py",
        "    if still_replying:",
        "    if False:",
        _TESTS
        + "test_objections.py::test_a_second_notice_is_mailed_to_a_group_that_still_replies_to_the_first",
    ),
    NamedFault(
        "what members are shown can change after it was sent",
        _MEMBERSHIP + "services/applying.py",
        "if application.status is not Status.DRAFT:",
        "if False:",
        _TESTS + "test_admission.py::test_what_members_are_shown_is_settled_before_the_application_is_sent",
    ),
    NamedFault(
        "an interest declared in an answer refers nothing",
        _MEMBERSHIP + "services/applying.py",
        "clock.now()\n        application.is_referred = bool(referring_criteria(application))\n",
        "clock.now()\n",
        _TESTS + "test_admission.py::test_an_interest_declared_in_the_answer_to_a_request_refers_the_case",
    ),
    NamedFault(
        "a case closed for silence keeps its region when the country moves",
        _MEMBERSHIP + "queries/cases.py",
        "Status.INFORMATION_REQUESTED, Status.CLOSED)",
        "Status.INFORMATION_REQUESTED)",
        _TESTS
        + "test_moved_country.py::test_a_case_that_silence_closed_goes_along_since_it_may_be_opened_again",
    ),
    NamedFault(
        "the member does not get the signatures of its application",
        _MEMBERSHIP + "services/deciding.py",
        "    questionnaires.give_signatures_to(organisation.id, response=application.response)\n",
        "",
        _TESTS + "test_admission.py::test_what_was_signed_in_the_application_is_signed_by_the_member",
    ),
    NamedFault(
        "a missing answer empties the profile",
        _MEMBERSHIP + "services/deciding.py",
        'if value not in (None, "", []):',
        "if True:",
        _TESTS + "test_admission.py::test_a_question_without_an_answer_leaves_the_member_s_profile_as_it_was",
    ),
    NamedFault(
        "a held reply period runs on",
        _CASEWORK + "services/steps.py",
        " != wait.due_at and case.held_at is None:",
        " != wait.due_at:",
        _TESTS + "test_objections.py::test_a_held_reply_period_stands_still_though_the_case_is_asked_again",
    ),
    NamedFault(
        "a wait that begins in a hold runs",
        _CASEWORK + "services/steps.py",
        "if case.held_at is not None and due is not None:",
        "if False:",
        _LIBRARY + "test_deadlines.py::test_a_wait_that_begins_in_a_hold_begins_to_run_when_it_ends",
    ),
    NamedFault(
        "extensions of an earlier wait count",
        _CASEWORK + "services/steps.py",
        " for one in events if one.at >= since)",
        " for one in events)",
        _LIBRARY + "test_deadlines.py::test_only_extensions_of_this_wait_count_towards_its_limit",
    ),
    NamedFault(
        "a hold leaves open forms good",
        _CASEWORK + "queries/clocks.py",
        ", version=Casefile.version + 1)",
        ")",
        _LIBRARY + "test_deadlines.py::test_a_form_that_was_open_when_the_hold_began_is_refused",
    ),
    NamedFault(
        "whoever forwards a case becomes its officer",
        _MEMBERSHIP + "services/screening.py",
        "        if application.officer_id is None:\n",
        "        if True:\n",
        _QUEUE + "test_whoever_forwards_an_application_leaves_it_with_its_officer",
    ),
    NamedFault(
        "a vote to decline keeps a tier",
        _MEMBERSHIP + "services/deciding.py",
        "row.tier = tier if choice is Ballot.ADMIT else None",
        "row.tier = tier",
        _QUEUE + "test_only_a_vote_to_admit_names_a_tier",
    ),
    NamedFault(
        "previous and next change places in a falling sort",
        "app/web/list_page/fetching.py",
        '("after", "before") if sort.descending else ("before", "after")',
        '("before", "after")',
        _QUEUE + "test_the_applications_beside_one_follow_a_falling_sort",
    ),
    NamedFault(
        "a selection reaches into another network",
        _MEMBERSHIP + "services/selected.py",
        "if application.body_id != body_id:",
        "if False:",
        _QUEUE + "test_an_application_of_another_network_is_not_acted_on_from_this_one",
    ),
    NamedFault(
        "a case opens under the name of another network",
        _CASEWORK + "opening.py",
        "if case.body.slug != slug:",
        "if False:",
        _QUEUE + "test_an_application_is_not_there_under_the_name_of_another_network",
    ),
    NamedFault(
        "a role elsewhere takes the queue away",
        _MEMBERSHIP + "views/queue.py",
        "permission, body=shown.body.id):\n        abort(404)\n",
        "permission, body=shown.body.id):\n        pass\n",
        _QUEUE + "test_a_role_in_another_network_neither_acts_on_this_queue_nor_takes_it_away",
    ),
    NamedFault(
        "a role elsewhere acts on a selection",
        _MEMBERSHIP + "views/queue.py",
        "if not shown.works:",
        "if False:",
        _QUEUE + "test_a_role_in_another_network_neither_acts_on_this_queue_nor_takes_it_away",
    ),
    NamedFault(
        "the record of an export has no number of rows",
        _MEMBERSHIP + "views/queue.py",
        '        details={"rows": len(rows)},\n',
        "",
        _QUEUE + "test_the_record_of_an_export_says_how_many_rows_were_taken",
    ),
    NamedFault(
        "a network stays somebody's own once their application has ended",
        _MEMBERSHIP + "queries/cases.py",
        "(own_organisations(person_id)),\n        Casefile.is_open.is_(True),\n",
        "(own_organisations(person_id)),\n",
        _QUEUE + "test_a_network_is_somebody_s_own_while_they_apply_to_it",
    ),
    NamedFault(
        "members without an account are asked",
        _CASEWORK + "queries/cases.py",
        "Person.id.in_(asked), Person.active.is_(True)",
        "Person.id.in_(asked)",
        _QUEUE + "test_whoever_has_no_account_any_more_is_asked_nothing",
    ),
    NamedFault(
        "contacts without an account are asked",
        _CASEWORK + "queries/cases.py",
        "Person.id.in_(person_ids), Person.active.is_(True)",
        "Person.id.in_(person_ids)",
        _QUEUE + "test_whoever_has_no_account_any_more_is_asked_nothing",
    ),
    NamedFault(
        "a decision stays news for ever",
        _CASEWORK + "queries/desk.py",
        "Casefile.closed_at >= news_since, ",
        "",
        _LIBRARY + "test_deadlines.py::test_a_decision_is_news_on_the_desk_for_as_long_as_it_is_asked_for",
    ),
)
