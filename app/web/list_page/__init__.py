"""Lists that are sorted, filtered, searched, paged, acted on and exported: built once, declared by each list.

A list declares its columns, sorts, filters and acts; the address holds what somebody chose, so a list can be
kept as a link, works without script, and its filters survive every click.
"""

from __future__ import annotations

from app.web.list_page.counting import Count, bounded_counts
from app.web.list_page.declaration import Act, Column, Export, Filter, ListPage, Option
from app.web.list_page.export import csv_response, fetch_all, plain_csv_response, safe_cell
from app.web.list_page.fetching import Neighbours, fetch, find_neighbours
from app.web.list_page.searching import Search
from app.web.list_page.selection import Selection, SelectionForm, read_selection
from app.web.list_page.state import ListState, Tab

__all__ = [
    "Act",
    "Column",
    "Count",
    "Export",
    "Filter",
    "ListPage",
    "ListState",
    "Neighbours",
    "Option",
    "Search",
    "Selection",
    "SelectionForm",
    "Tab",
    "bounded_counts",
    "csv_response",
    "fetch",
    "fetch_all",
    "find_neighbours",
    "plain_csv_response",
    "read_selection",
    "safe_cell",
]
