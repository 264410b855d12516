"""What three programs by three authors understand of an iCalendar file."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import icalendar
import vobject

from openmic import migrate

ICAL_JS = migrate.ROOT / "tools/node_modules/ical.js/dist/ical.js"
SCRIPT = Path(__file__).with_name("read_calendar.mjs").resolve()
NODE = Path(sys.executable).with_name("node")


@dataclass(frozen=True)
class Read:
    """One night as a program understood it; start and end in seconds since 1970."""

    uid: str
    start: int
    end: int
    summary: str
    location: str
    description: str
    status: str
    sequence: int


def by_icalendar(data: bytes) -> list[Read]:
    nights: Any = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return [
        Read(
            uid=str(night["UID"]),
            start=int(night["DTSTART"].dt.timestamp()),
            end=int(night["DTEND"].dt.timestamp()),
            summary=str(night["SUMMARY"]),
            location=str(night["LOCATION"]),
            description=str(night["DESCRIPTION"]),
            status=str(night["STATUS"]),
            sequence=int(night["SEQUENCE"]),
        )
        for night in nights
    ]


def by_vobject(data: bytes) -> list[Read]:
    calendar: Any = vobject.readOne(data.decode())
    return [
        Read(
            uid=night.uid.value,
            start=int(night.dtstart.value.timestamp()),
            end=int(night.dtend.value.timestamp()),
            summary=night.summary.value,
            location=night.location.value,
            description=night.description.value,
            status=night.status.value,
            sequence=int(night.sequence.value),
        )
        for night in calendar.vevent_list
    ]


def by_ical_js(data: bytes) -> list[Read]:
    done = subprocess.run([NODE, SCRIPT, ICAL_JS], input=data, capture_output=True, timeout=60, check=True)
    return [Read(**night) for night in json.loads(done.stdout)]


READERS: tuple[Callable[[bytes], list[Read]], ...] = (by_icalendar, by_vobject, by_ical_js)
