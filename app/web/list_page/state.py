"""What somebody chose of a list, read from the address, and the links that change it."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request, url_for

from app.kernel.paging import Page, Sort
from app.web.addresses import with_changes
from app.web.list_page.counting import Count
from app.web.list_page.declaration import Column, Filter, ListPage

LONGEST_SEARCH = 100  # characters
PAGING = ("after", "before")


class Chip(NamedTuple):
    """A filter that is on: its words, and the address without it."""

    label: Any
    value: Any
    url: str


class Heading(NamedTuple):
    """The head of a column: where it leads and which way it is sorted now."""

    label: Any
    css: str
    url: str
    sorted: str


class Tab(NamedTuple):
    """One tab above a list, with how many there are behind it."""

    label: Any
    url: str
    current: bool
    number: Count | None = None


class ListState:
    """The choices in this request's address, as far as the list knows them. `route` are the values that the
    endpoint's own address needs; the page that is shown may be another one, opened from the list."""

    def __init__(self, declared: ListPage, endpoint: str, **route: str) -> None:
        self.declared = declared
        self._endpoint, self._route = endpoint, route
        wanted = request.args.get("sort", "")
        self.sort_name = wanted if wanted in declared.sorts else declared.default_sort
        self.text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
        self.after, self.before = (request.args.get(name) for name in PAGING)
        self._chosen = {one.name: self._read(one) for one in declared.filters}

    @property
    def sort(self) -> Sort:
        return self.declared.sorts[self.sort_name]

    def chosen(self, name: str) -> str:
        """The value of a filter; empty when it is off."""
        return self._chosen[name]

    def is_on(self, name: str) -> bool:
        return bool(self._chosen[name])

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tab narrows the list."""
        return bool(self.text) or self.has_filters

    @property
    def has_filters(self) -> bool:
        """Whether a filter is on."""
        return any(self._chosen.values())

    def url(self, **changes: str | None) -> str:
        """This address with some choices changed. Any change but of the page begins at the first page."""
        if not set(changes) & set(PAGING):
            changes |= dict.fromkeys(PAGING)
        query = urlencode(with_changes(**changes))
        return f"{self._address}?{query}" if query else self._address

    @cached_property
    def _address(self) -> str:
        return url_for(self._endpoint, **self._route)  # type: ignore[arg-type]

    @cached_property
    def query(self) -> str:
        """The choices as the end of an address, so that a row's page knows the list it was opened from."""
        url = self.url(sort=self.sort_name)
        return f"?{url.partition('?')[2]}"

    def hidden(self, *but: str) -> dict[str, str]:
        """What a form of the tools carries along, so that it changes nothing but its own fields."""
        return {name: value for name, value in with_changes().items() if name not in (*PAGING, *but)}

    def chips(self) -> list[Chip]:
        """The filters that are on."""
        return [
            Chip(one.label, _words_of(one, self._chosen[one.name]), self.url(**{one.name: None}))
            for one in self.declared.filters
            if self._chosen[one.name]
        ]

    @property
    def cleared_url(self) -> str:
        """The address without search and filters."""
        return self.url(q=None, **{one.name: None for one in self.declared.filters})

    def offers(self) -> list[tuple[Any, list[tuple[Any, str]]]]:
        """(label, links) of each filter that can be added; one without options is one link without label."""
        found: list[tuple[Any, list[tuple[Any, str]]]] = []
        for one in self.declared.filters:
            if self._chosen[one.name]:
                continue
            if one.options:
                links = [(option.label, self.url(**{one.name: option.value})) for option in one.options]
                found.append((one.label, links))
            else:
                found.append(("", [(one.label, self.url(**{one.name: "1"}))]))
        return found

    def headings(self) -> list[Heading]:
        """The heads of the columns."""
        return [self._heading(column) for column in self.declared.columns]

    def pages(self, page: Page[Any]) -> dict[str, str | None]:
        """Where the pager leads."""
        return {
            "after": self.url(after=page.after, before=None) if page.after else None,
            "before": self.url(before=page.before, after=None) if page.before else None,
        }

    def _heading(self, column: Column) -> Heading:
        if not column.sort:
            return Heading(column.label, column.css, "", "")
        name = self.sort_name.lstrip("-")
        if name != column.sort:
            return Heading(column.label, column.css, self.url(sort=column.sort), "none")
        falling = self.sort_name.startswith("-")
        other = column.sort if falling else f"-{column.sort}"
        return Heading(
            column.label, column.css, self.url(sort=other), "descending" if falling else "ascending"
        )

    def _read(self, declared: Filter) -> str:
        value = request.args.get(declared.name, "")
        if not declared.options:
            return "1" if value else ""
        return value if value in {option.value for option in declared.options} else ""


def _words_of(declared: Filter, value: str) -> Any:
    return next((option.label for option in declared.options if option.value == value), "")
