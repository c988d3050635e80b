"""What a list page declares: its columns, filters, sorts, actions and export."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.kernel.paging import Sort
from app.kernel.permissions import Permission


class Option(NamedTuple):
    """One value of a filter or an act: as it appears in the address, and as people read it."""

    value: str
    label: Any


@dataclass(frozen=True)
class Column:
    """A column. `sort` names the sort it leads to; "-" before the name reverses it. `css` are classes of
    the column: a width (w6 … w17), "opt" where narrow windows leave it out, "number" for figures."""

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
    """The file a list can be downloaded as. Each of `columns` is a heading and a function from a row to its
    cell. It is offered only to holders of `permission` for everything that is listed."""

    permission: Permission
    filename: str
    columns: Sequence[tuple[Any, Callable[[Any], Any]]]


@dataclass(frozen=True)
class ListPage:
    """One list. `sorts` are indexed columns that are never NULL and end in a unique id. A sort whose name
    begins with "-" is the same in descending order."""

    sorts: Mapping[str, Sort]
    default_sort: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    acts: Sequence[Act] = ()
    search: bool = True
