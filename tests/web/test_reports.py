"""Reporting a listing over HTTP, and deciding about it: for anybody, without scripts, and never twice."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openmic import clock
from openmic.models import Status
from tests import moderating
from tests.moderating import look, stored, waiting
from tests.people import browser, fingerprint, mails
from tests.reporting import REPORTER, report, said
from tests.sending import soup
from tests.trust.test_letters import PAYLOADS
from tests.web.test_queue import disabled, expired, moderator, nobody, organiser, signed_out

pytestmark = pytest.mark.usefixtures("database")
CANARY = "canary-organiser-7f3a@example.org"
GOOD = {"reason": "wrong", "words": "It begins at nine.", "mailbox": ""}


def boxes(answer: httpx.Response) -> dict[str, Any]:
    """What stands in the form."""
    page = soup(answer)
    chosen = page.select_one("input[name=reason][checked]")
    return {
        "reason": chosen["value"] if chosen else "",
        "words": page.select_one("#words").get_text().removeprefix("\n"),  # pyright: ignore
        "mailbox": page.select_one("#mailbox")["value"],  # pyright: ignore
    }


async def test_anybody_reports_a_listing_and_is_thanked() -> None:
    night, visitor = await stored(), browser(ip="203.0.113.5")
    page = soup(await visitor.get(f"/e/{night}/"))
    link = page.find("a", string="Report this listing")
    assert link is not None
    form = soup(await visitor.get(link["href"])).main.form  # pyright: ignore
    assert form["action"] == f"/e/{night}/report"  # pyright: ignore
    answer = await visitor.post(f"/e/{night}/report", data=GOOD | {"mailbox": " Reporter@Example.NET"})
    reference = (await said(night))[0].id.hex[-8:].upper()
    sent = f"/e/{night}/report/sent/?reference={reference}"
    assert (answer.status_code, answer.headers["location"]) == (303, sent)
    thanks = await visitor.get(answer.headers["location"])
    assert "Thank you. We have your report" in thanks.text
    [one] = await said(night)
    assert (one.reason, one.words, one.email, str(one.ip)) == (
        "wrong", "It begins at nine.", REPORTER, "203.0.113.5",
    )  # fmt: skip
    assert await mails() == []


@pytest.mark.parametrize("end", ["report", "report/"])
async def test_both_ways_to_write_the_address_work(end: str) -> None:
    night = await stored()
    assert (await browser().post(f"/e/{night}/{end}", data=GOOD)).status_code == 303
    shown = await browser().get(f"/e/{night}/report")
    assert (shown.status_code, shown.headers["location"]) == (308, f"/e/{night}/report/")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"reason": ""}, "#reason-illegal"),
        ({"reason": "ILLEGAL"}, "#reason-illegal"),
        ({"words": " "}, "#words"),
        ({"reason": "other", "words": ""}, "#words"),
        ({"words": "x" * 1001}, "#words"),
        ({"mailbox": "robin@"}, "#mailbox"),
        ({"mailbox": "a@example.org, b@example.org"}, "#mailbox"),
    ],
)
async def test_what_is_wrong_stands_beside_its_box_and_everything_is_kept(
    changes: dict[str, str], wrong: str
) -> None:
    night = await stored()
    typed = GOOD | {"mailbox": REPORTER} | changes
    before = await fingerprint()
    answer = await browser().post(f"/e/{night}/report", data=typed)
    page = soup(answer)
    assert answer.status_code == 422
    assert [link["href"] for link in page.select("[data-summary] a")] == [wrong]
    assert page.select_one(wrong) is not None
    assert len(page.select("[aria-invalid=true][aria-describedby]")) == 1
    known = typed if typed["reason"] == typed["reason"].lower() else typed | {"reason": ""}
    assert boxes(answer) == known
    assert await fingerprint() == before


@pytest.mark.parametrize(
    "text", [*PAYLOADS, "a\r\nBcc: victim@example.net", "a\0b", "\ud800".encode("utf-8", "replace").decode()]
)
async def test_hostile_words_stay_words(text: str) -> None:
    night = await stored()
    answer = await browser().post(f"/e/{night}/report", data={"reason": text, "words": text, "mailbox": text})
    assert answer.status_code == 422
    page = soup(answer)
    assert page.select("main script, main iframe, main img, main svg, main [onload], main [onerror]") == []
    sent = await browser().post(f"/e/{night}/report", data={"reason": "scam", "words": text})
    assert sent.status_code == 303
    sam = await moderator()
    queue = soup(await sam.get("/moderation/"))
    assert queue.select("main iframe, main [onload], main [onerror], main object, main base") == []
    assert not any("alert(1)" in script.get_text() for script in queue.select("script"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(["reason", "words", "mailbox", "hid_listing", "ip", "state", "appeal"]),
            st.text(max_size=40) | st.sampled_from(["scam", "wrong", "x@example.org", "1.2.3.4"]),
        )
    ),
    path=st.sampled_from(["/e/{}/report", "/manage/appeal/?night={}", "/manage/appeal/?token=x"]),
)
async def test_whatever_is_sent_it_is_answered(pairs: list[tuple[str, str]], path: str) -> None:
    body = httpx.QueryParams([(name, value.encode("utf-8", "replace").decode()) for name, value in pairs])
    answer = await browser().post(
        path.format(uuid4()),
        content=str(body),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code < 500


async def test_looking_changes_nothing_and_other_sites_report_nothing() -> None:
    night = await stored()
    before = await fingerprint()
    for path in ("report", "report/", "report/sent/", "report/?reason=scam&words=x"):
        for method in ("GET", "HEAD"):
            assert (await browser().request(method, f"/e/{night}/{path}")).status_code < 400
    foreign = httpx.Headers({"sec-fetch-site": "cross-site", "origin": "https://evil.example"})
    answer = await browser().post(f"/e/{night}/report", data=GOOD, headers=foreign)
    assert answer.status_code == 403
    assert await fingerprint() == before


async def test_where_there_is_no_listing_the_form_says_what_the_page_says() -> None:
    never, gone = await waiting(), await stored(status=Status.REJECTED, published_at=clock.now())
    for night, status in ((never, 404), (gone, 410), (uuid4(), 404), ("x", 404)):
        assert (await browser().get(f"/e/{night}/")).status_code == status
        assert (await browser().get(f"/e/{night}/report/")).status_code == status
        assert (await browser().post(f"/e/{night}/report", data=GOOD | {"reason": ""})).status_code == status
        assert (await browser().post(f"/e/{night}/report", data={"reason": "scam"})).status_code == status
    assert await said() == []
    assert (await look(never)).status == Status.PENDING


async def test_a_hidden_night_is_out_of_every_list_and_says_that_it_is_looked_at() -> None:
    night, visitor = await stored(title="Canary night 7f3a"), browser()
    assert "Canary night 7f3a" in (await visitor.get("/")).text
    await visitor.post(f"/e/{night}/report", data={"reason": "hate"})
    for path in ("", "report/", "event.ics"):
        answer = await visitor.get(f"/e/{night}/{path}")
        assert answer.status_code == 410
        assert "being looked at" in answer.text
        assert "Canary night" not in answer.text
    assert "Canary night 7f3a" not in (await visitor.get("/")).text
    again = await visitor.post(f"/e/{night}/report", data={"reason": "hate"})  # a second click
    assert again.status_code == 303
    assert len(await said(night)) == 1
    wrong = await visitor.post(f"/e/{night}/report", data={"reason": "", "words": "as typed"})
    assert (wrong.status_code, boxes(wrong)["words"]) == (422, "as typed")
    assert "Canary night" not in wrong.text


async def test_500_reports_from_one_visitor() -> None:
    nights = [await stored() for _ in range(5)]
    visitor, answers = browser(), []
    for number in range(500):
        data = GOOD | {"words": f"Report {number}", "mailbox": "x@example.org"}
        answers.append(await visitor.post(f"/e/{nights[number % 5]}/report", data=data))
    assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 490
    assert len(await said()) == 5
    last = answers[-1]
    assert boxes(last) == {"reason": "wrong", "words": "Report 499", "mailbox": "x@example.org"}
    assert int(last.headers["retry-after"]) > 0
    assert "Please try again in" in last.text
    other = await browser(ip="203.0.113.77").post(f"/e/{nights[0]}/report", data=GOOD)
    assert other.status_code == 303


async def test_a_flood_for_one_reason_from_everywhere_leaves_the_others_open() -> None:
    night = await stored()
    codes = [
        (await browser(ip=f"203.0.113.{number}").post(f"/e/{night}/report", data=GOOD)).status_code
        for number in range(25)
    ]
    assert codes == [303] * 20 + [429] * 5
    urgent = await browser(ip="192.0.2.1").post(f"/e/{night}/report", data={"reason": "illegal"})
    assert urgent.status_code == 303
    assert (await look(night)).hidden_at


@pytest.mark.parametrize("text", ["<script>", "ABCDEFG", "abcdef12", "A" * 400])
async def test_the_thanks_repeat_nothing_but_a_reference(text: str) -> None:
    night = await stored()
    answer = await browser().get(f"/e/{night}/report/sent/", params={"reference": text})
    assert answer.status_code == 200
    assert text not in answer.text


async def test_the_organisers_address_is_in_no_answer_and_in_no_mail_but_theirs() -> None:
    night = await stored(organiser_email=CANARY)
    visitor, sam = browser(), await moderator()
    answers = [
        await visitor.get(f"/e/{night}/"),
        await visitor.get(f"/e/{night}/report/"),
        await visitor.post(f"/e/{night}/report", data={"reason": ""}),
        await visitor.post(f"/e/{night}/report", data={"reason": "scam", "mailbox": REPORTER}),
        await visitor.get(f"/e/{night}/report/sent/"),
        await visitor.get(f"/e/{night}/"),
        await sam.get("/moderation/"),
    ]
    [one] = await said(night)
    answers.append(await sam.post(f"/moderation/reports/{one.id}/dismiss"))
    answers.append(await sam.get(answers[-1].headers["location"]))
    for answer in answers:
        assert CANARY not in answer.text + str(answer.headers)
    written = await mails()
    assert {mail.recipient for mail in written} == {CANARY, REPORTER, "sam@example.org"}
    for mail in written:
        if mail.recipient != CANARY:
            assert CANARY not in mail.subject + mail.text + mail.html + mail.reply_to
        if mail.recipient != REPORTER:
            assert REPORTER not in mail.subject + mail.text + mail.html + mail.reply_to


@pytest.mark.parametrize(("act", "news"), [("review", "report-right"), ("dismiss", "report-dismissed")])
async def test_a_moderator_decides_and_is_back_at_the_night(act: str, news: str) -> None:
    night, sam = await stored(), await moderator()
    await report(night)
    [one] = await said(night)
    page = soup(await sam.get("/moderation/?order=oldest"))
    button = page.select_one(f"button[formaction='/moderation/reports/{one.id}/{act}?order=oldest']")
    assert button is not None
    answer = await sam.post(str(button["formaction"]))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/moderation/?order=oldest&news={news}#item-{night}"
    assert "report is" in (await sam.get(f"/moderation/?news={news}")).text
    again = await sam.post(f"/moderation/reports/{one.id}/{act}")
    assert "news=report-decided" in again.headers["location"]
    for name in (uuid4(), "x"):
        assert "news=gone" in (await sam.post(f"/moderation/reports/{name}/{act}")).headers["location"]


@pytest.mark.parametrize(
    "who", [nobody, organiser, signed_out, disabled, expired], ids=lambda who: who.__name__
)
async def test_whoever_is_no_moderator_decides_nothing(who: Any) -> None:
    night = await stored()
    await report(night)
    [one] = await said(night)
    visitor = await who()
    before = await fingerprint()
    for act in ("review", "dismiss"):
        answer = await visitor.post(f"/moderation/reports/{one.id}/{act}")
        assert answer.status_code in (401, 403)
        assert "Canary words" not in answer.text
        assert (await visitor.get(f"/moderation/reports/{one.id}/{act}")).status_code == 405
    assert await fingerprint() == before


async def test_a_hidden_night_says_so_on_its_organisers_list() -> None:
    night = await stored(organiser_email="jo@example.org")
    await report(night)
    jo = await organiser()
    assert "Hidden while we look at a report" in (await jo.get("/my/")).text
    await moderating.reject(night, await moderating.moderator("kim@example.org"))
    assert "Not listed" in (await jo.get("/my/")).text
