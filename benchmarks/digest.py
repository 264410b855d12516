"""The weekly mail for ten thousand mailboxes: how long it takes until all of it waits in the outbox."""

import asyncio
import random
import resource
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg

from benchmarks import filling
from benchmarks.figures import table
from openmic import clock, db
from openmic.domain import digests
from openmic.models import Category
from openmic.models.columns import uuid7
from openmic.views import dates, weeks

MAILBOXES = 10_000
NIGHTS = 150  # in the week, one in twenty cancelled
NEW = 75  # later ones
HOME = "https://openmic.example"
SUBSCRIBED = """
    INSERT INTO subscription (id, request_id, email, town_id, category, consent_wording, consented_at, confirmed_at)
    VALUES (%s, %s, %s, %s, %s, '1', now(), now()) ON CONFLICT DO NOTHING
"""
HEAVIEST = "SELECT avg(length(html))::int, max(length(html)) FROM outbox"


def measure(url: str) -> None:
    """Fills a database that has the towns, writes everybody's mail piece by piece, and prints a table."""
    with psycopg.connect(filling.driver_url(url), autocommit=True) as connection:
        fill(connection)
        took, pieces, grown = asyncio.run(write(url))
        mails = (connection.execute("SELECT count(*) FROM outbox").fetchone() or (0,))[0]
        usual, largest = connection.execute(HEAVIEST).fetchone() or (0, 0)
    table(
        f"The weekly mail: {MAILBOXES:,} mailboxes, {NIGHTS} nights in the week",
        ["seconds", "mails", "mails a second", "longest piece, s", "memory grew by", "a page: average / largest"],
        [
            [
                f"{took:.1f}",
                f"{mails:,}",
                f"{mails / took:,.0f}",
                f"{max(pieces):.2f}",
                f"{grown / 1024:.0f} MB",
                f"{usual / 1000:.0f} / {largest / 1000:.0f} kB",
            ]
        ],
    )  # fmt: skip


def fill(connection: psycopg.Connection) -> None:
    """A week full of nights, and mailboxes with one to three wishes each, over all towns and kinds."""
    dice = random.Random(2026)
    with connection.cursor() as cursor:
        towns = cursor.execute("SELECT id, name FROM town ORDER BY id").fetchall()
        for row in nights(towns):
            places = ", ".join(["%s"] * len(row))
            cursor.execute(
                f"INSERT INTO event ({', '.join(row)}) VALUES ({places})".encode(), list(row.values())
            )
        choice = [None, *(town_id for town_id, _ in towns)]
        weights = [2, *(1 / (rank + 1) for rank in range(len(towns)))]  # many ask for the whole county
        cursor.executemany(
            SUBSCRIBED,
            [
                (uuid7(), uuid7(), f"reader{number}@example.org", town, dice.choice([None, None, *Category]))
                for number in range(MAILBOXES)
                for town in dice.choices(choice, weights, k=dice.choice([1, 1, 2, 3]))
            ],
        )
        cursor.execute("VACUUM ANALYZE")


def nights(towns: list[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """Rows of the event table: nights of what is left of this week, and new ones that come later."""
    start = clock.now() + timedelta(minutes=5)  # what has begun is not told of
    _, end = weeks.span(weeks.of(dates.on_day(start)))
    rows = filling.nights(towns, all_upcoming=True)
    for number, row in zip(range(NIGHTS + NEW), rows, strict=False):
        is_new = number >= NIGHTS
        start_at = end + timedelta(hours=number) if is_new else start + (end - start) * number / NIGHTS
        yield row | {
            "start_at": start_at,
            "end_at": start_at + timedelta(hours=3),
            "published_at": clock.now() - timedelta(days=0 if is_new else 30),
            "cancelled_at": clock.now() if number % 20 == 0 and not is_new else None,
        }


async def write(url: str) -> tuple[float, list[float], int]:
    """Seconds in all, seconds of each piece, and by how many kB the process grew after the first piece."""
    week = weeks.of(clock.today())
    database = db.open_(url)
    pieces, sizes, begun, more = [], [], time.perf_counter(), 1
    while more:
        at = time.perf_counter()
        async with db.transaction() as session:
            more = await digests.write_some(session, week, home=HOME)
        pieces.append(time.perf_counter() - at)
        sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    took = time.perf_counter() - begun
    await database.close()
    return took, pieces, sizes[-1] - sizes[0]
