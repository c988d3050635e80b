"""What a list says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.kernel.paging import Sort
from app.kernel.permissions import Permission


class Option(NamedTuple):
    """One value of a filter or an act, as it stands in the address, and its words."""

    value: str
    label: Any


@dataclass(frozen=True)
class Column:
    """A column. `sort` names the sort it leads to; "-" before the name turns it round. `css` are classes of
    the column: a width (w6 … w20), "opt" where narrow windows leave it out, "number" for figures."""

    name: str
    label: Any
    sort: str = ""
    css: str = ""


@dataclass(frozen=True)
class Filter:
    """Something the list can be narrowed by. Without `options` it is on or off, and `label` says it all."""

    name: str
    label: Any
    options: Sequence[Option] = ()


@dataclass(frozen=True)
class Act:
    """Something to do with the selected rows. `options` are what else must be chosen (whom to assign to)."""

    name: str
    label: Any
    options: Sequence[Option] = ()
    options_label: Any = ""


@dataclass(frozen=True)
class Export:
    """What leaves the house: `columns` are a heading and how a row's cell is made. Only holders of
    `permission` over all that is listed are offered it."""

    permission: Permission
    filename: str
    columns: Sequence[tuple[Any, Callable[[Any], Any]]]


@dataclass(frozen=True)
class ListPage:
    """One list. `sorts` are NOT NULL indexed columns that end in a unique id; a name that begins with "-"
    is the same the other way round."""

    sorts: Mapping[str, Sort]
    default_sort: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    acts: Sequence[Act] = ()
    search: bool = True
