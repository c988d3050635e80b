"""The pages of grants that are looked at: money, and calls for proposals."""

from __future__ import annotations

from tests.browser.page_seen import EMPTY, IDPC, VISITOR, PageSeen

A_FUND = {**IDPC, "ref": "@fund/HILL"}
MONEY = (
    PageSeen("funds", "grants_funding.funds", "finance", IDPC),
    PageSeen("fund", "grants_funding.money", "finance", A_FUND),
    PageSeen("own-funds", "grants_funding.money", "finance", {**IDPC, "ref": "@fund/OWN"}),
    PageSeen("entries", "grants_funding.entries", "finance", A_FUND),
    PageSeen(
        "entries-figure", "grants_funding.entries", "finance", {**A_FUND, "figure": "paid", "line": "H1"}
    ),
    PageSeen("entry", "grants_funding.entry", "finance", {**A_FUND, "number": "22"}),
    PageSeen("fund-awards", "grants_funding.awards", "finance", A_FUND),
    PageSeen("donor-report", "grants_funding.report", "finance", A_FUND),
    PageSeen("saved-report", "grants_funding.saved_report", "finance", {**A_FUND, "number": "1"}),
    PageSeen("act-save-report", "grants_funding.act_on_fund", "finance", {**A_FUND, "name": "save-report"}),
    PageSeen("fund-terms", "grants_funding.terms", "finance", A_FUND),
    PageSeen(
        "add-account", "grants_funding.act_on_network", "finance", {**IDPC, "name": "account"}, wrong=EMPTY
    ),
    PageSeen("budget-file", "grants_funding.import_budget", "finance", IDPC, wrong=EMPTY),
    PageSeen("costs-file", "grants_funding.import_costs", "finance", A_FUND, wrong=EMPTY),
    *(
        PageSeen(
            f"act-{name}", "grants_funding.act_on_fund", "finance", {**A_FUND, "name": name}, wrong=EMPTY
        )
        for name in ("commit", "exchange", "close", "terms", "carry-over", "terminate")
    ),
    PageSeen(
        "act-accept",
        "grants_funding.act_on_entry",
        "finance",
        {**A_FUND, "number": "22", "name": "accept"},
        wrong=EMPTY,
    ),
)

A_CALL = {**IDPC, "ref": "@call/day-of-action"}
A_DRAFT = {**IDPC, "ref": "@call/exchange-visits"}
A_QUESTION = {**A_CALL, "number": "@question/waiting"}
CALLS = (
    PageSeen("grants", "grants_calls.grants", VISITOR, IDPC),
    PageSeen("call", "grants_calls.call", VISITOR, {**IDPC, "code": "day-of-action"}),
    PageSeen("blank", "grants_calls.blank", VISITOR, {**IDPC, "code": "day-of-action"}),
    PageSeen("blank-budget", "grants_calls.blank", VISITOR, {**IDPC, "code": "community-care"}),
    PageSeen("calls", "grants_calls.calls", "grants", IDPC),
    PageSeen("new-call", "grants_calls.new", "grants", IDPC, wrong=EMPTY),
    PageSeen("call-work", "grants_calls.work", "grants", A_CALL),
    PageSeen("call-draft", "grants_calls.work", "grants", A_DRAFT),
    PageSeen("edit-call", "grants_calls.edit", "grants", A_DRAFT, wrong=EMPTY),
    PageSeen("publish-call", "grants_calls.publish", "grants", A_DRAFT),
    PageSeen("preview-call", "grants_calls.preview", "grants", A_DRAFT),
    PageSeen("preview-form", "grants_calls.preview_form", "grants", A_DRAFT),
    PageSeen("copy-call", "grants_calls.copy", "grants", A_CALL, wrong={"code": "Not an address"}),
    PageSeen("extend-call", "grants_calls.extend", "grants", A_CALL, wrong=EMPTY),
    PageSeen("cancel-call", "grants_calls.cancel", "grants", A_CALL, wrong=EMPTY),
    PageSeen("decided-call", "grants_calls.decided", "grants", A_CALL),
    PageSeen("archive-call", "grants_calls.archive", "grants", A_CALL),
    PageSeen("call-asking", "grants_calls.call", "member-en", {**IDPC, "code": "day-of-action"}),
    PageSeen("ask", "grants_calls.ask", "member-en", {**IDPC, "code": "day-of-action"}, wrong=EMPTY),
    PageSeen("asked", "grants_calls.asked", "member-en", {"ref": "@question/published"}),
    PageSeen("asked-privately", "grants_calls.asked", "member-en", {"ref": "@question/replied"}),
    PageSeen("questions", "grants_calls.questions", "grants", A_CALL),
    PageSeen("question", "grants_calls.question", "grants", A_QUESTION),
    PageSeen("publish-answer", "grants_calls.publish_answer", "grants", A_QUESTION),
    PageSeen("join-question", "grants_calls.join_question", "grants", A_QUESTION, wrong=EMPTY),
    PageSeen("reply", "grants_calls.reply_to_question", "grants", A_QUESTION, wrong=EMPTY),
)

