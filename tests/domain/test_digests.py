"""The weekly mail: who gets it, and which nights it tells of."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlmodel import col, delete, select, update

from openmic import clock, db, errors
from openmic.domain import digests, subscriber_links, tokens
from openmic.models import Category, Digest, Event, Mail, Status, Subscription
from openmic.models.columns import uuid7
from tests.people import mails
from tests.weekly import HOME, READER, at, mail_to, on, subscribed, write

pytestmark = pytest.mark.usefixtures("database")
MONDAY = "2026-11-23 09:00"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nine o'clock on a Monday in November."""
    at(monkeypatch, MONDAY)


def headings(mail: Mail) -> list[str]:
    """The days of a mail."""
    return [one.get_text() for one in BeautifulSoup(mail.html, "html.parser").find_all("h2")]


def titles(mail: Mail) -> list[str]:
    """The nights of a mail that lead somewhere, in its order."""
    return [one.get_text() for one in BeautifulSoup(mail.html, "html.parser").select("td a bdi")]


async def test_the_nights_of_the_week_stand_under_their_days_each_once() -> None:
    for start, name, town, kind in [
        ("2026-11-25 19:30", "Late", "witney", Category.MUSIC),
        ("2026-11-24 19:30", "Laughs", "oxford", Category.COMEDY),
        ("2026-11-25 18:00", "Both", "witney", Category.COMEDY),
        ("2026-11-25 20:00", "Neither", "oxford", Category.JAM),
    ]:
        await on(start, title=name, town=town, category=kind)
    await subscribed(town="witney")
    await subscribed(category=Category.COMEDY)
    await subscribed(town="witney", category=Category.COMEDY)
    assert await write() == 1
    mail = await mail_to()
    assert titles(mail) == ["Laughs", "Both", "Late"]
    assert headings(mail) == ["Tuesday 24 November", "Wednesday 25 November"]
    assert mail.subject == "3 open mics this week"
    assert "Neither" not in mail.text
    assert mail.text.count("Both") == mail.html.count("Both") == 1


async def test_a_mailbox_with_one_town_reads_its_name_and_nothing_a_stranger_typed() -> None:
    await on("2026-11-24 19:30", title="Buy now", town="witney")
    await subscribed(town="witney")
    await write()
    assert (await mail_to()).subject == "1 open mic in Witney this week"


async def test_the_week_goes_from_now_to_the_end_of_sunday() -> None:
    await on("2026-11-23 08:59", title="Has begun")
    await on("2026-11-23 09:00", title="Begins")
    await on("2026-11-29 23:59", title="Last")
    await on("2026-11-30 00:00", title="Next week's")
    await subscribed()
    await write()
    assert titles(await mail_to()) == ["Begins", "Last"]


@pytest.mark.parametrize(
    ("now", "inside", "outside", "day"),
    [
        # the Monday before the clocks go forward, and the one after
        ("2026-03-23 09:00", "2026-03-29 23:30", "2026-03-30 00:00", "Sunday 29 March"),
        ("2026-03-30 09:00", "2026-04-05 23:30", "2026-04-06 00:00", "Sunday 5 April"),
        # the same for when they go back
        ("2026-10-19 09:00", "2026-10-25 23:30", "2026-10-26 00:00", "Sunday 25 October"),
        ("2026-10-26 09:00", "2026-11-01 23:30", "2026-11-02 00:00", "Sunday 1 November"),
        ("2026-07-06 09:00", "2026-07-12 23:30", "2026-07-13 00:00", "Sunday 12 July"),
        ("2026-12-28 09:00", "2027-01-03 23:30", "2027-01-04 00:00", "Sunday 3 January"),
    ],
)
async def test_sunday_ends_at_londons_midnight_in_every_season(
    monkeypatch: pytest.MonkeyPatch, now: str, inside: str, outside: str, day: str
) -> None:
    at(monkeypatch, now)
    await on(inside, title="Inside")
    await on(outside, title="Outside")
    await subscribed()
    await write()
    mail = await mail_to()
    assert titles(mail) == ["Inside"]
    assert headings(mail) == [day]
    assert "11.30pm" in mail.text


@pytest.mark.parametrize("second", [False, True])
async def test_a_night_in_the_hour_that_comes_twice_stands_on_its_sunday(
    monkeypatch: pytest.MonkeyPatch, second: bool
) -> None:
    at(monkeypatch, "2026-10-19 09:00")
    event = await on("2026-10-25 01:30", title="Twice")
    if second:
        async with db.transaction() as session:
            moved = col(Event.start_at) + timedelta(hours=1)
            await session.exec(update(Event).where(col(Event.id) == event).values(start_at=moved))
    await subscribed()
    await write()
    mail = await mail_to()
    assert (titles(mail), headings(mail)) == (["Twice"], ["Sunday 25 October"])
    assert "1.30am" in mail.text


async def test_a_mail_written_late_tells_of_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    await on("2026-11-23 19:30", title="Gone by")
    await on("2026-11-25 19:30", title="To come")
    await subscribed()
    at(monkeypatch, "2026-11-24 21:00")
    await write()
    mail = await mail_to()
    assert titles(mail) == ["To come"]
    assert "Tuesday 24 to Sunday 29 November" in mail.text


