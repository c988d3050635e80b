"""What becomes of a donor’s award: its periods, its terms, a suspension and its end."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.grants.funding import forms, presenter, services
from app.grants.funding.enums import FundAction
from app.grants.funding.views.act import Act, Group, On

OF_AWARD = (
    Act(
        "close",
        services.close_period,
        forms.CloseForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Close a period"),
        _l("Close the period"),
        _l("The period is closed."),
        _l(
            "Indirect costs and exchange losses are settled with own funds. After that the period takes no "
            "more entries: this cannot be undone."
        ),
        is_final=True,
        figures=presenter.closing_figures,
    ),
    Act(
        "save-report",
        services.save_report,
        forms.SaveReportForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Save a donor report"),
        _l("Save the report"),
        _l("The report is saved."),
        _l("What is sent to the donor is kept as it is now. Later entries never change it."),
    ),
    Act(
        "disallow",
        services.disallow,
        forms.DisallowForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Cost disallowed by an audit"),
        _l("Ask for approval"),
        _l("The disallowed cost is recorded."),
        _l("Own funds bear it with the indirect costs that were charged on it, and the donor is repaid."),
        takes_second=lambda _form: True,
    ),
    Act(
        "terms",
        services.add_terms,
        forms.NewTermsForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("New version of the terms"),
        _l("Save the new version"),
        _l("The new version of the terms is saved."),
        _l("What was agreed with grantees earlier keeps the version of its day."),
    ),
    Act(
        "suspend",
        services.suspend,
        forms.SuspendForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("The donor suspends the award"),
        _l("Suspend the award"),
        _l("The award is suspended."),
        _l("Nothing is committed or paid from it until it goes on."),
        action=FundAction.SUSPEND,
    ),
    Act(
        "resume",
        services.resume,
        forms.ResumeForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("The award goes on"),
        _l("Resume the award"),
        _l("The award is active again."),
        action=FundAction.RESUME,
    ),
    Act(
        "repay",
        services.repay,
        forms.RepayForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Repay the donor"),
        _l("Ask for approval"),
        _l("The repayment is recorded."),
        _l("Money that was not spent, and interest where the terms say so. A second person approves it."),
        takes_second=lambda _form: True,
    ),
    Act(
        "carry-over",
        services.carry_over,
        forms.CarryOverForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Carry money over"),
        _l("Ask for approval"),
        _l("The money is carried over."),
        _l("Money that was not spent goes to the donor’s following award. A second person approves it."),
        takes_second=lambda _form: True,
    ),
    Act(
        "start-closing",
        services.start_closing,
        forms.StartClosingForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Start closing the award"),
        _l("Start closing"),
        _l("The award is closing."),
        _l(
            "From now on, no money can be set aside or committed. What is already committed can still be "
            "paid and accepted. This cannot be undone."
        ),
        action=FundAction.START_CLOSING,
        is_final=True,
        figures=presenter.ending_figures,
    ),
    Act(
        "close-award",
        services.close_award,
        forms.EndForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Close the award"),
        _l("Close the award"),
        _l("The award is closed."),
        _l(
            "All periods have to be closed, and nothing may be left. After that, only money that comes back "
            "or is repaid and costs that an audit disallows can be recorded. This cannot be undone."
        ),
        action=FundAction.CLOSE,
        is_final=True,
        figures=presenter.ending_figures,
    ),
    Act(
        "terminate",
        services.terminate,
        forms.EndForm,
        (On.DONOR_AWARD,),
        Group.AWARD,
        _l("Terminate the award"),
        _l("Terminate the award"),
        _l("The award is terminated."),
        _l(
            "The award ends before its time. No money can be set aside, committed or paid from it any more, "
            "even where it is already committed, and no costs can be recorded. What is left goes back to the "
            "donor or to its following award. This cannot be undone."
        ),
        action=FundAction.TERMINATE,
        is_final=True,
        figures=presenter.ending_figures,
    ),
)
