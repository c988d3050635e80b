"""What becomes of a single entry: a commitment, a payment, money that was set aside."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.grants.funding import forms, presenter, services
from app.grants.funding.enums import Evidence, FactKind
from app.grants.funding.views.act import Act, Group, On

PAYMENTS = (FactKind.PAYMENT, FactKind.REISSUE)

OF_ENTRY = (
    Act(
        "give-back",
        services.release_allocation,
        forms.ReleaseAllocationForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Release what was set aside"),
        _l("Release the rest"),
        _l("The rest is released."),
        _l("What was set aside and is neither committed nor paid goes back to the budget line."),
        kinds=(FactKind.ALLOCATION,),
        suits=lambda fact: fact.allocated_minor > 0,
        figures=presenter.allocation_figures,
    ),
    Act(
        "pay",
        services.pay,
        forms.PayForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Pay the grantee"),
        _l("Ask for approval"),
        _l("The payment is recorded."),
        _l("A second person approves it. Nothing is recorded before."),
        kinds=(FactKind.COMMITMENT,),
        takes_second=lambda _form: True,
        asks_for_cash=True,
    ),
    Act(
        "uncommit",
        services.release_promise,
        forms.ReleaseForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Release the commitment"),
        _l("Release the rest"),
        _l("The rest of the commitment is released."),
        _l("What is committed and will not be paid goes back to the budget line."),
        kinds=(FactKind.COMMITMENT,),
    ),
    Act(
        "accept",
        services.accept,
        forms.AcceptForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Accept an expense"),
        _l("Accept the expense"),
        _l("The expense is accepted."),
        _l("What is attested by two officers, a second person approves before it is recorded."),
        kinds=PAYMENTS,
        takes_second=lambda form: form["evidence"].data == Evidence.ATTESTATION.value,
    ),
    Act(
        "refund",
        services.refund,
        forms.RefundForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Record a refund"),
        _l("Record the refund"),
        _l("The refund is recorded."),
        _l("The grantee gives back a part of what it had received."),
        kinds=PAYMENTS,
    ),
    Act(
        "send-again",
        services.reissue,
        forms.ReissueForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Send the payment again"),
        _l("Ask for approval"),
        _l("The payment is recorded."),
        _l("A payment that came back is sent again, whole. A second person approves it."),
        kinds=PAYMENTS,
        takes_second=lambda _form: True,
        asks_for_cash=True,
    ),
    Act(
        "returned",
        services.take_back,
        forms.TakeBackForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("The payment came back"),
        _l("Record the return"),
        _l("The return is recorded."),
        _l("The payment never arrived. What the bank kept of it is a bank charge of its own."),
        kinds=PAYMENTS,
    ),
    Act(
        "host-fee",
        services.charge_host_fee,
        forms.HostFeeForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Fee of a fiscal host"),
        _l("Record the fee"),
        _l("The fee is recorded."),
        _l("What the host took for passing this payment on. Without a budget line, own funds bear it."),
        kinds=PAYMENTS,
    ),
    Act(
        "write-off",
        services.write_off,
        forms.WriteOffForm,
        (On.ENTRY,),
        Group.ENTRY,
        _l("Write off an advance"),
        _l("Ask for approval"),
        _l("The advance is written off."),
        _l(
            "Nobody can account for this money and it will not come back: own funds replace it in the "
            "donor’s award. A second person approves it."
        ),
        kinds=PAYMENTS,
        takes_second=lambda _form: True,
    ),
)
