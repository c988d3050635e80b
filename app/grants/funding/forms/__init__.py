"""What those who keep funds fill in: one form for each verb of the services."""

from __future__ import annotations

from app.grants.funding.forms.award import AwardForm
from app.grants.funding.forms.base import ActForm, Subject
from app.grants.funding.forms.cash import ArrivalForm, BankChargeForm, CostForm, ExchangeForm, OwnCostForm
from app.grants.funding.forms.closing import (
    CloseForm,
    DisallowForm,
    ResumeForm,
    SaveReportForm,
    SuspendForm,
)
from app.grants.funding.forms.ending import CarryOverForm, EndForm, RepayForm, StartClosingForm
from app.grants.funding.forms.imports import (
    BudgetFileForm,
    CostsFileForm,
    RecordCostsForm,
    SeenCosts,
    SeenRow,
    award_form_with,
    seen_costs,
)
from app.grants.funding.forms.payments import (
    AcceptForm,
    ApproveForm,
    HostFeeForm,
    PayForm,
    RefundForm,
    ReissueForm,
    TakeBackForm,
    WriteOffForm,
)
from app.grants.funding.forms.promises import (
    AllocateForm,
    CommitForm,
    DayForm,
    MoveForm,
    ReleaseAllocationForm,
    ReleaseForm,
)
from app.grants.funding.forms.proposals import Proposal, find_proposal, propose
from app.grants.funding.forms.setting_up import (
    AccountForm,
    DonorForm,
    OwnFundForm,
    RateForm,
    WhereAccountIsForm,
)
from app.grants.funding.forms.terms import NewTermsForm

__all__ = [
    "AcceptForm",
    "AccountForm",
    "ActForm",
    "AllocateForm",
    "ApproveForm",
    "ArrivalForm",
    "AwardForm",
    "BankChargeForm",
    "BudgetFileForm",
    "CarryOverForm",
    "CloseForm",
    "CommitForm",
    "CostForm",
    "CostsFileForm",
    "DayForm",
    "DisallowForm",
    "DonorForm",
    "EndForm",
    "ExchangeForm",
    "HostFeeForm",
    "MoveForm",
    "NewTermsForm",
    "OwnCostForm",
    "OwnFundForm",
    "PayForm",
    "Proposal",
    "RateForm",
    "RecordCostsForm",
    "RefundForm",
    "ReissueForm",
    "ReleaseAllocationForm",
    "ReleaseForm",
    "RepayForm",
    "ResumeForm",
    "SaveReportForm",
    "SeenCosts",
    "SeenRow",
    "StartClosingForm",
    "Subject",
    "SuspendForm",
    "TakeBackForm",
    "WhereAccountIsForm",
    "WriteOffForm",
    "award_form_with",
    "find_proposal",
    "propose",
    "seen_costs",
]