DECIDING = {**IDPC, "ref": "@call/winter-shelter"}
RECEIVED = {**IDPC, "ref": "@grant-application/winter-shelter/shortlisted"}
A_DRAFT_OF_OURS = {"ref": "@grant-application/day-of-action/draft"}
APPLICATIONS = (
    PageSeen(
        "apply", "grants_applications.start", "member-en", {**IDPC, "code": "day-of-action"}, wrong=EMPTY
    ),
    PageSeen("grant-own", "grants_applications.own", "member-en", A_DRAFT_OF_OURS),
    PageSeen("grant-form", "grants_applications.section", "member-en", {**A_DRAFT_OF_OURS, "code": "form"}),
    PageSeen("grant-check", "grants_applications.check", "member-en", A_DRAFT_OF_OURS),
    PageSeen("grant-answers", "grants_applications.answers", "member-en", A_DRAFT_OF_OURS),
    PageSeen("grant-applications", "grants_applications.applications", "grants", DECIDING),
    PageSeen("grant-work", "grants_applications.work", "grants", RECEIVED),
    PageSeen(
        "grant-decline",
        "grants_applications.decline",
        "grants",
        {**DECIDING, "case": "@grant-application/winter-shelter/shortlisted"},
        wrong=EMPTY,
    ),
    PageSeen("grant-propose", "grants_applications.propose", "grants", RECEIVED, wrong=EMPTY),
)

OFFERED = {"ref": "@grant-award/night-of-names/offered"}
PAID = {"ref": "@grant-award/night-of-names/active"}
REPORTED = {**IDPC, "ref": "@grant-award/night-of-names/reported"}
TO_SIGN = {"ref": "@varied-award/to_sign"}
VARIED = {**IDPC, "ref": "@varied-award/proposed"}
AWARDS = (
    PageSeen("award-offered", "grants_awards.own", "member-en", OFFERED),
    PageSeen("award-accept", "grants_awards.accept", "member-en", OFFERED, wrong=EMPTY),
    PageSeen("award-paid", "grants_awards.own", "member-es", PAID),
    PageSeen("award-agreement", "grants_awards.agreement", "member-es", PAID),
    PageSeen("award-route", "grants_awards.route", "member-es", PAID, wrong=EMPTY),
    PageSeen("award-bank", "grants_awards.details", "member-es", {**PAID, "route": "bank"}, wrong=EMPTY),
    PageSeen("award-confirm", "grants_awards.confirm", "member-es", {**PAID, "number": "1"}, wrong=EMPTY),
    PageSeen("award-report", "grants_awards.report", "member-es", PAID, wrong=EMPTY),
    PageSeen("award-more-time", "grants_awards.ask_for_time", "member-es", PAID, wrong=EMPTY),
    PageSeen("award-asked", "grants_awards.own", "member-network", {"ref": "@varied-award/proposed"}),
    PageSeen("propose-time", "grants_awards.propose_time", "grants", {**IDPC, **PAID}, wrong=EMPTY),
    PageSeen("award-change", "grants_awards.decide_variation", "grants", VARIED, wrong=EMPTY),
    PageSeen("propose-amount", "grants_awards.propose_amount", "grants", {**IDPC, **PAID}, wrong=EMPTY),
    PageSeen("award-to-sign", "grants_awards.own", "member-fr", TO_SIGN),
    PageSeen("award-sign-change", "grants_awards.sign_variation", "member-fr", TO_SIGN, wrong=EMPTY),
    PageSeen("award-work-to-sign", "grants_awards.work", "grants", {**IDPC, **TO_SIGN}),
    PageSeen("offers", "grants_awards.offers", "grants", DECIDING),
    PageSeen("awards", "grants_awards.awards", "grants", IDPC),
    PageSeen("award-work", "grants_awards.work", "grants", REPORTED),
    PageSeen("accept-report", "grants_awards.accept_report", "grants", REPORTED),
    PageSeen("payments", "grants_awards.payments", "finance", IDPC),
    PageSeen("conflict", "grants_awards.conflict", "finance", {**IDPC, **PAID}),
    PageSeen("payment-run", "grants_awards.run", "treasurer", {**IDPC, "ref": "@payment-run/approved"}),
)

