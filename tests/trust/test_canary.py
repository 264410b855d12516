"""Nothing private is in any byte that leaves the site but by mail: every address there is, whoever asks, in both worlds
and in the log (TRUST T1). The addresses are the application's own list, so that a new one is looked at by itself.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from openmic import clock, db
from openmic.adapters import secrets, storage
from openmic.models import Account, Purpose, SignIn, Status, Token, Venue
from openmic.settings import Settings
from openmic.views import weeks
from openmic.web.app import PAGES, ROUTES
from openmic.web.visitor_routes import SHARED
from tests.builders import in_town, night
from tests.conftest import clone
from tests.domain.canaries import Somebody, plant, their_night
from tests.running import RunningSite, running
from tests.trust.visitor import DETAIL, FINDER, STATE, Visitor, visiting

THEY = Somebody("canary-email-")  # whose address is canary-email-7f3a@example.org
ADDRESS, BROWSER = "198.51.100.77", "canary9d2e"  # where the visitor comes from, and with what
# what an organiser says in public; every other word of theirs in the database is nobody's business
PUBLIC = "event-(?:description|organiser-name|ticket-url|image-alt)"
WORDS = re.compile(f"{THEY.mark}(?!-{PUBLIC})", re.IGNORECASE)
PRIVATE = re.compile(f"{WORDS.pattern}|{re.escape(ADDRESS)}|{BROWSER}", re.IGNORECASE)
SEARCHES = ["", "q=7f3a", "town=witney", "venue=the-canary", "category=music", "page=2"]
STEP = f"{STATE}.reflex___state____on_load_internal_state.on_load_internal"
SENT = {"x-forwarded-for": ADDRESS, "user-agent": f"Mozilla/5.0 (X11; Linux x86_64) {BROWSER}"}


@dataclass
class Filled:
    """A site whose every table holds a canary, and what its addresses can be filled with."""

    site: RunningSite
    values: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def paths(self, pattern: str) -> list[str]:
        """Every address of a route."""
        found = [pattern]
        for name in re.findall(r"\{(\w+)\}", pattern):
            assert name in self.values, f"say in this test what {{{name}}} of {pattern} can be"
            found = [one.replace(f"{{{name}}}", value) for one in found for value in self.values[name]]
        return found


@pytest.fixture(scope="module")
def full(server: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("canary")
    with (
        clone(server, template, f"{template}_canary") as url,
        running(folder, DATABASE_URL=url, DATA_DIR=str(folder), TRUSTED_PROXY_HOPS="1") as site,
    ):
        yield asyncio.run(filled(site, folder))


async def filled(site: RunningSite, folder: Path) -> Filled:
    """Somebody's nights in every state, and another organiser with a night and a link of their own."""
    kept = storage.chosen(Settings(data_dir=folder, _env_file=None))  # pyright: ignore[reportCallIssue]
    database, now = db.Database(site.database_url, pool=1), clock.now()
    over: dict[str, object] = {"start_at": now - timedelta(days=3)}
    async with database.transaction() as session:
        place = await in_town(session, "witney")
        venue = Venue(name="The Canary", slug="the-canary", town_id=place["town_id"])
        account = Account(email="other@example.net")
        elsewhere = night(organiser_email=account.email)
        session.add_all([venue, account, elsewhere])
        await session.flush()
        listed = await plant(session, kept, THEY, elsewhere=elsewhere.id)
        changes: list[Mapping[str, object]] = [
            {"town_id": place["town_id"], "town_name": "Witney", "venue_id": venue.id},
            {"cancelled_at": now},
            {"featured": True, "featured_until": now + timedelta(days=9)},
            {"withdrawn_at": now, "status": Status.ARCHIVED, "published_at": now},
            {"status": Status.PENDING, "queued_at": now, "hidden_at": now},
            {"status": Status.REJECTED},
            {"is_sample": True},
            over,
            over | {"status": Status.ARCHIVED, "published_at": now - timedelta(days=9)},
        ]
        nights = [listed, *(their_night(THEY, **one) for one in changes)]
        session.add_all(nights)
        secret, link = secrets.new(), secrets.new()
        times = {"created_at": now, "expires_at": now + timedelta(days=9)}
        session.add_all(
            [
                SignIn(secret_hash=secrets.hashed(secret), account_id=account.id, seen_at=now, **times),
                Token(
                    secret_hash=secrets.hashed(link),
                    purpose=Purpose.MANAGE,
                    email=account.email,
                    event_id=elsewhere.id,
                    **times,
                ),
            ]
        )
        await session.flush()
        ids = [str(one.id) for one in nights]
        picture = listed.image_key
    await database.close()
    nothing = ["0199aaaa-0000-7000-8000-000000000000"]
    return Filled(
        site,
        values={
            "event": ids,
            "town": ["witney", "oxford"],
            "venue": ["the-canary"],
            "file": [f"{picture}-small.webp"],
            "number": ["1"],
            "week": [weeks.of(clock.today())],
            "act": ["leave"],
            **dict.fromkeys(("report", "message", "mail", "complaint"), nothing),
            "place": ["the-canary"],
        },
        others={"cookie": f"openmic_session={secret}", "link": link},
    )


