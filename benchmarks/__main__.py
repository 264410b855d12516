"""`make bench`: fills 100,000 nights, starts the site on them, measures, and prints Markdown."""

import asyncio
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import psycopg

from benchmarks import asking, cards, digest, feeds, filling, sockets, statements
from benchmarks.figures import Timing, ratio, table
from benchmarks.floor import Floor, floor
from benchmarks.weight import weigh
from benchmarks.workplace import workplace
from openmic import clock, db, frontend, migrate
from openmic.adapters import postgres
from openmic.domain import directory, lexicon
from tests.running import RunningSite, running

SECONDS = 1.5  # for each figure
TYPED = ("acoustic", "open mic witney", "comedy oxford", "lantern", "songwriters")
LISTS = {
    "list": ["/"],
    "filter: town": ["/?town=witney", "/towns/oxford/", "/?town=henley"],
    "filter: town and kind": ["/?town=oxford&category=comedy", "/?town=witney&category=jam"],
    "filter: this week": ["/?when=week", "/?when=weekend"],
    "search, each keystroke": [
        f"/?q={phrase[:end].strip().replace(' ', '+')}"
        for phrase in TYPED
        for end in range(2, len(phrase) + 1)
        if phrase[end - 1] != " "
    ],
    "typo": ["/?q=acustic", "/?q=lantren", "/?q=comdy", "/?q=songwritters"],
}


async def prepare(url: str) -> None:
    """The towns this release ships, and the words of the nights there are."""
    database = db.Database(url, pool=1)
    async with database.transaction() as session:
        await directory.sync_towns(session)
        await lexicon.refresh(session)
    await database.close()


