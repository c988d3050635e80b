"""Money that comes to a fund, its budget and its costs."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.grants.funding import forms, services
from app.grants.funding.forms import ActForm
from app.grants.funding.views.act import Act, Group, On


def asks_second(form: ActForm) -> bool:
    """Whether somebody else is asked, since the fund's own cash is short."""
    return bool(form["second"].data)


OF_FUND = (
    Act(
        "receive",
        services.receive,
        forms.ArrivalForm,
        (On.DONOR_AWARD, On.OWN_FUNDS),
        Group.MONEY_IN,
        _l("Money received"),
        _l("Record the money"),
        _l("The money is recorded."),
        _l("The whole amount that was sent. What a bank kept of it is a bank charge of its own."),
    ),
    Act(
        "opening",
        services.open_with,
        forms.ArrivalForm,
        (On.OWN_FUNDS,),
        Group.MONEY_IN,
        _l("Opening balance"),
        _l("Record the balance"),
        _l("The opening balance is recorded."),
        _l("What own funds held in an account when the books began."),
    ),
    Act(
        "interest",
        services.earn_interest,
        forms.ArrivalForm,
        (On.DONOR_AWARD, On.OWN_FUNDS),
        Group.MONEY_IN,
        _l("Interest"),
        _l("Record the interest"),
        _l("The interest is recorded."),
    ),
    Act(
        "allocate",
        services.allocate,
        forms.AllocateForm,
        (On.DONOR_AWARD,),
        Group.BUDGET,
        _l("Set money aside"),
        _l("Set it aside"),
        _l("The money is set aside."),
        _l("A part of a budget line is kept for a purpose, such as a call for proposals."),
    ),
    Act(
        "move",
        services.move,
        forms.MoveForm,
        (On.DONOR_AWARD,),
        Group.BUDGET,
        _l("Move budget between lines"),
        _l("Move it"),
        _l("The budget is moved."),
    ),
    Act(
        "commit",
        services.commit,
        forms.CommitForm,
        (On.DONOR_AWARD,),
        Group.BUDGET,
        _l("Commit money to a grant"),
        _l("Commit the money"),
        _l("The money is committed."),
        _l("What a grantee is promised, under the donor’s terms of the day of the agreement."),
    ),
    Act(
        "revalue",
        services.revalue,
        forms.DayForm,
        (On.DONOR_AWARD,),
        Group.BUDGET,
        _l("Revalue commitments"),
        _l("Revalue them"),
        _l("The commitments are revalued."),
        _l("What is still to be paid in other currencies is booked at the published rate of the month."),
    ),
    Act(
        "cost",
        services.book_cost,
        forms.CostForm,
        (On.DONOR_AWARD,),
        Group.COSTS,
        _l("Own cost"),
        _l("Record the cost"),
        _l("The cost is recorded."),
        _l("A cost of the network itself, such as salaries, on a budget line of the donor."),
        takes_second=asks_second,
        asks_for_cash=True,
    ),
    Act(
        "own-cost",
        services.book_own_cost,
        forms.OwnCostForm,
        (On.OWN_FUNDS,),
        Group.COSTS,
        _l("Cost borne by own funds"),
        _l("Record the cost"),
        _l("The cost is recorded."),
        _l("A cost that no donor pays."),
        takes_second=asks_second,
        asks_for_cash=True,
    ),
    Act(
        "bank-charge",
        services.charge_bank,
        forms.BankChargeForm,
        (On.DONOR_AWARD,),
        Group.COSTS,
        _l("Bank charge"),
        _l("Record the charge"),
        _l("The bank charge is recorded."),
        takes_second=asks_second,
        asks_for_cash=True,
    ),
    Act(
        "exchange",
        services.exchange,
        forms.ExchangeForm,
        (On.DONOR_AWARD, On.OWN_FUNDS),
        Group.COSTS,
        _l("Exchange between accounts"),
        _l("Record the exchange"),
        _l("The exchange is recorded."),
    ),
)
