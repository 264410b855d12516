"""What stands in front of every request (TRUST T12, T29, T30, T33)."""

import httpx
import pytest
from structlog.testing import capture_logs

from openmic import db
from openmic.web import finder
from openmic.web.client import source
from tests.builders import night

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.fixture
async def address(database: db.Database) -> str:
    event = night()
    async with db.transaction() as session:
        session.add(event)
    return f"/e/{event.id}/"


async def answers(client: httpx.AsyncClient, address: str) -> dict[str, httpx.Response]:
    """One answer of each kind the site gives."""
    return {
        "list": await client.get("/"),
        "town": await client.get("/towns/oxford/"),
        "night": await client.get(address),
        "calendar": await client.get(f"{address}event.ics"),
        "tidied": await client.get("/?q="),
        "slash": await client.get(address.rstrip("/")),
        "missing": await client.get("/nowhere/"),
        "method": await client.post("/"),
        "foreign": await client.post("/", headers={"sec-fetch-site": "cross-site"}),
        "large": await client.post("/", content=b"x" * 70_000),
        "host": await client.get("/", headers={"host": "evil.example"}),
        "alive": await client.get("/healthz"),
        "ready": await client.get("/readiness"),
    }


async def test_every_answer_has_the_headers(client: httpx.AsyncClient, address: str) -> None:
    for kind, answer in (await answers(client, address)).items():
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS, kind
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, kind
        assert "frame-ancestors 'none'" in policy, kind
        assert "unsafe" not in policy, kind
        assert answer.headers["cache-control"] in ("no-cache", "no-store"), kind
        assert "server" not in answer.headers, kind
        assert "set-cookie" not in answer.headers, kind


async def test_the_statuses_are_true(client: httpx.AsyncClient, address: str) -> None:
    statuses = {kind: answer.status_code for kind, answer in (await answers(client, address)).items()}
    assert statuses == {
        "list": 200, "town": 200, "night": 200, "calendar": 200, "tidied": 303, "slash": 308,
        "missing": 404, "method": 405, "foreign": 403, "large": 413, "host": 421, "alive": 200, "ready": 200,
    }  # fmt: skip


async def test_a_plain_page_runs_no_script_at_all(client: httpx.AsyncClient, database: db.Database) -> None:
    answer = await client.get("/nowhere/")
    styles = source(answer.text.split("<style>")[1].split("</style>")[0])
    assert answer.headers["content-security-policy"] == (
        f"default-src 'none'; script-src 'none'; style-src 'self' {styles}; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert "<script" not in answer.text


async def test_a_405_says_what_may_be_done(client: httpx.AsyncClient, database: db.Database) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        answer = await client.request(method, "/")
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})


HOSTILE = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "ftp",
    "x-original-url": "/moderation/",
    "x-rewrite-url": "/moderation/",
    "forwarded": "host=evil.example",
}


async def test_what_a_proxy_might_say_changes_no_byte(client: httpx.AsyncClient, address: str) -> None:
    for path in ("/", address, "/nowhere/"):
        usual = await client.get(path)
        assert (await client.get(path, headers=HOSTILE)).text == usual.text
        assert (await client.get(path, params={"evil": "1"})).text == usual.text


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "localhost@evil.example", "localhost:80:80"]
)
async def test_a_host_that_is_not_ours_gets_nothing(
    client: httpx.AsyncClient, database: db.Database, host: str
) -> None:
    answer = await client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "evil" not in answer.text


async def test_a_body_that_grows_while_it_comes_is_cut_off(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    async def endless():
        for _ in range(100):
            yield b"x" * 10_000

    answer = await client.post("/", content=endless())
    assert answer.status_code in (405, 413)


@pytest.mark.parametrize("length", ["-1", "abc", "1e9", "99999999999999999999"])
async def test_a_length_that_is_no_length_is_refused(
    client: httpx.AsyncClient, database: db.Database, length: str
) -> None:
    answer = await client.post("/", content=b"", headers={"content-length": length})
    assert answer.status_code == 413


async def test_a_fault_of_ours_says_nothing_about_itself(
    client: httpx.AsyncClient, database: db.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail /srv/path SELECT * FROM event")

    monkeypatch.setattr(finder, "head", fail)
    answer = await client.get("/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    for inside in ("secret", "/srv", "SELECT", "Traceback", "RuntimeError"):
        assert inside not in answer.text


async def test_a_lost_database_is_a_503_that_asks_to_try_again(
    client: httpx.AsyncClient, fresh_database: str
) -> None:
    opened = db.open_(fresh_database.replace("openmic_test", "openmic_gone"))
    answer = await client.get("/")
    ready = await client.get("/readiness")
    await opened.close()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "We’ll be back" in answer.text
    assert (ready.status_code, ready.text) == (503, "the database does not answer")
    assert ready.headers["content-type"].startswith("text/plain")
    assert (await client.get("/healthz")).status_code == 200


async def test_a_lost_database_is_one_line_with_the_reason_however_many_ask(
    client: httpx.AsyncClient, fresh_database: str
) -> None:
    opened = db.open_(fresh_database.replace("openmic_test", "openmic_gone"))
    with capture_logs() as records:
        for path in ("/", "/", "/readiness"):
            await client.get(path)
    await opened.close()
    said = [record for record in records if record["log_level"] == "error"]
    assert [record["event"] for record in said] == ["the database does not answer"]
    assert "does not exist" in said[0]["reason"]
