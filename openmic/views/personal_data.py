"""All that is held about one address: as a page people can read, and as a file programs can."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from openmic import urls
from openmic.views import dates
from openmic.views.personal_data_words import GROUPS, LABELS, WORDS

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Line:
    """One thing that is held, such as a night's title; with `href`, a link."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Entry:
    """One night, message or mail."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Everything of one kind, and why we have it."""

    key: str
    heading: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PersonalData:
    """All that is held about an address. `is_whole` is False when there is more than a page can show."""

    address: str
    made: str
    groups: tuple[Group, ...]
    is_whole: bool = True


def page(address: str, rows: Rows, *, now: datetime, home: str, is_whole: bool) -> PersonalData:
    """Everything in words, under headings, without the kinds of which there is nothing. `home` is our address."""
    groups = (
        Group(key, heading, about, tuple(Entry(_lines(one, home)) for one in rows[key]))
        for key, (heading, about) in GROUPS.items()
    )
    there = tuple(group for group in groups if group.entries)
    return PersonalData(address, dates.moment_in_full(now), there, is_whole)


def as_json(address: str, rows: Rows, *, now: datetime, home: str, is_whole: bool) -> str:
    """The same for programs: every kind, also those of which there is nothing."""
    said = {
        "address": address,
        "made_at": now,
        "site": home,
        "is_whole": is_whole,
        **{key: [_with_links(one, home) for one in rows[key]] for key in GROUPS},
    }
    return json.dumps(said, default=_plain, ensure_ascii=False, indent=2) + "\n"


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What an act has changed: a pair for each thing, how it was and how it came to be."""
    names = sorted(before.keys() | after.keys())
    return {
        name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)
    }


def _with_links(one: Mapping[str, Any], home: str) -> dict[str, Any]:
    files = {"files": _files(one["key"], home)} if "key" in one else {}
    return {**one, **files}


def _files(key: str, home: str) -> list[str]:
    return [home + urls.picture(key, size) for size in ("large", "small")]


def _lines(one: Mapping[str, Any], home: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    for name, value in one.items():
        label = LABELS.get(name, name.replace("_", " ").capitalize())
        if name in ("id", "event_id"):
            if value:
                lines.append(Line("Night", str(value), home + urls.event(value)))
        elif name == "key":
            lines += [Line("File", address, address) for address in _files(value, home)]
        elif text := _said(value):
            lines.append(Line(label, text))
    return tuple(lines)


def _said(value: Any) -> str:
    """A value in words; empty for none."""
    if isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, datetime):
        return dates.moment_in_full(value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, Enum):
        return WORDS.get(str(value), str(value).replace("_", " "))
    if isinstance(value, Mapping):
        return "; ".join(f"{LABELS.get(name, name)}: {_pair(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(_said, value)))
    return "" if value is None else str(value)


def _pair(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"{_said(value[0]) or 'nothing'} → {_said(value[1]) or 'nothing'}"
    return _said(value) or "nothing"


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return str(getattr(value, "value", value))
