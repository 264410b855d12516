"""How the site keeps itself going, as moderators see it: what is done by the clock, and mail that was not sent."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from openmic import clock, db
from openmic.domain import ledger, schedules
from openmic.models import Act, AuditEntry, JobRun, Mail, MailState, RunState
from openmic.models.columns import uuid7
from tests.at_the_desk import at_the_desk
from tests.builders import keep
from tests.people import browser, fingerprint, mails, sign_in
from tests.sending import soup

pytestmark = pytest.mark.usefixtures("database")
CANARY = "canary7f3a"
READER = f"r{CANARY}@example.org"


async def stored(*rows: Any) -> None:
    async with db.transaction() as session:
        await keep(session, *rows)


def run(job: str = "lexicon", **changes: Any) -> JobRun:
    """The present hour's run of a job, done in a second and a half."""
    due = schedules.latest(schedules.Hourly(), clock.now())
    usual = {
        "period": due.name,
        "state": RunState.DONE,
        "due_at": due.due_at,
        "started_at": due.due_at,
        "finished_at": due.due_at + timedelta(seconds=1.5),
        "attempts": 1,
        "rows": 12,
    }
    return JobRun(job=job, **usual | changes)


def unsent(state: MailState = MailState.DEAD, **changes: Any) -> Mail:
    usual = {
        "kind": "digest",
        "recipient": READER,
        "subject": f"Subject {CANARY}",
        "text": f"Text {CANARY}",
        "html": f"Html {CANARY}",
        "attempts": 3,
        "last_error": "SMTPDataError: 550 no such user [address]",
        "next_at": clock.now(),
        "created_at": clock.now(),
    }
    return Mail(state=state, **usual | changes)


async def card(name: str) -> Any:
    """A job as the page shows it."""
    visitor = await at_the_desk(f"{uuid7().hex}@example.org")
    page = soup(await visitor.get("/moderation/jobs/"))
    return next(one for one in page.select("section.card") if one.h2.get_text() == name)


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


async def test_a_job_that_was_done_says_when_what_and_how_long() -> None:
    await stored(run())
    shown = words(await card("Lexicon"))
    assert "Fine" in shown
    assert "12 rows in 1.5 seconds" in shown
    assert "every hour" in shown
    assert "Next run" in shown
    assert "No failures in the last 7 days" in shown


async def test_a_job_that_never_ran_is_no_alarm() -> None:
    shown = await card("Lexicon")
    assert "Not yet run" in words(shown)
    assert not shown.select(".alert")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": RunState.FAILED, "leased_until": timedelta(minutes=4, seconds=30), "error": "KeyError: x"},
         "Failing: it is tried again in 4 minutes."),
        ({"state": RunState.FAILED, "attempts": 10, "error": "KeyError: x"}, "Failed: given up after 10 tries."),
        ({"state": RunState.SKIPPED, "started_at": None}, "Skipped: nobody could begin in time."),
        ({"state": RunState.RUNNING, "finished_at": None, "leased_until": -timedelta(minutes=9)},
         "Interrupted: nobody goes on with it"),
    ],
)  # fmt: skip
async def test_what_went_wrong_is_said_in_words(changes: dict[str, Any], said: str) -> None:
    if "leased_until" in changes:
        changes = changes | {"leased_until": clock.now() + changes["leased_until"]}
    await stored(run(**changes))
    shown = await card("Lexicon")
    assert said in words(shown)
    assert "Needs a look" in words(shown)
    assert shown.select(".alert-danger")
    assert ("KeyError: x" in words(shown)) == ("error" in changes)


async def test_a_job_that_nobody_begins_is_overdue_once_it_should_have_begun(later: Any) -> None:
    await stored(run())
    hour = schedules.after(schedules.Hourly(), schedules.latest(schedules.Hourly(), clock.now())).due_at
    later(hour - clock.now() + timedelta(minutes=4))
    assert "Overdue" not in words(await card("Lexicon"))
    later(timedelta(minutes=2))
    assert "Overdue: it should have begun" in words(await card("Lexicon"))


async def test_failures_of_the_last_week_are_counted_and_older_ones_are_not() -> None:
    now = clock.now()
    for days, period in ((1, "a"), (6, "b"), (8, "c")):
        due_at = now - timedelta(days=days)
        await stored(run(period=period, due_at=due_at, error=f"KeyError: {period}"))
    await stored(run())
    shown = words(await card("Lexicon"))
    assert "Failed in 2 periods in the last 7 days" in shown
    assert "KeyError: a" in shown
    assert "Fine" in shown