SPENDING = {"ref": "@grant-award/street-kitchens/active"}
COSTED = {**IDPC, "ref": "@grant-award/street-kitchens/reported"}
AN_EXPENSE = {**SPENDING, "number": "2"}
FAULTS = {"amount": "0", "proof": "peers", "peer_codes": "kim@example.org", "day": "1999-05-31"}
REPORTS = (
    PageSeen("expenses-own", "grants_reports.own", "member-en", SPENDING),
    PageSeen("expense-new", "grants_reports.add", "member-en", SPENDING, wrong=EMPTY),
    PageSeen("expense-change", "grants_reports.change", "member-en", AN_EXPENSE, wrong=FAULTS),
    PageSeen("cost-report", "grants_reports.report", "member-en", SPENDING, wrong=EMPTY),
    PageSeen("expenses", "grants_reports.expenses", "grants", COSTED),
    PageSeen("expenses-check", "grants_reports.check", "grants", COSTED, wrong={"amount_1": "9,999"}),
)

SCORED = {**IDPC, "ref": "@call/neighbour-schools"}
A_RUBRIC = {**IDPC, "ref": "@call/reading-rooms"}
TO_ANSWER = {"ref": "@review/reviewer-en/invited"}
TO_WRITE = {"ref": "@review/reviewer-es/accepted"}
FLAGGED = {**IDPC, "ref": "@flagged-review/complete"}
COMPLETE = {**IDPC, "ref": "@grant-review/complete"}
ASKING = {**IDPC, "ref": "@grant-review/asking"}
TO_BE_REVIEWED = {**IDPC, "ref": "@grant-application/neighbour-schools/submitted"}
REVIEWS = (
    PageSeen("call-scored", "grants_calls.call", VISITOR, {**IDPC, "code": "neighbour-schools"}),
    PageSeen("rubric", "grants_reviews.rubric", "grants", A_RUBRIC, wrong={"reviewers": ""}),
    PageSeen("reviewers", "grants_reviews.plan", "grants", SCORED),
    PageSeen("ranking", "grants_reviews.ranking", "grants", SCORED),
    PageSeen("review-work", "grants_reviews.work", "grants", COMPLETE),
    PageSeen("review-asking", "grants_reviews.work", "grants", ASKING),
    PageSeen("review-ask", "grants_reviews.ask", "grants", TO_BE_REVIEWED, wrong=EMPTY),
    PageSeen(
        "review-set-aside",
        "grants_reviews.set_aside",
        "grants",
        {**ASKING, "person": "@person/reviewer-es"},
        wrong=EMPTY,
    ),
    PageSeen(
        "review-reopen",
        "grants_reviews.reopen",
        "grants",
        {**COMPLETE, "review": "@sent-review/complete"},
        wrong=EMPTY,
    ),
    PageSeen("review-concerns", "grants_reviews.concerns", "grants", FLAGGED),
    PageSeen("review-comments", "grants_reviews.comments", "grants", COMPLETE),
    PageSeen("reviews", "grants_reviews.reviews", "reviewer-es", IDPC),
    PageSeen("review-profile", "grants_reviews.profile", "reviewer-es", IDPC, wrong=EMPTY),
    PageSeen("review-answer", "grants_reviews.answer", "reviewer-en", TO_ANSWER, wrong=EMPTY),
    PageSeen("review-own", "grants_reviews.own", "reviewer-es", TO_WRITE, wrong=EMPTY),
    PageSeen("review-sent", "grants_reviews.own", "reviewer-es", {"ref": "@review/reviewer-es/submitted"}),
    PageSeen("review-concern", "grants_reviews.concern", "reviewer-es", TO_WRITE, wrong=EMPTY),
)

