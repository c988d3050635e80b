"""What begins the books of a network."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.grants.funding import forms, services
from app.grants.funding.views.act import Act, Group, On

OF_NETWORK = (
    Act(
        "donor",
        services.add_donor,
        forms.DonorForm,
        (On.NETWORK,),
        Group.SET_UP,
        _l("Add a donor"),
        _l("Add the donor"),
        _l("The donor is added."),
    ),
    Act(
        "award",
        services.add_donor_award,
        forms.AwardForm,
        (On.NETWORK,),
        Group.SET_UP,
        _l("Add a donor award"),
        _l("Add the award"),
        _l("The award is added, with its budget and its terms."),
        _l("As the agreement with the donor says it. Later changes are new versions of the terms."),
    ),
    Act(
        "account",
        services.add_account,
        forms.AccountForm,
        (On.NETWORK,),
        Group.SET_UP,
        _l("Add an account"),
        _l("Add the account"),
        _l("The account is added."),
        _l("A bank account or a cash box, in one currency. It can hold the money of several funds."),
    ),
    Act(
        "bank-account",
        services.say_where_account_is,
        forms.WhereAccountIsForm,
        (On.NETWORK,),
        Group.SET_UP,
        _l("Enter an account’s bank details"),
        _l("Save the bank details"),
        _l("The bank details are saved."),
        _l(
            "The payment files for your bank name the account that pays. "
            "What you enter replaces what was there before."
        ),
    ),
    Act(
        "own-funds",
        services.add_own_fund,
        forms.OwnFundForm,
        (On.NETWORK,),
        Group.SET_UP,
        _l("Add own funds"),
        _l("Add the fund"),
        _l("The fund is added."),
        _l("Own funds bear what no donor pays, and receive the indirect costs that donors pay."),
    ),
    Act(
        "rate",
        services.publish_rate,
        forms.RateForm,
        (On.NETWORK,),
        Group.SET_UP,
        _l("Enter a published rate"),
        _l("Save the rate"),
        _l("The rate is saved."),
        _l("The monthly exchange rate at which some donors take costs. It is never changed afterwards."),
    ),
)
