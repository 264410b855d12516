"""A complaint about personal data: acknowledged at once, with a clock for the admin, answered by mail."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlmodel import col, select

from openmic import clock, db
from openmic.domain import moderators, reminding
from openmic.models import Act, AuditEntry, Complaint
from openmic.views import complaint as views
from tests.at_the_desk import at_the_desk
from tests.people import MAILBOX, browser, fingerprint, mails, sign_in
from tests.sending import HOME, soup, values, wrong

pytestmark = pytest.mark.usefixtures("database")
WORDS = "You write to me although I left.\n\nPlease stop."


def typed(**changes: str) -> dict[str, str]:
    """Every box, filled in rightly unless a test says otherwise."""
    usual = {"name": "Robin", "address": MAILBOX, "words": WORDS, "website": "", "key": str(uuid4())}
    return usual | changes


async def complain(visitor: httpx.AsyncClient, **changes: str) -> str:
    """Sends one; its reference."""
    answer = await visitor.post("/complaint/", data=typed(**changes))
    assert answer.status_code == 303, wrong(soup(answer)) or answer.text
    return httpx.URL(answer.headers["location"]).params["reference"]


async def kept() -> list[Complaint]:
    async with db.reading() as session:
        return list((await session.exec(select(Complaint).order_by(col(Complaint.created_at)))).all())


async def admin(mailbox: str = "admin@example.org") -> httpx.AsyncClient:
    """An admin's browser, signed in."""
    async with db.transaction() as session:
        await moderators.add(session, mailbox, is_admin=True, name="Ada")
    visitor = browser()
    await sign_in(visitor, mailbox)
    return visitor


async def test_a_complaint_is_acknowledged_at_once_and_answered_by_an_admin() -> None:
    visitor = browser()
    form = values(soup(await visitor.get("/complaint/")))
    assert sorted(form) == ["address", "key", "name", "website", "words"]
    named = await complain(visitor)
    assert named in (await visitor.get(f"/complaint/sent/?reference={named}")).text
    (mail,) = await mails(MAILBOX)
    assert (mail.kind, mail.subject) == ("complaint", "We have your complaint")
    assert named in mail.text
    assert "ico.org.uk" in mail.text
    assert "although I left" not in mail.text + mail.html, (
        "nothing typed goes to an address nobody has proved"
    )
    (one,) = await kept()
    assert one.acknowledged_at == one.created_at
    ada = await admin()
    page = soup(await ada.get("/moderation/complaints/"))
    text = page.main.get_text(" ")
    assert "30 days left of 30" in text
    assert "You write to me although I left." in text
    assert MAILBOX not in str(page)
    box, action = page.select_one("main textarea")["name"], page.select_one("main form")["action"]
    done = await ada.post(str(action), data={str(box): "You are right.\n\nWe have stopped it."})
    assert (done.status_code, done.headers["location"]) == (303, "/moderation/complaints/?news=answered")
    answer = (await mails(MAILBOX))[-1]
    assert (answer.kind, answer.subject) == ("complaint-answer", "Our answer to your complaint")
    assert "> You are right." in answer.text
    assert "We have stopped it." in answer.text
    text = soup(await ada.get(done.headers["location"])).main.get_text(" ")
    assert "None waits." in text
    assert "Answered: the mail is on its way." in text
    assert "We have stopped it." in text
    async with db.reading() as session:
        line = (await session.exec(select(AuditEntry).where(AuditEntry.act == Act.ANSWER))).one()
    assert (line.after, line.reason) == ({"complaint": named}, "")


async def test_the_same_form_sent_twice_is_one_complaint_and_one_mail() -> None:
    visitor, form = browser(), typed()
    for _ in range(2):
        assert (await visitor.post("/complaint/", data=form)).status_code == 303
    assert (len(await kept()), len(await mails())) == (1, 1)


async def test_what_is_wrong_is_said_beside_each_box_and_all_that_was_typed_comes_back() -> None:
    answer = await browser().post("/complaint/", data=typed(address="robin@", words=" ", name="R" * 121))
    assert answer.status_code == 422
    page = soup(answer)
    assert sorted(wrong(page)) == ["address", "name", "words"]
    assert values(page)["address"] == "robin@"
    assert [link["href"] for link in page.select("[data-summary] a")] == ["#name", "#address", "#words"]
    assert await kept() == []


async def test_what_may_be_a_robots_is_kept_but_nobody_is_written_to() -> None:
    await complain(browser(), website="https://spam.example/")
    assert await mails() == []
    ada = await admin()
    assert "It may be a robot’s" in (await ada.get("/moderation/complaints/")).text


