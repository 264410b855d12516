"""Invented nights to look at while developing: real towns, made-up venues, always from today on."""

import re
from datetime import timedelta
from importlib.resources import files

from openmic import clock
from openmic.db import Session
from openmic.domain import lexicon
from openmic.domain.importing import import_file
from openmic.queries import events
from openmic.views.import_report import ImportReport

FILE = "data/sample_nights.csv"
DAYS_AHEAD = re.compile(r"(?<=,)\+(\d+)(?=,)")


def sheet() -> str:
    """The sample nights as the documented CSV, with today's and later London days for `+0`, `+3` and so on."""
    text = files("openmic").joinpath(FILE).read_text(encoding="utf-8")
    today = clock.today()
    return DAYS_AHEAD.sub(lambda ahead: (today + timedelta(days=int(ahead[1]))).isoformat(), text)


async def add_sample_nights(session: Session) -> ImportReport:
    """Publishes the sample nights, marked as such; those of this day are added once."""
    return await import_file(session, sheet().encode(), name=FILE, publish=True, sample=True)


async def fill_empty_site(session: Session) -> ImportReport:
    """The sample nights for a site that has no events at all; nothing for any other."""
    return ImportReport() if await events.has_events(session) else await add_sample_nights(session)


async def remove_sample_nights(session: Session) -> int:
    """Takes the made-up nights out again; says how many there were. Real nights and venues stay."""
    removed = await events.delete_samples(session)
    await lexicon.refresh(session)
    return removed
