"""The calls of a network for readers of news (Atom, RFC 4287) and for calendars (iCalendar, RFC 5545, 7986).

Ids do not hold the address of the installation, so that they stay when it moves. All times are in UTC: a
calendar shows them in its reader's zone, and the words beside them name the place of the call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask_babel import gettext as _

from app.grants.calls import labels
from app.grants.calls.models import Call
from app.grants.calls.presenter.calls import call_facts
from app.grants.calls.rules import last_minute_of, stage_of
from app.kernel import clock
from app.kernel.locales import LANGUAGES, picked
from app.organisations.models import NetworkBody
from app.web.mail import mail_link

ATOM, XML = "http://www.w3.org/2005/Atom", "http://www.w3.org/XML/1998/namespace"
ATOM_TYPE, CALENDAR_TYPE = "application/atom+xml", "text/calendar"
OURS = UUID("6f1c0d5e-3b52-4a0e-9a8e-2f5d0c7b41a9")
"""Under which ids of calls are made; it never changes."""
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When the feed changed last of a network that has published no call."""
LINE = 75
"""Octets of a line of a calendar."""
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, however it is written."""

register_namespace("", ATOM)


@dataclass(frozen=True)
class Item:
    """A call as a feed tells it, in one language."""

    call: Call
    title: str
    summary: str
    stage: str
    url: str
    lines: Sequence[str]
    updated: datetime


def feed_items(calls: Sequence[Call], slug: str, language: str) -> list[Item]:
    """The calls in the order given. A call changes when it is changed, and when it opens."""
    now = clock.now()
    items = []
    for call in calls:
        changed = call.changed_at or call.made_at
        opened = call.opens_at if call.opens_at is not None and call.opens_at <= now else changed
        items.append(
            Item(
                call=call,
                title=call.title_in(language),
                summary=picked(call.summary, language),
                stage=str(labels.STAGES[stage_of(call)]),
                url=mail_link("grants_calls.call", language, slug=slug, code=call.code),
                lines=[
                    _("%(name)s: %(value)s", name=name, value=text)
                    for name, text in call_facts(call, language)
                ],
                updated=max(changed, opened),
            )
        )
    return items


def _id(*names: str) -> UUID:
    return uuid5(OURS, "/".join(names))


def write_atom(body: NetworkBody, items: Sequence[Item], language: str, latest: datetime | None) -> bytes:
    """The feed of a network's calls in one language; `latest` is when any of its calls changed last."""
    feed = Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": language})
    _add(feed, "id", _id("feed", body.slug, language).urn)
    _add(feed, "title", _("Grants of %(network)s", network=body.name_in(language)))
    _add(feed, "updated", _stamp(max([latest or NEVER, *(one.updated for one in items)])))
    _add(_add(feed, "author"), "name", body.name_in(language))
    page, own = "grants_calls.grants", "grants_calls.atom"
    _link(feed, "self", mail_link(own, language, slug=body.slug), ATOM_TYPE, language)
    _link(feed, "alternate", mail_link(page, language, slug=body.slug), "text/html", language)
    for other in LANGUAGES:
        if other != language:
            _link(feed, "alternate", mail_link(own, other, slug=body.slug), ATOM_TYPE, other)
    for item in items:
        _entry(feed, item, language)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Element, item: Item, language: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _id("call", item.call.ref, language).urn)
    _add(entry, "title", item.title)
    _add(entry, "updated", _stamp(item.updated))
    _link(entry, "alternate", item.url, "text/html", language)
    _add(entry, "category").attrib.update(term=stage_of(item.call).value, label=item.stage)
    _add(entry, "summary", item.summary)
    _add(entry, "content", "\n".join(item.lines))


def _add(parent: Element, name: str, text: str = "") -> Element:
    child = SubElement(parent, f"{{{ATOM}}}{name}")
    if text:
        child.text = UNWRITABLE.sub("", text)
    return child


def _link(parent: Element, rel: str, href: str, kind: str, language: str) -> None:
    _add(parent, "link").attrib.update(rel=rel, type=kind, hreflang=language, href=href)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_calendar(body: NetworkBody, items: Sequence[Item], language: str) -> bytes:
    """The closing of each call, and its opening while that is to come, as events without length."""
    name = _text(_("Grants of %(network)s", network=body.name_in(language)))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Weft//Calls for proposals//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME;LANGUAGE={language}:{name}",
        f"X-WR-CALNAME:{name}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        *(line for item in items for line in _events(item, language)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _events(item: Item, language: str) -> Iterator[str]:
    call = item.call
    if call.opens_at is not None and call.opens_at > clock.now():
        yield from _event(item, "opens", call.opens_at, _("Opens: %(call)s", call=item.title), language)
    words = _("Closes: %(call)s", call=item.title)
    yield from _event(item, "closes", last_minute_of(call), words, language)


def _event(item: Item, what: str, moment: datetime, words: str, language: str) -> Iterator[str]:
    description = "\n\n".join([item.summary, "\n".join(item.lines), item.url])
    stamp = _compact(item.updated)
    yield "BEGIN:VEVENT"
    yield f"UID:{_id(what, item.call.ref)}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{item.call.version}"
    yield f"DTSTART:{_compact(moment)}"
    yield f"SUMMARY;LANGUAGE={language}:{_text(words)}"
    yield f"DESCRIPTION;LANGUAGE={language}:{_text(description)}"
    yield f"URL:{item.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _compact(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """A value of the type TEXT: what parts values is escaped, line ends are written, control characters are
    left out."""
    plain = UNWRITABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each but the first after a space; no sign is cut in two."""
    part, size = "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > LINE:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + length
    yield part