A_GROUP = {**IDPC, "ref": "@checked-group/passed"}
CHECKS = (
    PageSeen("checks", "grants_diligence.checks", "grants", IDPC),
    PageSeen("checks-all", "grants_diligence.checks", "grants", {**IDPC, "show": "all"}),
    PageSeen("checks-running", "grants_diligence.checks", "grants", {**IDPC, "show": "running"}),
    PageSeen("checks-of-group", "grants_diligence.group", "grants", A_GROUP, wrong=EMPTY),
    PageSeen("check", "grants_diligence.work", "grants", {**IDPC, "ref": "@check/passed"}),
    PageSeen("check-answers", "grants_diligence.answers", "grants", {**IDPC, "ref": "@check/checking"}),
    PageSeen(
        "check-conclude",
        "grants_diligence.conclude",
        "grants-2",
        {**IDPC, "ref": "@check/ready"},
        wrong=EMPTY,
    ),
)

FAULTY = {**IDPC, "ref": "@past-import/unsorted-2018.csv"}
TAKEN_IN = {**IDPC, "ref": "@past-import/grants-2016.json"}
PUBLISHING = (
    PageSeen("award-public", "grants_publishing.own", "member-es", PAID),
    PageSeen("grants-given", "grants_publishing.given", VISITOR, IDPC, weighed=True),
    PageSeen("grants-given-year", "grants_publishing.given", VISITOR, {**IDPC, "year": "1999"}),
    PageSeen("publicity", "grants_publishing.publicity", "grants", IDPC),
    PageSeen("past-grants", "grants_publishing.past", "grants", IDPC),
    PageSeen("past-grants-nothing", "grants_publishing.past", "grants", {**IDPC, "q": "qqqq"}),
    PageSeen("imports", "grants_publishing.imports", "grants", IDPC, wrong=EMPTY),
    PageSeen("import-faulty", "grants_publishing.imported", "grants", FAULTY, wrong=EMPTY),
    PageSeen("import-public", "grants_publishing.imported", "grants", TAKEN_IN),
    PageSeen("open-data", "grants_publishing.files", "grants", IDPC),
)

# GET routes of grants that are no page to look at, or that a walk looks at, and why.
NOT_LISTED_OF_GRANTS = {
    "grants_calls.atom": "a file",
    "grants_calls.calendar": "a file",
    "grants_awards.file": "a file",
    "grants_awards.bank_file": "a file",
    "grants_funding.report_workbook": "a file",
    "grants_funding.report_paper": "a file",
    "grants_funding.saved_workbook": "a file",
    "grants_funding.saved_paper": "a file",
    "grants_awards.agreement_file": "a file",
    "grants_awards.work_agreement": "a file",
    "grants_publishing.giving_json": "a file",
    "grants_publishing.giving_csv": "a file",
    "grants_publishing.iati": "a file",
    "grants_funding.approve": "seen by the walk of those who keep funds",
}
