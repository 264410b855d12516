"""Moderators are told once a day that something has waited for long, and never when nothing has."""

import asyncio
from datetime import datetime, time, timedelta

import pytest

from openmic import clock, db
from openmic.domain import moderators, reminding
from tests.keeping import hold, let_go
from tests.moderating import moderator, stored, waiting
from tests.people import browser as visitor_at
from tests.people import mails, sign_in
from tests.sending import HOME

pytestmark = pytest.mark.usefixtures("database")
TITLE = "A title that a stranger typed"


def tomorrow(hour: int) -> datetime:
    """An hour of tomorrow in London."""
    return clock.from_london(datetime.combine(clock.today() + timedelta(days=1), time(hour)))


async def remind(now: datetime) -> int:
    async with db.transaction() as session:
        return await reminding.remind(session, now=now, home=HOME)


async def reminders() -> list[str]:
    """Who was reminded."""
    return sorted(mail.recipient for mail in await mails() if mail.kind == "reminder")


async def test_each_moderator_is_told_once_a_day_however_many_processes_ask() -> None:
    await sign_in(visitor_at(), "organiser@example.org")
    await moderator("sam@example.org")
    await moderator("kim@example.org", "Kim")
    await moderator("gone@example.org", "Lee")
    async with db.transaction() as session:
        await moderators.disable(session, "gone@example.org")
    now = tomorrow(9)
    await waiting(title=TITLE, queued_at=now - timedelta(hours=25))
    await waiting(title=TITLE, queued_at=now - timedelta(hours=2), held_at=now)
    assert sum(await asyncio.gather(*(remind(now + timedelta(seconds=n)) for n in range(8)))) == 2
    assert await remind(tomorrow(23)) == 0
    assert await reminders() == ["kim@example.org", "sam@example.org"]
    assert await remind(now + timedelta(days=1)) == 2
    (mail, _) = await mails("sam@example.org")
    assert mail.subject == "2 nights wait for a decision"
    assert "(1 of them held aside), the oldest for 25 hours" in " ".join(mail.text.split())
    assert f"{HOME}/moderation/" in mail.text
    assert TITLE not in mail.text + mail.html + mail.subject


@pytest.mark.parametrize(("hours", "hour"), [(23, 9), (30, 7), (30, 0), (None, 9)])
async def test_nobody_is_told_too_soon_nor_in_the_night_nor_of_nothing(hours: int | None, hour: int) -> None:
    await moderator()
    if hours:
        await waiting(queued_at=tomorrow(hour) - timedelta(hours=hours))
    assert await remind(tomorrow(hour)) == 0
    assert await reminders() == []


async def test_a_moderator_who_comes_later_that_day_is_told_as_well() -> None:
    await moderator()
    await waiting(queued_at=tomorrow(9) - timedelta(hours=30))
    assert await remind(tomorrow(9)) == 1
    await moderator("kim@example.org", "Kim")
    assert await remind(tomorrow(10)) == 1


async def test_a_legal_hold_whose_day_has_come_is_mentioned_and_what_waits_comes_first() -> None:
    await moderator()
    night = await stored()
    await hold(night, days=1)
    today = clock.from_london(datetime.combine(clock.today(), time(9)))
    assert await remind(today) == 0
    assert await remind(tomorrow(9)) == 1
    (mail,) = await mails("moderator@example.org")
    assert mail.subject == "A legal hold is to be looked at again"
    assert f"{HOME}/moderation/holds/" in mail.text
    await hold(await stored(), days=1)
    await waiting(queued_at=today - timedelta(hours=30))
    assert await remind(tomorrow(9)) == 0
    assert await remind(tomorrow(9) + timedelta(days=1)) == 1
    mail = (await mails("moderator@example.org"))[-1]
    assert mail.subject == "One night waits for a decision"
    assert "2 legal holds are to be looked at again" in " ".join(mail.text.split())
    assert f"{HOME}/moderation/holds/" in mail.text
    assert "A claim is before the court" not in mail.text + mail.html
    await let_go(night)
