"""The queue in words: addresses, how long something waits, what somebody did before, what a form says."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from openmic.models.choices import Act
from openmic.views import queue, queue_address, queue_form, queue_words
from openmic.views.queue_address import QueueAddress

NIGHT = UUID("0198c0de-0000-7000-8000-000000000000")
OTHER = UUID("0198c0de-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=20), "20 min"),
        (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=2, hours=4, minutes=59), "2 days 4 h"),
    ],
)
def test_how_long_something_waits(waited: timedelta, words: str):
    assert queue_words.duration(waited) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (21, "21st"),
        (113, "113th"),
    ],
)
def test_places_in_a_row(number: int, words: str):
    assert queue_words.ordinal(number) == words


@pytest.mark.parametrize(
    ("others", "earlier", "listed", "turned_down", "words"),
    [
        (0, 0, 0, 0, "Their first night"),
        (4, 4, 3, 1, "Their 5th night: 3 listed, 1 turned down"),
        (1, 1, 0, 0, "Their 2nd night"),
        (1, 1, 0, 1, "Their 2nd night: 1 turned down"),
        (3, 0, 2, 0, "One of their 4 nights: 2 listed"),
    ],
)
def test_what_somebody_did_before(others: int, earlier: int, listed: int, turned_down: int, words: str):
    found = SimpleNamespace(others=others, earlier=earlier, listed=listed, turned_down=turned_down)
    assert queue_words.history(found) == words


def test_an_address_is_read_and_written_alike():
    at = QueueAddress(order="oldest", show="held")
    there = at.going_on(was_hidden=True, queued_at=datetime(2026, 11, 23, tzinfo=UTC), event_id=NIGHT)
    query = dict(part.split("=") for part in there.query.split("&"))
    assert queue_address.read(query) == there
    assert there.place == (True, datetime(2026, 11, 23, tzinfo=UTC), NIGHT)
    assert queue_address.afterwards(there, left=2, item=str(NIGHT)) == f"{there.path}&left=2#item-{NIGHT}"


@pytest.mark.parametrize(
    "asked",
    [
        {"order": "x"},
        {"show": "all"},
        {"after": "w"},
        {"after": "hé"},
        {"news": "<b>"},
        {"left": "-1"},
        {"left": "999"},
    ],
)
def test_what_an_address_of_ours_never_says_counts_as_not_said(asked: dict[str, str]):
    assert queue_address.read(asked) == QueueAddress()


def line(act: Act, batch: int, event: int, title: str = "Night") -> SimpleNamespace:
    return SimpleNamespace(
        act=act, batch_id=UUID(int=batch) if batch else None, event_id=UUID(int=event), title=title
    )


def test_only_what_can_still_be_taken_back_is_offered():
    lines = [
        line(Act.APPROVE, 5, 1, "Third"),  # the last first
        line(Act.EDIT, 0, 3),
        line(Act.HOLD, 4, 3, "Edited since"),
        line(Act.UNDO, 0, 2),
        line(Act.REJECT, 3, 2, "Undone"),
        line(Act.APPROVE, 2, 6),
        line(Act.LOOK_OVER, 2, 7),
        line(Act.APPROVE, 2, 8),
    ]
    found = queue.lately(lines)
    assert [one.words for one in found] == ["Approved: Third", "2 approved, 1 looked over"]
    assert found[0].batch == str(UUID(int=5))


def test_a_form_about_one_night_says_what_is_asked_for():
    sent = {"seen": "3", "following": str(OTHER), f"reason-{NIGHT}": "date", f"words-{NIGHT}": "Friday?"}
    asked = queue_form.one(sent, act="reject", item=str(NIGHT))
    assert (asked.picked, asked.following, asked.is_wrong) == (((NIGHT, 3),), str(OTHER), False)
    assert asked.why
    assert asked.why.line == "The date or time looks wrong: Friday?"


@pytest.mark.parametrize("sent", [{}, {"seen": None}, {"seen": ["1"]}, {"following": "javascript:alert(1)"}])
def test_a_form_nobody_sends_asks_for_nothing_that_could_be_decided(sent: dict[str, object]):
    asked = queue_form.one(sent, act="delete", item=str(NIGHT))
    assert (asked.act, asked.picked, asked.following) == ("", ((NIGHT, 0),), "")
    assert queue_form.one(sent, act="approve", item="x").picked == ()


def test_a_form_about_several_keeps_the_ticks_when_its_reason_is_wrong():
    sent = {"act": "reject", f"pick-{NIGHT}": "2", f"pick-{OTHER}": "1", "pick-x": "1"}
    asked = queue_form.several(sent)
    assert dict(asked.picked) == {NIGHT: 2, OTHER: 1}
    assert asked.is_wrong
    assert asked.tried.ticked == (f"{NIGHT}-2", f"{OTHER}-1")
