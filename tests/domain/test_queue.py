"""The queue as a moderator sees it, and bulk decisions, on a real database."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event as heard

from openmic import clock, db
from openmic.domain import queue
from openmic.domain.decision import Decision
from openmic.models import Report, ReportReason, Revision, Status
from openmic.queries import moderation as rows
from openmic.views import queue_item
from openmic.views.queue import PER_PAGE, QueuePage
from openmic.views.queue_address import QueueAddress, read
from tests import moderating
from tests.builders import ORGANISER_EMAIL, next_week
from tests.moderating import moderator, waiting
from tests.sending import HOME

pytestmark = pytest.mark.usefixtures("database")


async def look(by: Any, **at: str) -> QueuePage:
    async with db.reading() as session:
        return await queue.look(session, read(at), by)


async def add(*things: Any) -> None:
    async with db.transaction() as session:
        session.add_all(things)


async def settle(event_id: Any) -> None:
    async with db.transaction() as session:
        await rows.settle(session, event_id, now=clock.now())


async def proposed(event_id: Any, number: int = 2, **changes: Any) -> None:
    """A change of a listed night, as managing.change keeps it."""
    night = await moderating.look(event_id)
    names = (
        "title",
        "description",
        "category",
        "venue_name",
        "address",
        "postcode",
        "organiser_name",
        "ticket_url",
    )
    said = {name: getattr(night, name) for name in names}
    times = {"start_at": night.start_at.isoformat(), "end_at": night.end_at.isoformat(), "town": ""}
    await add(Revision(event_id=event_id, number=number, content=said | times | changes))
    await settle(event_id)


def kinds(page: QueuePage) -> list[str]:
    return [one.kind for one in page.nights]


async def test_what_waits_comes_newest_first_or_oldest_first_with_a_clock_on_the_oldest():
    sam, now = await moderator(), clock.now()
    for hours in (1, 3, 2):
        await waiting(title=f"{hours} hours", queued_at=now - timedelta(hours=hours, minutes=20))
    page = await look(sam)
    assert [one.night.title for one in page.nights] == ["1 hours", "2 hours", "3 hours"]
    assert [one.waits for one in page.nights] == ["1 h 20 min", "2 h 20 min", "3 h 20 min"]
    assert (page.waiting, page.headline, page.clock) == ("3", "3 nights wait", "The oldest waits 3 h 20 min.")
    assert (await look(sam, order="oldest")).nights[0].night.title == "3 hours"


async def test_a_long_queue_goes_on_where_the_page_ended_and_nothing_is_shown_twice():
    sam, now = await moderator(), clock.now()
    for number in range(PER_PAGE + 3):
        await waiting(title=str(number), queued_at=now - timedelta(minutes=number // 2))
    hidden = await waiting(title="hidden", queued_at=now - timedelta(days=2), hidden_at=now)
    for order in ("", "oldest"):
        first = await look(sam, order=order)
        assert (len(first.nights), first.nights[0].id) == (PER_PAGE, str(hidden))
        query = dict(part.split("=") for part in first.more_href.partition("?")[2].split("&"))
        second = await look(sam, **query)
        assert not second.more_href
        assert second.start_href
        assert len({one.id for one in first.nights + second.nights}) == PER_PAGE + 4


async def test_a_page_of_one_night_and_an_empty_one():
    sam = await moderator()
    assert (await look(sam)).headline == "Nothing waits"
    only = await waiting()
    (item,) = (await look(sam)).nights
    assert (item.id, item.following, item.seen) == (str(only), "", "1")


async def test_each_kind_of_waiting_says_what_it_is():
    sam, now = await moderator(), clock.now()
    listed = {"status": Status.PUBLISHED}
    new = await waiting(title="new")
    change = await moderating.stored(title="change", **listed)
    await proposed(change, title="changed")
    over = await moderating.stored(title="unseen", is_unreviewed=True, queued_at=now, **listed)
    reported = await moderating.stored(title="reported", queued_at=now, **listed)
    hidden = await waiting(title="hidden", hidden_at=now, published_at=now)
    await add(
        Report(event_id=reported, reason=ReportReason.WRONG, words="It is on Friday."),
        Report(event_id=hidden, reason=ReportReason.HATE, hid_listing=True),
    )
    found = {one.id: one for one in (await look(sam)).nights}
    assert {found[str(one)].kind for one in (new,)} == {queue_item.NEW}
    assert found[str(change)].kind == queue_item.CHANGE
    assert found[str(over)].kind == queue_item.LOOK_OVER
    assert found[str(reported)].kind == queue_item.REPORTED
    assert found[str(hidden)].kind == queue_item.HIDDEN
    assert (await look(sam)).nights[0].id == str(hidden)
    assert [one.words for one in found[str(reported)].reports] == ["It is on Friday."]
    assert not found[str(reported)].can_approve
    assert not found[str(hidden)].can_approve
    assert found[str(over)].can_approve


async def test_a_change_is_shown_as_it_will_be_with_what_is_different():
    sam = await moderator()
    listed = await moderating.stored(status=Status.PUBLISHED, title="Open mic at the Lantern")
    await proposed(listed, title="Open jam at the Lantern", town="witney")
    (item,) = (await look(sam)).nights
    assert (item.seen, item.night.title) == ("2", "Open jam at the Lantern")
    assert "Witney" in item.night.where
    assert [one.label for one in item.changes] == ["Name", "Where"]
    marks = [(one.text.strip(), one.is_added, one.is_taken) for one in item.changes[0].marks]
    assert marks == [
        ("Open", False, False),
        ("mic", False, True),
        ("jam", True, False),
        ("at the Lantern", False, False),
    ]


async def test_a_mended_night_is_compared_with_the_words_that_were_turned_down():
    sam = await moderator()
    night = await waiting(description="Bring a song.")
    await moderating.reject(night, sam)
    async with db.transaction() as session:
        again = {"status": Status.PENDING, "revision": 2, "description": "Bring a song or a joke."}
        assert await rows.change(session, night, again, seen=1, status=Status.REJECTED)
        await rows.settle(session, night, now=clock.now())
    (item,) = (await look(sam)).nights
    assert item.kind == queue_item.AGAIN
    assert [one.label for one in item.changes] == ["About it"]


async def test_what_a_submitter_did_before_is_one_line():
    sam = await moderator()
    await waiting(organiser_email="new@example.org")
    for _ in range(3):
        await moderating.stored(status=Status.PUBLISHED)
    await moderating.stored(status=Status.REJECTED)
    await moderating.stored(status=Status.PENDING, email_verified=False)  # anybody could have sent that
    await waiting()
    assert [one.history for one in (await look(sam)).nights] == [
        "Their 5th night: 3 listed, 1 turned down",
        "Their first night",
    ]


async def test_nights_that_may_be_the_same_stand_beside_it():
    sam, at = await moderator(), next_week()
    await moderating.stored(title="Poetry evening", start_at=at, postcode="OX1 1AA")
    await moderating.stored(title="Lantern open mic", start_at=at, postcode="OX4 4AA")
    await moderating.stored(title="Quiz", start_at=at, postcode="OX4 4AA")
    await moderating.stored(
        title="Open mic at the Lantern", start_at=at + timedelta(days=7), postcode="OX1 1AA"
    )
    await waiting(start_at=at)
    (item,) = (await look(sam)).nights
    assert [(one.title, one.state) for one in item.alike] == [
        ("Lantern open mic", "Listed"),
        ("Poetry evening", "Listed"),
    ]


async def test_a_page_takes_the_same_few_statements_however_much_waits():
    sam = await moderator()
    counts = []
    for more in (1, 15):
        for _ in range(more):
            await waiting()
        sent: list[str] = []
        async with db.reading() as session:
            connection = (await session.connection()).sync_connection
            heard.listen(connection, "before_cursor_execute", lambda *said, to=sent: to.append(said[2]))
            await queue.look(session, QueueAddress(), sam)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 9


async def test_no_word_of_a_page_is_an_address():
    sam = await moderator("sam-canary@example.org")
    night = await waiting()
    await add(
        Report(
            event_id=night, reason=ReportReason.OTHER, email="reporter-canary@example.org", ip="203.0.113.9"
        )
    )
    told = repr(await look(sam))
    for private in (ORGANISER_EMAIL, "canary", "203.0.113.9"):
        assert private not in told


async def test_of_several_only_those_as_they_were_seen_are_decided_and_undone_together():
    sam = await moderator()
    nights = [await waiting(title=f"Night {number}") for number in range(4)]
    made = Decision(sam, HOME)
    async with db.transaction() as session:
        outcome = await queue.decide_all(session, "approve", dict.fromkeys(nights, 1) | {nights[1]: 9}, made)
    assert (outcome.made, outcome.left) == (3, 1)
    assert [(await moderating.look(one)).status for one in nights].count(Status.PUBLISHED) == 3
    page = await look(sam)
    assert [one.id for one in page.nights] == [str(nights[1])]
    assert (page.done.batch, page.done.words) == (str(made.batch), "3 approved")
    assert await moderating.undo(made) == 3
    assert (await look(sam)).done.words == ""


async def test_what_was_done_in_the_last_minute_can_be_taken_back_by_who_did_it():
    sam, jo = await moderator(), await moderator("jo@example.org")
    first, second = await waiting(title="First"), await waiting(title="Second")
    await moderating.approve(first, sam)
    await moderating.hold(second, sam)
    page = await look(sam)
    assert page.done.words == "Held: Second"
    assert [one.words for one in page.earlier] == ["Approved: First"]
    assert page.held == "1"
    assert [one.night.title for one in (await look(sam, show="held")).nights] == ["Second"]
    assert (await look(jo)).done.words == ""