@contextmanager
def empty(server: postgres.Server, name: str) -> Iterator[str]:
    """A database of its own, with the towns and nothing else."""
    with psycopg.connect(filling.driver_url(server.url("postgres")), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
        url = server.url(name)
        migrate.upgrade(url)
        asyncio.run(prepare(url))
        yield url
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def filled(server: postgres.Server, name: str, *, all_upcoming: bool) -> Iterator[str]:
    """A database of its own, full of nights."""
    with empty(server, name) as url:
        filling.fill(url, all_upcoming=all_upcoming)
        asyncio.run(prepare(url))
        yield url


@contextmanager
def site(folder: Path, url: str, **settings: str) -> Iterator[RunningSite]:
    """The site, as `openmic run` starts it, on a database."""
    with running(folder, DATABASE_URL=url, SAMPLE_DATA="false", **settings) as started:
        yield started


def in_the_database(url: str) -> None:
    """Every kind of search, against its bare SQL."""
    rows = []
    for what, addresses in LISTS.items():
        found, bare = asyncio.run(statements.searches(url, addresses))
        rows.append([what, found.words, bare.words, ratio(found.at(0.5), bare.at(0.5))])
    table(
        "In the database: `domain.listings.search`, p50 / p95 ms",
        ["", "search", "bare SQL", "ratio"],
        rows,
    )


def the_queue(folder: Path, url: str) -> None:
    """What moderators see when much waits."""
    cookie = filling.fill_queue(url)
    found, bare = asyncio.run(statements.queues(url))
    with site(folder, url) as one:
        paths = ["/moderation/", "/moderation/?order=oldest"]
        whole = asyncio.run(asking.hammer(one.url, paths, clients=1, seconds=SECONDS, cookie=cookie))
    rows = [
        ["`domain.queue.look`", found.words, bare.words, ratio(found.at(0.5), bare.at(0.5))],
        ["whole request", whole.words, bare.words, ratio(whole.at(0.5), bare.at(0.5))],
    ]
    title = f"The moderators' queue, {filling.WAITING} nights wait, p50 / p95 ms"
    table(title, ["", "page", "bare SQL", "ratio"], rows)


async def whole_requests(one: RunningSite, bare: Floor, paths: dict[str, list[str]], title: str) -> None:
    """Whole requests over HTTP, against bare answers of the same size."""
    rows = []
    for what, asked in paths.items():
        answer = await asking.ask(one.url, asked[0])
        headers = {"if_none_match": answer.headers["etag"]} if what.endswith("304") else {}
        size = len((await asking.ask(one.url, asked[0], **headers)).body)
        alone = await asking.hammer(one.url, asked, clients=1, seconds=SECONDS, **headers)
        many, spent = await busy(one.process, one.url, asked, **headers)
        floor_many, floor_spent = await busy(bare.process, bare.url, [f"/{size}"])
        rows.append(
            [what, alone.words, f"{many.a_second:.0f}", f"{spent:.2f}", f"{floor_spent:.2f}",
             f"{floor_many.a_second:.0f}", ratio(spent, floor_spent), f"{size:,}"]
        )  # fmt: skip
    columns = [
        "", "one client, p50 / p95 ms", "a second, 8 clients", "processor ms each", "bare: processor ms",
        "bare: a second", "ratio", "bytes",
    ]  # fmt: skip
    table(title, columns, rows)


async def busy(process: Popen, url: str, paths: list[str], **headers: str) -> tuple[Timing, float]:
    """Eight clients at once, and the milliseconds of processor time that an answer took."""
    before = asking.processor_time(process.pid)
    many = await asking.hammer(url, paths, clients=8, seconds=SECONDS, **headers)
    return many, 1000 * (asking.processor_time(process.pid) - before) / len(many.each)


async def weights(one: RunningSite, night: str) -> None:
    """What a visit costs on the way."""
    rows = []
    for path, what in (("/", "`/`"), (night, "a night")):
        for world, kinds in (("plain", r"\.(css|svg)$"), ("live", r".")):
            size, requests = await weigh(one.url, path, kinds=kinds)
            rows.append([f"{what}, {world} world", f"{size / 1000:.1f} kB", requests])
    table("On the way, compressed by Brotli", ["", "bytes", "requests"], rows)


async def live_events(one: RunningSite) -> None:
    """Changes of a filter over the websocket."""
    rows = []
    for clients in (1, 50, 200):
        found, each = await sockets.visits(one, clients=clients, seconds=10)
        rows.append([clients, found.words, len(found.each), f"{each / 1000:.0f} kB"])
    table(
        "Over the websocket: a change of filter, 2 to 6 seconds of thinking between two",
        ["visitors", "p50 / p95 ms", "changes", "memory for each"],
        rows,
    )


async def night(one: RunningSite) -> dict[str, list[str]]:
    """The addresses of some nights and of their calendar files."""
    text = (await asking.ask(one.url, "/", accept_encoding="identity")).body.decode()
    nights = [f"/e/{part.split('/')[0]}/" for part in text.split('href="/e/')[1:]]
    return {"a night": nights, "its .ics": [f"{path}event.ics" for path in nights]}


def main() -> None:
    """Measures everything once, in four to five minutes."""
    cores = len(os.sched_getaffinity(0))
    version = f"Python {platform.python_version()}, {cores} cores"
    print(f"{clock.now():%Y-%m-%d}, {version}, {filling.EVENTS:,} events")
    frontend.ensure_built(print)
    with (
        workplace() as folder,
        postgres.start(folder) as server,
        floor() as bare,
    ):
        for name, all_upcoming in {"realistic": False, "all upcoming": True}.items():
            with filled(server, name.replace(" ", "_"), all_upcoming=all_upcoming) as url:
                live = filling.EVENTS if all_upcoming else filling.LIVE
                print(f"\n## {name.capitalize()}: {live:,} of {filling.EVENTS:,} are live")
                in_the_database(url)
                with site(folder, url, PAGE_CACHE_MB="0") as one:
                    nights = asyncio.run(night(one))
                    asyncio.run(whole_requests(one, bare, LISTS | nights, "Whole requests, made anew"))
                    if not all_upcoming:
                        asyncio.run(whole_requests(one, bare, feeds.paths(), "Feeds, made anew"))
                        asyncio.run(live_events(one))
                if not all_upcoming:
                    with site(folder, url) as one:
                        asyncio.run(kept_ready(one, bare, nights))
                    the_queue(folder, url)
        with empty(server, "weekly") as url:
            digest.measure(url)
    cards.measure()


async def kept_ready(one: RunningSite, bare: Floor, nights: dict[str, list[str]]) -> None:
    """Pages from the cache, and their weight."""
    thousand = "1,000 nights .ics"
    feed = feeds.paths()[thousand]
    paths = {"list": ["/"], "list, 304": ["/"], **nights, thousand: feed, f"{thousand}, 304": feed}
    await whole_requests(one, bare, paths, "Whole requests, kept ready")
    await weights(one, nights["a night"][0])


if __name__ == "__main__":
    main()
