"""Which acts the reader is offered on a page of money."""

from __future__ import annotations

from app.grants.funding import presenter
from app.grants.funding.forms import Subject
from app.grants.funding.presenter import ActLink
from app.grants.funding.presenter.imports import COST
from app.grants.funding.rules import can_keep_funds
from app.grants.funding.views.act import GROUPS, Act, Group
from app.grants.funding.views.act_table import ACTS
from app.web.actor import current_actor

Menu = list[tuple[str, list[ActLink]]]


def acts_for(subject: Subject) -> list[Act]:
    """The acts that the reader can do here; none for those who only read."""
    actor = current_actor()
    if not can_keep_funds(actor, subject.body.id):
        return []
    return [act for act in ACTS if act.fits(subject, actor)]


def links_for(subject: Subject) -> list[ActLink]:
    """The same as links, in the order of the table."""
    return [presenter.act_link(act.name, act.title, subject) for act in acts_for(subject)]


def menu_for(subject: Subject) -> Menu:
    """The same under their headings: (heading, links)."""
    found = acts_for(subject)
    return [
        (
            str(words),
            [
                *(presenter.act_link(act.name, act.title, subject) for act in found if act.group is group),
                *_files(group, found, subject),
            ],
        )
        for group, words in GROUPS.items()
        if any(act.group is group for act in found)
    ]


def _files(group: Group, acts: list[Act], subject: Subject) -> list[ActLink]:
    """What a file can hold many of: own costs on the lines of a donor."""
    takes_costs = group is Group.COSTS and any(act.name == COST for act in acts)
    return [presenter.costs_link(subject)] if takes_costs else []


def link_for(name: str, subject: Subject) -> ActLink | None:
    """The link to this one act, for whoever can do it here."""
    found = (act for act in acts_for(subject) if act.name == name)
    return next((presenter.act_link(act.name, act.title, subject) for act in found), None)
