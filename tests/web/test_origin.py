"""Nothing changes but on the word of a page of our own (TRUST T13)."""

import httpx
import pytest

from openmic.settings import Settings
from openmic.web import origin
from openmic.web.protection import Protection

OURS = "https://openmic.example"
REACHED = 204


async def reached(scope, receive, send) -> None:
    """Stands for the site: whoever gets here is let in."""
    await send({"type": "http.response.start", "status": REACHED, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def status(method: str, *sent: tuple[str, str], path: str = "/sign-out/") -> int:
    """What a request with these headers, and no others that browsers add, gets from a site in public."""
    settings = Settings(
        debug=False,
        public_url=OURS,
        allowed_hosts="openmic.example",
        _env_file=None,  # pyright: ignore[reportCallIssue]
    )
    transport = httpx.ASGITransport(Protection(reached, reached, settings))
    async with httpx.AsyncClient(transport=transport, base_url=OURS) as browser:
        return (await browser.request(method, path, headers=list(sent))).status_code


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "MADE-UP"])
@pytest.mark.parametrize(
    "sent",
    [
        (),
        (("sec-fetch-site", "cross-site"),),
        (("sec-fetch-site", "same-site"),),
        (("sec-fetch-site", "none"),),
        (("sec-fetch-site", ""),),
        (("sec-fetch-site", "SAME-ORIGIN"),),
        (("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")),
        (("sec-fetch-site", "cross-site"), ("origin", OURS)),
        (("origin", "null"),),
        (("origin", ""),),
        (("origin", "http://openmic.example"),),
        (("origin", "https://openmic.example:8443"),),
        (("origin", "https://openmic.example.evil.example"),),
        (("origin", "https://OPENMIC.example"),),
        (("origin", "https://evil.example"),),
        (("referer", f"{OURS}/sign-in/"),),
        (("x-requested-with", "XMLHttpRequest"),),
    ],
)
async def test_what_no_page_of_ours_sends_changes_nothing(method: str, sent: tuple) -> None:
    assert await status(method, *sent) == 403


@pytest.mark.parametrize("sent", [(("sec-fetch-site", "same-origin"),), (("origin", OURS),)])
async def test_a_page_of_ours_may_act(sent: tuple) -> None:
    assert await status("POST", *sent) == REACHED


async def test_a_browser_that_hides_where_a_page_is_may_still_act_on_it() -> None:
    assert await status("POST", ("sec-fetch-site", "same-origin"), ("origin", "null")) == REACHED


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_anybody_may_ask_for_a_page_from_anywhere(method: str) -> None:
    assert await status(method, ("sec-fetch-site", "cross-site")) == REACHED


async def test_the_refusal_is_in_words(client: httpx.AsyncClient) -> None:
    answer = await client.post("/", headers={"sec-fetch-site": "cross-site"})
    assert answer.text == "That is not yours to do. Please go back and try from our own page.\n"


def test_one_address_is_let_off_and_no_other() -> None:
    assert frozenset({"/unsubscribe/"}) == origin.TOKEN_IS_ALL


@pytest.mark.parametrize(
    "sent",
    [(), (("origin", "https://evil.example"),), (("origin", "null"),), (("sec-fetch-site", "cross-site"),)],
)
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/unsubscribe/", REACHED),
        ("/unsubscribe", 403),
        ("/unsubscribe//", 403),
        ("/unsubscribe/x", 403),
        ("/Unsubscribe/", 403),
        ("/subscriptions/leave/", 403),
        ("/subscribe/confirm/", 403),
    ],
)
async def test_a_mail_program_may_leave_and_do_nothing_else(sent: tuple, path: str, expected: int) -> None:
    assert await status("POST", *sent, path=path) == expected
