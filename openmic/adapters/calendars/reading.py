"""Reads a calendar as Google, Apple, Outlook, Meetup or anyone else exports it (RFC 5545)."""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from openmic.adapters.calendars.entry import LINE, Component, component, night
from openmic.adapters.calendars.lines import Entry, entries
from openmic.adapters.calendars.night import BadEntry, CalendarNight, Reading, Unreadable
from openmic.adapters.calendars.recurring import expand, recurs_at
from openmic.adapters.calendars.zones import Zones, forget

PATIENCE = 60.0  # seconds for all the series of a file


@dataclass
class Series:
    """The entries that share a UID: `mains`, and the single `dates` that differ from the first of them."""

    zone: str
    mains: list[Component] = field(default_factory=list)
    dates: list[Component] = field(default_factory=list)

    def groups(self) -> Iterator[list[Component]]:
        """The entries that are worked out together.

        An entry replaces older ones by its SEQUENCE (RFC 5545 section 3.8.7.4). Some programs give
        different nights one UID and no SEQUENCE; they stay different nights.
        """
        newest = max((main.get("SEQUENCE", 0) for main in self.mains), default=0)
        self.mains = [main for main in self.mains if main.get("SEQUENCE", 0) == newest]
        if not self.mains:
            yield from ([date] for date in self.dates)
        for place, main in enumerate(self.mains):
            yield [main] if place else [main, *self.dates]


def read(data: bytes, *, at: datetime, patience: float = PATIENCE) -> Reading:
    """Every single entry of a calendar file, and what its series hold in the 90 days from `at`.

    An entry that cannot be read is in `bad` and costs no other. Raises errors.TooLarge, and errors.Refusal
    for what is not a calendar.
    """
    bad: list[BadEntry] = []
    nights: list[CalendarNight] = []
    until = time.monotonic() + patience
    for series in _series(list(entries(data)), bad):
        for group in series.groups():
            try:
                nights += _nights(group, series, at, in_time=time.monotonic() < until)
            except Unreadable as error:
                bad.append(BadEntry(int(group[0][LINE]), str(error)))
    nights.sort(key=lambda each: (each.line, each.start_at))
    return Reading(tuple(nights), tuple(sorted(bad, key=lambda each: each.line)))


def _series(found: list[Entry], bad: list[BadEntry]) -> list[Series]:
    """The entries by UID. Zones are learnt first, as one may be defined after it is used."""
    forget()
    zones = Zones()
    for entry in found:
        if entry.kind == "VTIMEZONE":
            zones.define(entry)
    by_uid: dict[str, Series] = defaultdict(lambda: Series(""))
    for entry in found:
        if entry.kind == "VTIMEZONE":
            continue
        try:
            event = component(entry, zones)
        except Unreadable as error:
            bad.append(BadEntry(entry.line, str(error)))
            continue
        series = by_uid[str(event.get("UID", "")) or f"line {entry.line}"]
        series.zone = series.zone or entry.zone
        (series.dates if "RECURRENCE-ID" in event else series.mains).append(event)
    return list(by_uid.values())


def _nights(group: list[Component], series: Series, at: datetime, *, in_time: bool) -> list[CalendarNight]:
    main = group[0]
    if len(group) > 1 or "RRULE" in main or "RDATE" in main:
        if not in_time:
            raise Unreadable("The series of this file take too long to work out; please split the file.")
        return expand(group, zone=series.zone, at=at)
    if "RECURRENCE-ID" in main:
        return [night(main, recurs_at=recurs_at(main))]
    alone = night(main, recurs_at=None)
    return [alone if len(series.mains) == 1 else night(main, recurs_at=alone.start_at)]