async def test_nobody_sends_mail_to_others_through_it() -> None:
    """TRUST T15."""
    answers = []
    for number in range(10):
        visitor = browser(ip=f"203.0.113.{number}")
        answers.append(await visitor.post("/complaint/", data=typed(words=f"Words {number}")))
    assert [answer.status_code for answer in answers] == [303] * 3 + [429] * 7
    assert len(await mails(MAILBOX)) == 3
    assert "Words 9" in answers[-1].text, "nothing that was typed is lost"


async def test_the_words_of_strangers_are_text() -> None:
    await complain(browser(), name="<b>Robin</b>", words="<script>alert(1)</script>")
    said = (await (await admin()).get("/moderation/complaints/")).text
    assert "<script>alert" not in said
    assert "<b>Robin" not in said


async def test_only_admins_read_them_and_moderators_are_told_so_kindly() -> None:
    await complain(browser())
    (one,) = await kept()
    organiser, moderator = browser(), await at_the_desk()
    await sign_in(organiser)
    before = await fingerprint()
    for visitor, seen, pressed in ((browser(), 303, 401), (organiser, 403, 403), (moderator, 403, 403)):
        page = await visitor.get("/moderation/complaints/")
        data = {views.box(one.id): "Mine"}
        done = await visitor.post(f"/moderation/complaints/{one.id}/answer", data=data)
        assert (page.status_code, done.status_code) == (seen, pressed)
        assert "although I left" not in page.text + done.text
    assert "Complaints are for admins" in page.text
    assert await fingerprint() == before


async def test_an_answer_needs_words_and_of_two_admins_one_answers() -> None:
    await complain(browser())
    (one,) = await kept()
    ada, address = await admin(), f"/moderation/complaints/{one.id}/answer"
    empty = await ada.post(address, data={views.box(one.id): "  "})
    assert empty.status_code == 422
    assert list(wrong(soup(empty))) == [views.box(one.id)]
    assert "Our answer" not in str(await mails())
    bob = await admin("bob@example.org")
    for visitor, news in ((ada, "answered"), (bob, "decided")):
        done = await visitor.post(address, data={views.box(one.id): "We have stopped it."})
        assert done.headers["location"].endswith(news)
    assert len([mail for mail in await mails() if mail.kind == "complaint-answer"]) == 1
    for bad in ("nonsense", str(one.id).upper()):
        assert (await ada.post(f"/moderation/complaints/{bad}/answer")).status_code == 404


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "30 days left of 30"),
        (18, "12 days left of 30"),
        (29, "1 day left of 30"),
        (30, "The last of 30 days is today"),
        (31, "1 day overdue"),
        (40, "10 days overdue"),
    ],
)
def test_the_clock_says_how_much_of_thirty_days_is_left(days: int, words: str) -> None:
    since = clock.now()
    assert views.clock_words(since, now=since + timedelta(days=days)) == words


def test_the_clock_counts_london_days_also_when_the_clocks_change() -> None:
    late = datetime(
        2026, 10, 24, 23, 30, tzinfo=UTC
    )  # 0.30am on Sunday in London: the clocks go back that night
    assert views.days_left(late, now=datetime(2026, 11, 23, 23, 59, tzinfo=UTC)) == 1
    assert views.days_left(late, now=datetime(2026, 11, 24, 0, 0, tzinfo=UTC)) == 0
    assert views.last_day(late) == f"{date(2026, 11, 24):%A} 24 November 2026"


async def test_the_oldest_comes_first_and_what_is_overdue_says_so(later: Callable[[timedelta], None]) -> None:
    await complain(browser(), words="First")
    later(timedelta(days=32))
    await complain(browser(), words="Second")
    page = soup(await (await admin()).get("/moderation/complaints/"))
    said = [one.get_text(" ") for one in page.select("main li.card")]
    assert ["First" in said[0], "Second" in said[1]] == [True, True]
    assert "2 days overdue" in said[0]
    assert "30 days left of 30" in said[1]


async def test_admins_and_nobody_else_are_told_once_a_day_of_what_waits_for_long() -> None:
    await complain(browser())
    await admin()
    await at_the_desk()
    at_nine = clock.from_london(datetime.combine(clock.today() + timedelta(days=21), datetime.min.time()))
    at_nine += timedelta(hours=9)

    async def remind(now: datetime) -> int:
        async with db.transaction() as session:
            return await reminding.remind(session, now=now, home=HOME)

    assert await remind(at_nine - timedelta(days=2)) == 0
    assert await remind(at_nine) == 1
    assert await remind(at_nine + timedelta(hours=2)) == 0
    (mail,) = [mail for mail in await mails() if mail.kind == "complaints-wait"]
    assert mail.recipient == "admin@example.org"
    assert f"{HOME}/moderation/complaints/" in mail.text
    assert "although" not in mail.text
