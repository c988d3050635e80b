"""Who may open which page of grants: money, and calls for proposals."""

from __future__ import annotations

from tests.integration.access.expected import (
    CONTACTS,
    FINANCE,
    GRANTS,
    Expected,
    Row,
    contacts,
    everyone,
    only,
    signed_in,
)


def funds_page(name: str, **more: str) -> Row:
    """Money is seen by its finance and by the auditor of the installation, in its own network only."""
    return Row(
        f"grants_funding.{name}",
        get=only({"finance": 200, "grants": 200, "auditor": 200}, among=(*FINANCE, *GRANTS)),
        values={"slug": "slug", **more},
        foreign="ref" in more,
    )


def act_page(name: str, act: str, **more: str) -> Row:
    """Money is entered by the finance of the network, and by nobody else."""
    return Row(
        f"grants_funding.{name}",
        get=only({"finance": 200}, among=FINANCE),
        post=only({"finance": 422}, among=FINANCE),
        values={"slug": "slug", "name": f"={act}", **more},
        foreign="ref" in more,
    )


MONEY = (
    act_page("act_on_network", "account"),
    act_page("act_on_network", "bank-account"),
    act_page("act_on_fund", "receive", ref="fund"),
    act_page("act_on_entry", "uncommit", ref="fund", number="=2"),
    Row(
        "grants_funding.import_budget",
        get=only({"finance": 200}, among=FINANCE),
        post=only({"finance": 422}, among=FINANCE),
        values={"slug": "slug"},
    ),
    Row(
        "grants_funding.import_costs",
        get=only({"finance": 200}, among=FINANCE),
        post=only({"finance": 422}, among=FINANCE),
        values={"slug": "slug", "ref": "fund"},
        foreign=True,
    ),
    Row(
        "grants_funding.record_costs",
        post=only({"finance": 404}, among=FINANCE),
        values={"slug": "slug", "ref": "fund"},
        foreign=True,
    ),
    Row(
        "grants_funding.approve",
        get=only({"finance": 404}, among=FINANCE),
        post=only({"finance": 404}, among=FINANCE),
        values={"slug": "slug", "ref": "fund", "token": "=forged"},
        foreign=True,
    ),
    funds_page("funds"),
    funds_page("money", ref="fund"),
    funds_page("entries", ref="fund"),
    funds_page("entry", ref="fund", number="=1"),
    funds_page("awards", ref="fund"),
    *(funds_page(one, ref="fund") for one in ("report", "report_workbook", "report_paper")),
    *(funds_page(f"saved_{one}", ref="fund", number="=1") for one in ("report", "workbook", "paper")),
    funds_page("terms", ref="fund"),
)


def calls_page(name: str, which: str = "", *, post: int | None = None) -> Row:
    """Calls are made by the grants officers of their own network."""
    return Row(
        f"grants_calls.{name}",
        get=only({"grants": 200}, among=GRANTS),
        post=None if post is None else only({"grants": post}, among=GRANTS),
        values={"slug": "slug", **({"ref": f"call {which}"} if which else {})},
        foreign=bool(which),
    )


def question_page(name: str, which: str, *, post: int) -> Row:
    """A question about the open call, for the grants officers of its network."""
    return Row(
        f"grants_calls.{name}",
        get=only({"grants": 200}, among=GRANTS),
        post=only({"grants": post}, among=GRANTS),
        values={"slug": "slug", "ref": "call open", "number": f"question {which}"},
        foreign=True,
    )


CALLS = (
    calls_page("calls"),
    calls_page("new", post=422),
    calls_page("work", "draft"),
    calls_page("edit", "draft", post=422),
    calls_page("publish", "draft", post=303),
    calls_page("preview", "draft"),
    calls_page("preview_form", "draft"),
    calls_page("copy", "open", post=422),
    calls_page("extend", "open", post=422),
    calls_page("cancel", "open", post=422),
    calls_page("decided", "open", post=422),
    calls_page("archive", "open", post=409),
    question_page("question", "waiting", post=303),
    question_page("question", "replied", post=409),
    question_page("publish_answer", "waiting", post=422),
    question_page("join_question", "waiting", post=422),
    question_page("reply_to_question", "waiting", post=422),
    calls_page("questions", "open"),
    Row(
        "grants_calls.ask",
        get=signed_in(200),
        post=signed_in(422),
        values={"slug": "slug", "code": "call code"},
    ),
    Row(
        "grants_calls.asked",
        get=only({"lead": 200}),
        values={"ref": "question replied"},
        foreign=True,
    ),
    *(
        Row(f"grants_calls.{name}", get=everyone(200), values={"slug": "slug"})
        for name in ("grants", "atom", "calendar")
    ),
    Row("grants_calls.blank", get=everyone(200), values={"slug": "slug", "code": "call code"}),
    Row("grants_calls.call", get=everyone(200), values={"slug": "slug", "code": "call code"}),
)


