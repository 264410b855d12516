"""Only `/embed/` may stand in another site's frame (TRUST T29): every route there is, whatever it answers."""

import re

import httpx
import pytest

from openmic import db
from openmic.web import finder
from openmic.web.app import DEV_ROUTES, ROUTES
from tests.builders import night
from tests.running import RunningSite

EMBED = "/embed/"
UNUSUAL = ["/nowhere/", "/embed/nowhere/", "/embed", "/embed//", "/Embed/", "/embed/code/", "/%2Fembed/"]


@pytest.fixture
async def address(database: db.Database) -> str:
    event = night()
    async with db.transaction() as session:
        session.add(event)
    return str(event.id)


def framing(answer: httpx.Response) -> tuple[str | None, str, str]:
    """What an answer says about frames, and of a page who may have it; files may be for anybody."""
    ancestors = re.search(r"frame-ancestors ([^;]+)", answer.headers["content-security-policy"])
    assert ancestors
    is_page = "html" in answer.headers.get("content-type", "")
    policy = answer.headers["cross-origin-resource-policy"] if is_page else "same-origin"
    return answer.headers.get("x-frame-options"), ancestors[1], policy


NOBODY = ("DENY", "'none'", "same-origin")
OURSELVES = ("DENY", "'self'", "same-origin")  # a mail, within the page that shows it
ANYBODY = (None, "*", "cross-origin")
SHOWN_WITHIN_A_PAGE = {"/moderation/digest/html", "/dev/mailbox/{mail}/html"}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
async def test_every_route_but_one_refuses_every_frame(
    client: httpx.AsyncClient, address: str, method: str
) -> None:
    seen = set()
    known = {"event": address, "town": "oxford", "venue": "nowhere", "file": "0.webp"}
    for route in (*ROUTES, *DEV_ROUTES):
        path = re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "x"), route.path)
        if path == EMBED:
            continue
        answer = await client.request(method, path)
        seen.add(answer.status_code)
        is_within = route.path in SHOWN_WITHIN_A_PAGE and framing(answer) == OURSELVES
        assert framing(answer) == NOBODY or is_within, path
    assert 405 in seen or {200, 404} <= seen


async def test_addresses_that_look_like_it_are_not_it(client: httpx.AsyncClient, address: str) -> None:
    for path in UNUSUAL:
        assert framing(await client.get(path)) == NOBODY, path


async def test_refusals_and_faults_refuse_every_frame(
    client: httpx.AsyncClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "head", None)
    answers = {
        500: await client.get("/"),
        403: await client.post(EMBED, headers={"sec-fetch-site": "cross-site"}),
        413: await client.post("/", content=b"x" * 70_000),
        421: await client.get("/", headers={"host": "evil.example"}),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert framing(answer)[1] == "'none'", status


async def test_the_embedded_list_may_stand_anywhere_and_nothing_of_it_is_loosened_besides(
    client: httpx.AsyncClient, address: str
) -> None:
    for query, status in {"": 200, "?town=oxford": 200, "?town=atlantis": 404, "?venue=nowhere": 404}.items():
        for method in ("GET", "HEAD"):
            answer = await client.request(method, EMBED + query)
            assert (answer.status_code, framing(answer)) == (status, ANYBODY), query
            usual = await client.get("/nowhere/")
            theirs, ours = dict(usual.headers), dict(answer.headers)
            for headers in (theirs, ours):
                for name in (
                    "content-length",
                    "etag",
                    "x-frame-options",
                    "cross-origin-resource-policy",
                    "vary",
                ):
                    headers.pop(name, None)
                headers["content-security-policy"] = re.sub(
                    "frame-ancestors .*", "", headers["content-security-policy"]
                )
            assert ours == theirs


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_nothing_can_be_done_in_the_frame(client: httpx.AsyncClient, address: str, method: str) -> None:
    answer = await client.request(method, EMBED)
    assert answer.status_code == 405
    assert framing(answer)[1] == "'none'"


def test_a_running_site_says_the_same_of_its_files(running_site: RunningSite) -> None:
    with httpx.Client(base_url=running_site.url, trust_env=False) as visitor:
        text = visitor.get("/").text
        files = sorted(set(re.findall(r'"(/assets/[^"]+)"', text)))
        assert len(files) > 3
        for path in (
            "/",
            "/queue/",
            "/sitemap.xml",
            "/robots.txt",
            "/favicon.ico",
            "/ping",
            "/_event/",
            *files,
        ):
            answer = visitor.get(path)
            assert framing(answer) == NOBODY, path
        assert framing(visitor.get(EMBED)) == ANYBODY
        etag = visitor.get(EMBED).headers["etag"]
        again = visitor.get(EMBED, headers={"if-none-match": etag})
        assert (again.status_code, framing(again)[:2]) == (304, ANYBODY[:2])
        assert again.headers["cross-origin-resource-policy"] == "cross-origin"
