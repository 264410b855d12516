"""Where a night stands, in words, and what its organiser can do with it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from openmic.models.choices import Status
from openmic.views import managing
from openmic.views.counts import NightCounts
from openmic.views.managing import (
    CANCELLED,
    CHANGE_WAITS,
    HIDDEN,
    LISTED,
    OVER,
    REJECTED,
    UNPROVED,
    WAITING,
    WITHDRAWN,
    Standing,
    page,
    standing,
)
from tests.builders import row

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THEN = NOW - timedelta(days=1)


def night(status: Status = Status.PUBLISHED, **changes: Any) -> Any:
    usual = {"status": status, "email_verified": True, "withdrawn_at": None, "hidden_at": None}
    usual |= {"appeal": "", "published_at": None, "revision": 1, "approved_revision": None}
    if status in (Status.PUBLISHED, Status.ARCHIVED):
        usual |= {"published_at": THEN, "approved_revision": 1}
    return SimpleNamespace(**vars(row(**changes)) | usual | changes)


STANDS = [
    (night(Status.PENDING, email_verified=False), UNPROVED),
    (night(Status.PENDING), WAITING),
    (night(Status.REJECTED), REJECTED),
    (night(Status.PENDING, hidden_at=THEN), HIDDEN),
    (night(), LISTED),
    (night(cancelled_at=THEN), CANCELLED),
    (night(Status.ARCHIVED), OVER),
    (night(Status.ARCHIVED, withdrawn_at=THEN), WITHDRAWN),
    (night(start_at=THEN), OVER),
    (night(Status.PENDING, start_at=THEN), OVER),
    (night(start_at=THEN, cancelled_at=THEN), OVER),
    (night(start_at=NOW - timedelta(hours=1)), LISTED),  # it still runs
]


@pytest.mark.parametrize(("row", "stands"), STANDS, ids=lambda one: getattr(one, "words", ""))
def test_a_night_stands_where_it_stands(row: Any, stands: Standing):
    assert standing(row, now=NOW, change_waits=False) == stands


def test_a_change_that_waits_is_said_of_a_listed_night_only():
    assert standing(night(), now=NOW, change_waits=True) == CHANGE_WAITS
    assert standing(night(cancelled_at=THEN), now=NOW, change_waits=True) == CANCELLED


@pytest.mark.parametrize(("row", "stands"), STANDS, ids=lambda one: getattr(one, "words", ""))
def test_only_what_can_be_done_is_offered(row: Any, stands: Standing):
    shown = page(row, now=NOW, ours="token=t", change_waits=False)
    can = {
        "change": shown.can_change,
        "cancel": shown.can_cancel,
        "copy": shown.can_copy,
        "withdraw": shown.can_withdraw,
        "appeal": shown.can_appeal,
    }
    wanted = {
        UNPROVED: {"change", "withdraw"},
        WAITING: {"change", "withdraw"},
        REJECTED: {"change", "withdraw", "appeal"},
        HIDDEN: {"change", "withdraw", "appeal"},
        LISTED: {"change", "cancel", "copy", "withdraw"},
        CANCELLED: {"copy", "withdraw"},
        WITHDRAWN: set(),
        OVER: {"copy"} if row.status != Status.PENDING else set(),  # that was never listed
    }[stands]
    assert {name for name, may in can.items() if may} == wanted
    assert bool(shown.public_href) == (row.status == Status.PUBLISHED)


@pytest.mark.parametrize(
    ("row", "may"),
    [
        (night(), True),
        (night(approved_revision=None), False),
        # taken off the site and changed since, then over before anybody looked at it again
        (night(Status.ARCHIVED, revision=2, approved_revision=1), False),
        (night(Status.ARCHIVED, revision=2, approved_revision=2), True),
        (night(Status.REJECTED, approved_revision=1), False),
        (night(Status.PENDING, approved_revision=1, hidden_at=THEN), False),
        (night(Status.ARCHIVED, withdrawn_at=THEN), False),
    ],
)
def test_only_words_that_a_person_has_approved_and_nobody_has_taken_back_are_used_again(row: Any, may: bool):
    assert managing.can_copy(row) == may


def test_why_it_was_turned_down_is_said_as_long_as_it_is():
    for one, told in ((night(Status.REJECTED), ("Too loud.",)), (night(Status.PENDING), ())):
        assert page(one, now=NOW, ours="", change_waits=False, why=("Too loud.",)).why == told


def test_a_night_that_was_never_listed_has_no_counts():
    counts = NightCounts(views=1)
    for one, shown in ((night(), counts), (night(Status.REJECTED), None), (night(Status.ARCHIVED), counts)):
        assert page(one, now=NOW, ours="", change_waits=False, counts=counts).counts == shown


def test_a_poster_is_offered_for_what_people_can_come_to():
    for one, stands in STANDS:
        poster = page(one, now=NOW, ours="", change_waits=False).poster_href
        assert bool(poster) == (stands == LISTED)


def test_who_has_appealed_against_a_report_waits():
    shown = page(
        night(Status.PENDING, hidden_at=THEN, appeal="Look again."), now=NOW, ours="", change_waits=False
    )
    assert (shown.standing, shown.can_appeal) == (HIDDEN, False)


def test_a_past_night_that_is_hidden_can_only_be_appealed_for():
    row = night(Status.PENDING, hidden_at=THEN, start_at=THEN)
    shown = page(row, now=NOW, ours="", change_waits=False)
    assert (shown.standing, shown.can_change, shown.can_withdraw) == (HIDDEN, False, False)
    assert shown.can_appeal


def test_the_news_is_one_of_ours_or_none():
    assert page(night(), now=NOW, ours="", change_waits=False, news="changed").news == "Your change is kept."
    assert page(night(), now=NOW, ours="", change_waits=False, news="You won!").news == ""


def test_the_page_has_the_words_and_never_an_address_of_the_organiser():
    shown = page(night(), now=NOW, ours="token=t", change_waits=False)
    assert (shown.title, shown.where) == ("Open mic at the Lantern", "The Paper Lantern, Witney")
    assert shown.when == "Saturday 28 November, 7.30pm to 10.30pm"
    assert "@" not in repr(
        managing.page(night(organiser_email="a@b.org"), now=NOW, ours="", change_waits=False)
    )