def own_page(name: str, which: str, get: Expected, post: Expected | None = None, **more: str) -> Row:
    """A page of the group's own application."""
    return Row(
        f"grants_applications.{name}",
        get=get,
        post=post,
        values={"ref": f"grant {which}", **more},
        foreign=True,
    )


def office_page(name: str, of: str, get: int | None, post: int | None = None) -> Row:
    """A page on which the grants officers of the network work."""
    return Row(
        f"grants_applications.{name}",
        get=None if get is None else only({"grants": get}, among=GRANTS),
        post=None if post is None else only({"grants": post}, among=GRANTS),
        values={"slug": "slug", "ref": of},
        foreign=True,
    )


APPLICATIONS = (
    Row(
        "grants_applications.start",
        get=signed_in(200),
        post=signed_in(422),
        values={"slug": "slug", "code": "call code"},
    ),
    own_page("own", "draft", contacts(200)),
    own_page("section", "draft", contacts(200, 200, 404), contacts(303, 303, 404), code="=form"),
    own_page("check", "draft", contacts(200, 200, 404), contacts(422, 422, 404)),
    own_page("answers", "sent", contacts(200)),
    office_page("applications", "call open", 200),
    office_page("act_on_selection", "call open", None, 303),
    office_page("decline", "call open", 303, 303),
    office_page("work", "grant sent", 200),
    office_page("propose", "grant sent", 409, 422),
)


def award_page(name: str, which: str, get: Expected, post: Expected | None = None, **more: str) -> Row:
    """A page of the group's own grant."""
    return Row(
        f"grants_awards.{name}", get=get, post=post, values={"ref": f"award {which}", **more}, foreign=True
    )


def awards_page(name: str, get: int | None, post: int | None = None, **more: str) -> Row:
    """A page on which the grants officers of the network work."""
    return Row(
        f"grants_awards.{name}",
        get=None if get is None else only({"grants": get}, among=GRANTS),
        post=None if post is None else only({"grants": post}, among=GRANTS),
        values={"slug": "slug", **more},
        foreign="ref" in more,
    )


def payments_page(name: str, get: int | None, post: int | None = None, **more: str) -> Row:
    """A page on which finance pays."""
    return Row(
        f"grants_awards.{name}",
        get=None if get is None else only({"finance": get}, among=FINANCE),
        post=None if post is None else only({"finance": post}, among=FINANCE),
        values={"slug": "slug", **more},
        foreign="ref" in more,
    )


WRITES = contacts(200, 200, 404), contacts(422, 422, 404)
AWARDS = (
    award_page("own", "paid", contacts(200)),
    award_page("accept", "offered", *WRITES),
    award_page("agreement", "paid", contacts(200)),
    award_page("agreement_file", "paid", contacts(200)),
    award_page("route", "paid", *WRITES),
    award_page("details", "paid", *WRITES, route="=bank"),
    award_page("confirm", "paid", *WRITES, number="=1"),
    award_page("report", "paid", *WRITES),
    award_page("ask_for_time", "paid", *WRITES),
    awards_page("propose_time", 200, 422, ref="award paid"),
    award_page("sign_variation", "paid", contacts(409, 409, 404), contacts(409, 409, 404)),
    awards_page("propose_amount", 200, 422, ref="award paid"),
    awards_page("decide_variation", 409, 409, ref="award reported"),
    awards_page("offers", 200, 303, ref="call done"),
    awards_page("awards", 200),
    awards_page("act_on_selection", None, 303),
    awards_page("work", 200, ref="award reported"),
    awards_page("work_agreement", 200, ref="award reported"),
    awards_page("accept_report", 200, 303, ref="award reported"),
    payments_page("payments", 200, 422),
    payments_page("run", 200, 409, ref="run"),
    payments_page("cancel_run", None, 409, ref="run"),
    payments_page("leave_out", None, 303, ref="run", award="award reported"),
    payments_page("conflict", 200, 303, ref="award paid"),
    payments_page("file", 200, ref="run", route="=bank"),
    payments_page("bank_file", 200, ref="run"),
)


def expenses_page(name: str, get: Expected | None, post: Expected | None = None, **more: str) -> Row:
    """A page on which a group enters what it spent of its own grant."""
    return Row(
        f"grants_reports.{name}", get=get, post=post, values={"ref": "award spending", **more}, foreign=True
    )


REPORTS = (
    Row(
        "documents.download",
        get=only({**dict.fromkeys(CONTACTS, 200), "grants": 200}),
        values={"ref": "receipt"},
        foreign=True,
    ),
    expenses_page("own", contacts(200)),
    expenses_page("add", *WRITES),
    expenses_page("change", *WRITES, number="=1"),
    expenses_page("remove", None, contacts(303, 303, 404), number="=1"),
    expenses_page("report", *WRITES),
    *(
        Row(
            f"grants_reports.{name}",
            get=only({"grants": 200}, among=GRANTS),
            post=post,
            values={"slug": "slug", "ref": "award costed"},
            foreign=True,
        )
        for name, post in (("expenses", None), ("check", only({"grants": 422}, among=GRANTS)))
    ),
)
