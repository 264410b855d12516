"""A database with 100,000 invented nights, put together from the words of the sample nights."""

import csv
import random
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from typing import Any

import psycopg
from sqlalchemy import make_url

from openmic import clock
from openmic.adapters import secrets
from openmic.models import Status
from openmic.models.columns import uuid7
from openmic.queries.events import LEFT_TO_THE_DATABASE
from openmic.views import retention
from tests.builders import night

EVENTS = 100_000
FORGOTTEN = {
    "organiser_name": "",
    "organiser_email": "",
    "description": "",
    "ticket_url": "",
    "takes_messages": False,
}
KEPT_DAYS = next(kept.days for kept in retention.TABLE if kept.key == "nights")
FEATURED = 20  # of those that are live: more than any list shows first
LIVE = 2_500  # of them, when it is realistic: a county's next three months; the rest is archived


def driver_url(url: str) -> str:
    """A database's address as psycopg and libpq take it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def fill(url: str, *, all_upcoming: bool) -> None:
    """Adds the nights; the towns must be there already."""
    with psycopg.connect(driver_url(url), autocommit=True) as connection:
        towns = connection.execute("SELECT id, name FROM town ORDER BY id").fetchall()
        rows = nights(towns, all_upcoming=all_upcoming)
        first = next(rows)
        columns = ", ".join(first)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY event ({columns}) FROM STDIN".encode()) as copy,
        ):
            copy.write_row(tuple(first.values()))
            for row in rows:
                copy.write_row(tuple(row.values()))
        connection.execute("VACUUM ANALYZE")


WAITING = 500
QUEUE = f"""
    WITH picked AS (SELECT * FROM event WHERE status = 'published' ORDER BY id LIMIT {WAITING})
    UPDATE event SET status = 'pending', queued_at = now() - random() * interval '2 days', published_at = NULL,
        approved_revision = NULL, organiser_email = 'organiser' || (random() * 50)::int || '@example.org'
    FROM picked WHERE event.id = picked.id
"""


def fill_queue(url: str) -> str:
    """Has some of the live nights wait for a moderator; returns the cookie of one."""
    secret, person = secrets.new(), uuid7()
    with psycopg.connect(driver_url(url), autocommit=True) as connection:
        connection.execute(QUEUE.encode())
        connection.execute(
            "INSERT INTO account (id, email, role) VALUES (%s, 'moderator@example.org', 'moderator')",
            [person],
        )
        connection.execute(
            "INSERT INTO sign_in (secret_hash, account_id, expires_at) VALUES (%s, %s, now() + interval '12 hours')",
            [secrets.hashed(secret), person],
        )
        connection.execute("VACUUM ANALYZE")
    return f"openmic_session={secret}"


def nights(towns: list[tuple[int, str]], *, all_upcoming: bool) -> Iterator[dict[str, Any]]:
    """Rows of the event table, the same at each run but for today's date."""
    dice = random.Random(2026)
    with files("openmic").joinpath("data/sample_nights.csv").open(encoding="utf-8") as sheet:
        samples = list(csv.DictReader(sheet))
    sentences = [
        part for one in samples for part in one["description"].replace("\n", " ").split(". ") if part
    ]
    weights = [1 / (rank + 1) for rank in range(len(towns))]  # a few towns have most of the nights
    usual = night(status=Status.ARCHIVED).model_dump(exclude=LEFT_TO_THE_DATABASE)
    start_of_today = clock.start_of_day(clock.today())
    for number in range(EVENTS):
        is_live = all_upcoming or number < LIVE
        days = dice.randrange(1, 730 if all_upcoming else 91)
        start_at = start_of_today + timedelta(
            days=days if is_live else -20 * days, hours=dice.randrange(17, 21)
        )
        town_id, town_name = dice.choices(towns, weights)[0]
        sample, place = dice.choice(samples), dice.choice(samples)
        is_old = start_at < start_of_today - timedelta(days=KEPT_DAYS)
        row = usual | {
            "id": uuid7(),
            "title": f"{sample['title']} {number % 97}"[:140],
            "description": ". ".join(dice.sample(sentences, dice.randrange(2, 9))),
            "category": sample["category"],
            "venue_name": place["venue"],
            "town_id": town_id,
            "town_name": town_name,
            "start_at": start_at,
            "end_at": start_at + timedelta(hours=3),
            "status": (Status.PUBLISHED if is_live else Status.ARCHIVED).value,
            "published_at": start_at - timedelta(days=40),
            "approved_revision": 1 if is_live else None,
            "erased_at": start_of_today if is_old else None,
            "featured": number < FEATURED,
            "featured_until": start_of_today + timedelta(days=30) if number < FEATURED else None,
        }
        yield row | FORGOTTEN if is_old else row  # else the site that is measured would be busy forgetting
