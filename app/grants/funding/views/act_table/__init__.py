"""Every act on money as one row. Pages, menus and checks read this table; a new verb of the services gets a
row here and a form."""

from __future__ import annotations

from app.grants.funding.views.act import Act
from app.grants.funding.views.act_table.award import OF_AWARD
from app.grants.funding.views.act_table.entry import OF_ENTRY
from app.grants.funding.views.act_table.fund import OF_FUND
from app.grants.funding.views.act_table.network import OF_NETWORK

ACTS: tuple[Act, ...] = (*OF_NETWORK, *OF_FUND, *OF_AWARD, *OF_ENTRY)
BY_NAME = {act.name: act for act in ACTS}