async def test_nobody_gets_last_weeks() -> None:
    await on("2026-11-25 19:30")
    await subscribed()
    assert await write("2026-W47") == 0
    assert await mails() == []


async def test_new_nights_that_come_later_stand_at_the_end_ten_at_most() -> None:
    now = clock.now()
    await on("2026-11-25 19:30", title="This week", published_at=now)
    await on("2026-12-01 19:30", title="Known for long", published_at=now - timedelta(days=15))
    await on("2026-12-01 19:30", title="Off", published_at=now, cancelled_at=now)
    for day in range(1, 13):
        await on(f"2026-12-{day:02} 20:00", title=f"New {day}", published_at=now - timedelta(days=7))
    await subscribed()
    await write()
    mail = await mail_to()
    assert titles(mail) == ["This week", *(f"New {day}" for day in range(1, 11))]
    assert headings(mail) == ["Wednesday 25 November", "New on the site"]
    assert "Tuesday, 8pm" in mail.text
    assert mail.subject == "1 open mic this week"


async def test_what_is_new_is_told_once_also_of_a_monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first mail tells of a week; each other of all since the one before, however late that came."""
    await subscribed()
    at(monkeypatch, "2026-11-23 08:00")
    await on("2026-12-10 19:30", title="Before nine", published_at=clock.now())
    at(monkeypatch, "2026-11-24 10:00")
    await write()
    await on("2026-12-11 19:30", title="After the mail", published_at=clock.now() + timedelta(hours=1))
    at(monkeypatch, "2026-11-30 09:00")
    await write()
    first, second = sorted(await mails(READER), key=lambda mail: str(mail.dedupe_key))
    assert (titles(first), titles(second)) == (["Before nine"], ["After the mail"])


async def test_new_nights_alone_make_a_mail_that_says_so() -> None:
    await on("2026-12-01 19:30", title="New", town="oxford", published_at=clock.now())
    await subscribed(town="oxford")
    await write()
    assert (await mail_to()).subject == "1 new open mic in Oxford"


async def test_a_cancelled_night_is_one_struck_line_that_leads_nowhere() -> None:
    off = await on("2026-11-25 20:00", title="Rained off", town="witney", cancelled_at=clock.now())
    await on("2026-11-25 19:30", title="Dry", town="witney")
    await subscribed()
    await write()
    mail = await mail_to()
    page = BeautifulSoup(mail.html, "html.parser")
    assert [one.get_text() for one in page.find_all("s")] == ["8pm", "Rained off, The Paper Lantern, Witney"]
    assert "Cancelled: 8pm  Rained off, The Paper Lantern, Witney\n" in mail.text
    assert str(off) not in mail.text + mail.html
    assert mail.subject == "1 open mic this week"


async def test_no_mail_is_empty_and_nobody_is_asked_again_for_ever() -> None:
    await on("2026-11-25 20:00", town="witney", cancelled_at=clock.now())
    await on("2026-11-25 20:00", town="oxford")
    await subscribed("witney@example.org", town="witney")
    await subscribed("banbury@example.org", town="banbury")
    await subscribed("oxford@example.org", town="oxford")
    assert await write(limit=1) == 3
    assert [mail.recipient for mail in await mails()] == ["oxford@example.org"]
    assert await write() == 0
    async with db.reading() as session:
        row = (await session.exec(select(Digest.week, Digest.mails))).one()
    assert tuple(row) == ("2026-W48", 1)


async def test_who_has_left_paused_or_not_confirmed_gets_none() -> None:
    await on("2026-11-25 20:00")
    await subscribed("unconfirmed@example.org", is_confirmed=False)
    await subscribed("paused@example.org", is_paused=True)
    await subscribed("left@example.org")
    await subscribed("stays@example.org")
    await subscribed("stays@example.org", category=Category.MUSIC, is_paused=True)
    await subscribed("stays@example.org", town="witney", is_confirmed=False)
    async with db.transaction() as session:
        await session.exec(delete(Subscription).where(col(Subscription.email) == "left@example.org"))
    assert await write() == 1
    assert [mail.recipient for mail in await mails()] == ["stays@example.org"]
    assert "* Every kind of night across Oxfordshire\n\n" in (await mail_to("stays@example.org")).text


class Killed(Exception):
    """The process ends here."""


async def a_piece(*, dies: bool = False) -> int:
    async with db.transaction() as session:
        some = await digests.write_some(session, "2026-W48", home=HOME, limit=4)
        if dies:
            raise Killed
        return some


async def test_killed_again_and_again_each_mailbox_gets_exactly_one() -> None:
    await on("2026-11-25 20:00")
    everybody = [f"reader{number:02}@example.org" for number in range(25)]
    for mailbox in everybody:
        await subscribed(mailbox)
        await subscribed(mailbox, category=Category.MUSIC)
    some = 1
    while some:
        with suppress(Killed):
            await a_piece(dies=True)
        some = await a_piece()
    assert sorted(mail.recipient for mail in await mails()) == everybody
    assert len({mail.dedupe_key for mail in await mails()}) == 25


async def test_who_leaves_while_it_is_written_finds_the_mail_and_takes_it_out() -> None:
    await on("2026-11-25 20:00")
    await subscribed()

    async def leave() -> int:
        async with db.transaction() as session:
            await session.exec(delete(Subscription).where(col(Subscription.email) == READER))
            return (await session.exec(delete(Mail).where(col(Mail.recipient) == READER))).rowcount

    async with db.transaction() as session:
        assert await digests.write_some(session, "2026-W48", home=HOME) == 1
        leaving = asyncio.create_task(leave())
        done, _ = await asyncio.wait({leaving}, timeout=0.3)
        assert not done, "nobody can leave between being asked and being written to"
    assert await leaving == 1
    assert await mails() == []


async def test_two_at_once_take_turns_and_write_each_mail_once() -> None:
    await on("2026-11-25 20:00")
    for number in range(12):
        await subscribed(f"reader{number:02}@example.org")
    assert sum(await asyncio.gather(*(write(limit=2) for _ in range(3)))) == 12
    assert len({mail.recipient for mail in await mails()}) == len(await mails()) == 12


async def test_a_forgotten_cursor_writes_nobody_twice() -> None:
    await on("2026-11-25 20:00")
    await subscribed()
    await write()
    async with db.transaction() as session:
        await session.exec(update(Digest).values(reached=None))
    assert await write() == 1
    await mail_to()


async def test_each_mail_can_be_left_at_once_and_is_never_sent_twice() -> None:
    await on("2026-11-25 20:00")
    await subscribed()
    await write()
    mail = await mail_to()
    secret = subscriber_links.secret(READER)
    assert mail.unsubscribe_url == f"{HOME}/unsubscribe/?token={secret}"
    assert mail.unsubscribe_url in mail.text
    assert mail.at_most_once
    assert (mail.kind, mail.dedupe_key) == ("digest", digests.once("2026-W48", READER))
    assert READER not in f"{mail.dedupe_key}{mail.text}{mail.html}"
    async with db.reading() as session:
        assert (await tokens.look(session, secret, purpose=subscriber_links.PURPOSE)).mailbox == READER


async def test_only_nights_the_public_may_see_are_told_of() -> None:
    await on("2026-11-25 20:00", title="Waits", status=Status.PENDING)
    await on("2026-11-25 20:00", title="No", status=Status.REJECTED)
    await on("2026-11-25 20:00", title="Put away", status=Status.ARCHIVED)
    await subscribed()
    assert await write() == 1
    assert await mails() == []


async def test_made_up_nights_say_that_they_are() -> None:
    await on("2026-11-25 20:00", is_sample=True)
    await subscribed()
    await write()
    mail = await mail_to()
    assert "The Paper Lantern · Music · Sample" in mail.text
    assert "are made up" in mail.text
    assert "are made up" in mail.html


async def test_more_than_sixty_nights_end_in_a_link_to_the_rest() -> None:
    for number in range(72):
        await on(f"2026-11-25 {10 + number // 6}:{number % 6}0", town="witney", category=Category.COMEDY)
    await on("2026-11-25 23:00", town="witney", category=Category.COMEDY, cancelled_at=clock.now())
    await subscribed(town="witney", category=Category.COMEDY)
    await write()
    mail = await mail_to()
    address = f"{HOME}/towns/witney/?category=comedy&on=2026-11-23&until=2026-11-29"
    assert len(titles(mail)) == 60
    assert f"And 12 more:\n{address}\n" in mail.text
    link = BeautifulSoup(mail.html, "html.parser").find("a", string="And 12 more")
    assert link["href"] == address
    assert mail.subject == "72 open mics in Witney this week"


async def test_a_preview_is_what_they_would_get_with_links_that_open_nothing() -> None:
    await on("2026-11-25 20:00", title="Shown")
    await subscribed()
    async with db.reading() as session:
        letter = await digests.preview(session, READER, home=HOME)
    assert letter is not None
    assert letter.subject == "1 open mic this week"
    assert subscriber_links.secret(READER) not in letter.as_text
    await write()
    mail = await mail_to()
    assert letter.as_text == mail.text.replace(subscriber_links.secret(READER), "preview")


async def test_who_gets_no_mail_has_no_preview() -> None:
    await subscribed("paused@example.org", is_paused=True)
    await subscribed("quiet@example.org")
    async with db.reading() as session:
        for mailbox in ("paused@example.org", "nobody@example.org"):
            with pytest.raises(errors.NotFound):
                await digests.preview(session, mailbox, home=HOME)
        assert await digests.preview(session, "quiet@example.org", home=HOME) is None


async def test_a_click_is_counted_for_a_week_and_a_night_there_are() -> None:
    event = await on("2026-11-25 20:00")
    await subscribed()
    await write()
    for week, night, is_counted in [
        ("2026-W48", event, True),
        ("2026-W48", event, True),
        ("2026-W49", event, False),
        ("2026-W48", uuid7(), False),
    ]:
        async with db.transaction() as session:
            assert await digests.follow(session, week, night) is is_counted
