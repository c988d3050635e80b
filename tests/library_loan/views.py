"""The pages of the library, on the frames that all processes share."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request, url_for
from wtforms.validators import InputRequired, Length

from app.accounts.queries import list_people_names
from app.casework.models import deadline_of
from app.casework.opening import find_own, open_case
from app.casework.presenter import actions, history, progress, stage_bar, stage_sign
from app.casework.queries import list_mine_among
from app.casework.rules import ACTING_CONTACTS
from app.kernel import audit
from app.kernel.permissions import Permission
from app.organisations.queries import current_membership, get_body, list_contact_organisations
from app.web.access import requires, signed_in
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.form_views import Answer, done, show_form
from app.web.forms import Form, LineField
from app.web.list_page import Column, Filter, ListPage, ListState, Search, Tab, fetch
from tests.library_loan import queries, services
from tests.library_loan.labels import BOOK, BORROW, LOANS, STATUS, say
from tests.library_loan.models import Loan

bp = Blueprint("library_loan", __name__, url_prefix="/<any(en,es,fr):lang>", template_folder="templates")
LIST = ListPage(
    sorts=queries.SORTS,
    default_sort="due",
    columns=(
        Column("name", say("Borrower"), sort="name"),
        Column("book", say("Book"), css="w12"),
        Column("status", say("Status"), css="w12"),
        Column("due", say("Due"), sort="due", css="w10"),
    ),
    filters=(Filter("overdue", say("Overdue")),),
)


class AskForm(Form):
    book = LineField(BOOK, validators=[InputRequired(BOOK), Length(max=200)])


@bp.get("/n/<slug>/loans/")
@requires(Permission.READ_CASES)
def loans(slug: str) -> str:
    """The loans that the reader may see."""
    body, actor = get_body(slug), current_actor()
    show_body(body)
    state = ListState(LIST, "library_loan.loans", slug=slug)
    chosen = "closed" if request.args.get("closed") else ""
    behind = queries.tabs(overdue=state.is_on("overdue"))
    search = Search(state.text, exact=lambda words: queries.find_words(actor, body.id, words))
    listed = queries.list_statement(actor, body.id)
    page = fetch(search.narrow(listed).where(behind[chosen]), state, size=current_app.config["PAGE_SIZE"])
    counts = search.count(listed, behind)
    labels = {"": say("Open"), "closed": say("Closed")}
    tabs = [
        Tab(label, state.url(closed="1" if name else None), name == chosen, counts[name])
        for name, label in labels.items()
    ]
    mine = list_mine_among(actor, [row.id for row in page.rows])
    return render_template(
        "library_loan/loans.html", state=state, rows=page.rows, pages=state.pages(page), tabs=tabs,
        mine=mine, title=LOANS, words=STATUS, deadline_of=deadline_of,
    )  # fmt: skip


@bp.route("/n/<slug>/loans/ask", methods=["GET", "POST"])
@signed_in
def ask(slug: str) -> Answer:
    """Ask for a book."""
    body, actor = get_body(slug), current_actor()
    show_body(body)
    own = [one for one, role in list_contact_organisations(actor.actor_id) if role in ACTING_CONTACTS]
    borrower = next((one for one in own if current_membership(one.id, body.id)), None)
    if borrower is None:
        abort(404)
    form = AskForm()
    if form.validate_on_submit():
        loan = services.ask_for((form.book.data or "").strip(), body=body, borrower=borrower, actor=actor)
        return done(url_for("library_loan.own", ref=loan.ref), str(STATUS[loan.status]))
    back = {"url": url_for("dashboard.desk"), "label": LOANS}
    return show_form("step.html", form, step={"title": BORROW, "submit": BORROW}, back=back)


@bp.get("/n/<slug>/loans/<ref>/")
@requires(Permission.READ_CASES)
def work(slug: str, ref: str) -> str:
    """A loan as the library sees it."""
    loan = open_case(queries.get_loan, slug, ref)
    return _page(loan, url_for("library_loan.loans", slug=slug), for_organisation=False)


@bp.get("/loans/<ref>")
@signed_in
def own(ref: str) -> str:
    """A loan as its borrower sees it."""
    loan = find_own(queries.get_loan, ref)
    return _page(loan, url_for("dashboard.desk"), for_organisation=True)


def _page(loan: Loan, back: str, *, for_organisation: bool) -> str:
    events = audit.list_events("loan", loan.id)
    names = list_people_names({one.actor_id for one in events if one.actor_id is not None})
    frame = {
        "back_url": back,
        "back_label": LOANS,
        "title": loan.title,
        "sign": stage_sign(loan.process, loan.status),
        "stage": STATUS[loan.status],
        "note": loan.ref,
        "stages": stage_bar(progress(loan, events)),
        "sections": [],
        "actions": actions(loan, current_actor()),
    }
    lines = history(loan, events, names=names, for_organisation=for_organisation)
    return render_template("library_loan/loan.html", frame=frame, loan=loan, lines=lines, book=BOOK)