async def test_mail_that_hangs_is_shown_without_a_word_of_it_or_an_address() -> None:
    await stored(
        unsent(),
        unsent(MailState.UNCERTAIN, last_error=ledger.reason_of(ConnectionError())),
        unsent(MailState.QUEUED, next_at=clock.now() + timedelta(minutes=9), kind="verify"),
        unsent(MailState.QUEUED, last_error="", attempts=0, kind="approved"),
        unsent(MailState.SENT, sent_at=clock.now(), kind="rejected"),
    )
    visitor = await at_the_desk()
    answer = await visitor.get("/moderation/mail/")
    page = soup(answer)
    assert CANARY not in answer.text
    assert [words(heading) for heading in page.select("h2")] == [
        "May have arrived 1",
        "Given up 1",
        "Delayed 1",
    ]
    assert [words(heading) for heading in page.select("h3")] == [
        "Weekly mail",
        "Weekly mail",
        "Please confirm your night",
    ]
    assert "r…@example.org" in words(page)
    assert "550 no such user" in words(page)
    for address in ("/moderation/", "/moderation/figures/"):
        assert "2 mails could not be sent." in words(soup(await visitor.get(address))), address


async def test_where_all_mail_was_sent_nothing_is_said_of_it() -> None:
    await stored(unsent(MailState.SENT, sent_at=clock.now()))
    visitor = await at_the_desk()
    assert "All mail has been sent." in words(soup(await visitor.get("/moderation/mail/")))
    assert "could not be sent" not in (await visitor.get("/moderation/")).text


async def acts() -> list[tuple[Act, str]]:
    async with db.reading() as session:
        lines = (await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
    return [(line.act, line.reason) for line in lines]


@pytest.mark.parametrize("state", [MailState.DEAD, MailState.UNCERTAIN, MailState.QUEUED])
async def test_one_of_many_presses_sends_it_again(state: MailState) -> None:
    mail = unsent(state, next_at=clock.now() + timedelta(hours=1))
    await stored(mail)
    visitor = await at_the_desk()
    done = await visitor.post(f"/moderation/mail/{mail.id}/resend")
    assert done.headers["location"] == "/moderation/mail/?news=resent"
    [row] = await mails(READER)
    assert (row.state, row.attempts, row.leased_until) == (MailState.QUEUED, 0, None)
    assert row.next_at <= clock.now()
    assert await acts() == [(Act.RESEND_MAIL, f"Weekly mail, {mail.id}")]


async def test_what_is_dropped_is_sent_to_nobody_and_not_written_again() -> None:
    mail = unsent(MailState.UNCERTAIN, dedupe_key="digest:2026-W48:1")
    await stored(mail)
    visitor = await at_the_desk()
    done = await asyncio.gather(*(visitor.post(f"/moderation/mail/{mail.id}/drop") for _ in range(4)))
    news = sorted(one.headers["location"].partition("=")[2] for one in done)
    assert news == ["decided", "decided", "decided", "dropped"]
    [row] = await mails(READER)
    assert (row.state, row.text, row.html, row.dedupe_key) == (MailState.DROPPED, "", "", "digest:2026-W48:1")
    assert await acts() == [(Act.DROP_MAIL, f"Weekly mail, {mail.id}")]
    assert "All mail has been sent." in (await visitor.get("/moderation/mail/")).text
    assert "Mail dropped" in (await visitor.get("/moderation/trail/")).text


@pytest.mark.parametrize("act", ["resend", "drop"])
async def test_what_is_sent_or_just_being_sent_is_left_alone(act: str) -> None:
    sent = unsent(MailState.SENT, sent_at=clock.now())
    leaving = unsent(MailState.QUEUED, leased_until=clock.now() + timedelta(minutes=5), at_most_once=True)
    await stored(sent, leaving)
    visitor = await at_the_desk()
    before = await fingerprint()
    for mail_id in (sent.id, leaving.id, uuid7()):
        done = await visitor.post(f"/moderation/mail/{mail_id}/{act}")
        assert done.headers["location"] == "/moderation/mail/?news=decided"
    assert (await visitor.post(f"/moderation/mail/nonsense/{act}")).status_code == 404
    assert await fingerprint() == before


async def test_nobody_else_sees_or_decides() -> None:
    mail = unsent()
    await stored(mail, run(error=f"Error {CANARY}"))
    visitor = browser()
    await sign_in(visitor, READER)
    for path in ("jobs/", "mail/"):
        answer = await visitor.get(f"/moderation/{path}")
        assert answer.status_code == 403
        assert CANARY not in answer.text
    before = await fingerprint()
    for act in ("resend", "drop"):
        assert (await visitor.post(f"/moderation/mail/{mail.id}/{act}")).status_code == 403
    assert await fingerprint() == before
