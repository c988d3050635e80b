"""Reading what a page offers: its forms with everything a browser would send back, and what it links to."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]


@dataclass
class PageForm:
    """One form of a page, filled in as it was served."""

    action: str
    method: str
    fields: Fields = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **given: str | None) -> Fields:
        """What is sent when the person types `given`; None takes a field out."""
        kept = [(name, value) for name, value in self.fields if name not in given]
        return [*kept, *((name, value) for name, value in given.items() if value is not None)]

    def value(self, name: str) -> str:
        """What the field holds as served; empty when there is none."""
        return next((value for key, value in self.fields if key == name), "")


@dataclass
class Page:
    """The forms of a page, and the addresses of the style sheets, scripts and pictures that it loads."""

    forms: list[PageForm] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    def form_with(self, name: str) -> PageForm:
        """The form that has a field of this name. Raises LookupError."""
        for form in self.forms:
            if any(key == name for key, _ in form.fields) or name in form.choices:
                return form
        raise LookupError(f"no form has a field {name}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._form: PageForm | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self._note_load(tag, held)
        if tag == "form":
            self._form = PageForm(held.get("action", ""), held.get("method", "get").lower())
            self.page.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and held.get("name"):
            self._input(self._form, held)
        elif tag == "textarea":
            self._area, self._text = held.get("name"), []
        elif tag == "select":
            self._select = held.get("name")
        elif tag == "option" and self._select:
            self._option(self._form, self._select, held)

    def _note_load(self, tag: str, held: dict[str, str]) -> None:
        if tag in ("script", "img") and held.get("src"):
            self.page.loads.append(held["src"])
        elif tag == "link" and held.get("rel") in ("stylesheet", "icon", "preload"):
            self.page.loads.append(held.get("href", ""))

    def _input(self, form: PageForm, held: dict[str, str]) -> None:
        kind, name, value = held.get("type", "text"), held["name"], held.get("value", "")
        if kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(value or "on")
            if "checked" in held:
                form.fields.append((name, value or "on"))
        elif kind not in ("submit", "button", "file", "image"):
            form.fields.append((name, value))

    def _option(self, form: PageForm, name: str, held: dict[str, str]) -> None:
        offered = form.choices.setdefault(name, [])
        if "selected" in held or not offered:
            form.fields = [pair for pair in form.fields if pair[0] != name]
            form.fields.append((name, held.get("value", "")))
        offered.append(held.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None and self._form is not None:
            self._form.fields.append((self._area, "".join(self._text).removeprefix("\r").removeprefix("\n")))
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._form = None


def read_page(html: str) -> Page:
    """What a page offers and loads."""
    reader = _Reader()
    reader.feed(html)
    return reader.page