async def asked(full: Filled, *, queries: list[str], **more: str) -> dict[str, set[int]]:
    """Asks every route, as a page of ours would; says what each answered. None may say anything private."""
    answered: dict[str, set[int]] = {}
    usual = {**SENT, "sec-fetch-site": "same-origin", "origin": full.site.url, **more}
    async with httpx.AsyncClient(base_url=full.site.url, trust_env=False, headers=usual, timeout=60) as asker:
        for route in ROUTES:
            for method in sorted((route.methods or set()) & {"GET", "POST", "OPTIONS"}):
                for path in full.paths(route.path):
                    is_search = method == "GET" and "{event}" not in route.path
                    for query in queries if is_search else queries[:2]:
                        if path == "/sign-out/" and method == "POST":
                            continue
                        answer = await asker.request(method, f"{path}?{query}")
                        said = answer.content.decode("utf-8", "replace") + repr(answer.headers.multi_items())
                        assert not PRIVATE.search(said), (method, path, query, PRIVATE.search(said))
                        answered.setdefault(route.path, set()).add(answer.status_code)
    return answered


async def test_no_answer_to_a_stranger_says_anything_private(full: Filled) -> None:
    answered = await asked(full, queries=SEARCHES)
    closed = {route.path for route in (*PAGES, *SHARED) if 200 not in answered[route.path]}
    assert closed == set()
    assert not {500, 502, 503} & set().union(*answered.values())


async def test_nor_does_an_answer_to_another_organiser(full: Filled) -> None:
    theirs = [f"night={one}" for one in full.values["event"]]
    answered = await asked(full, queries=["", *theirs], cookie=full.others["cookie"])
    assert 200 in answered["/my/"]
    assert 200 in answered["/my/nights.csv"]
    for path in ("/manage/copy/", "/manage/nights.csv", "/manage/change/", "/manage/cancel/"):
        assert answered[path] <= {303, 404, 410, 422}, path
    answered = await asked(full, queries=[f"token={full.others['link']}"])
    assert 200 in answered["/manage/nights.csv"]


async def test_a_search_for_an_address_finds_nothing(full: Filled) -> None:
    async with httpx.AsyncClient(base_url=full.site.url, trust_env=False) as asker:
        for words in (THEY.mailbox, THEY.mailbox.partition("@")[0] + " example", "never-title"):
            found = (await asker.get("/feed/upcoming.json", params={"q": words})).json()
            assert found["nights"] == [], words
        found = (await asker.get("/feed/upcoming.json", params={"q": "fact-canary"})).json()
        assert found["nights"]


async def test_no_frame_says_anything_private(full: Filled) -> None:
    pages = [path for route in PAGES if route.path.endswith("/") for path in full.paths(route.path)]

    async def visit(path: str) -> Visitor:
        async with visiting(full.site, **SENT) as visitor:
            await visitor.hydrate(path)
            for handler in (STEP, f"{FINDER}.look", f"{DETAIL}.look", f"{FINDER}.more"):
                await visitor.call(handler, path=path)
        return visitor

    said = "".join("".join(one.heard) for one in await asyncio.gather(*map(visit, pages)))
    assert f"{THEY.mark}-event-organiser-name" in said, "the canaries are there to be seen"
    assert not WORDS.search(said), WORDS.search(said)


async def test_nor_does_a_kept_page_nor_does_the_log_name_anybody(full: Filled) -> None:
    for _ in range(2):
        await asked(full, queries=[""])
    written = full.site.log.read_text()
    assert "/feed/upcoming.json" in written
    for canary in (THEY.mailbox, ADDRESS, BROWSER):
        assert canary not in written
