"""An organiser's own nights as a page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from openmic.models import Status
from openmic.views import managing
from openmic.views.counts import NightCounts
from openmic.views.own_nights import PER_PAGE, OwnNights, page
from tests.builders import row

ID = UUID("019aaf00-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=5)


def night(**changes: Any) -> Any:
    """A verified night that waits, five days from now."""
    usual = {
        "id": ID,
        "status": Status.PENDING,
        "email_verified": True,
        "withdrawn_at": None,
        "hidden_at": None,
        "has_change": False,
        "published_at": None,
        "revision": 1,
        "approved_revision": None,
        "appeal": "",
    }
    return row(**usual | changes)


def shown(*rows: Any, number: int = 1, **more: Any) -> OwnNights:
    return page(rows, NOW, number=number, **{"counts": {}, "why": {}} | more)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"email_verified": False},
        {"status": Status.PUBLISHED},
        {"status": Status.PUBLISHED, "has_change": True},
        {"status": Status.PUBLISHED, "cancelled_at": BEFORE, "has_change": True},
        {"status": Status.REJECTED},
        {"status": Status.ARCHIVED, "withdrawn_at": BEFORE},
        {"start_at": BEFORE},
        {"hidden_at": BEFORE},
    ],
)
def test_it_is_the_same_here_as_on_its_own_page(changes: dict) -> None:
    one = night(**changes)
    (here,) = (*shown(one).coming, *shown(one).past)
    alone = managing.page(one, now=NOW, ours=f"night={ID}", change_waits=one.has_change)
    assert here == replace(alone, news="")


def test_what_is_to_come_is_apart_from_what_is_over_or_withdrawn() -> None:
    rows = [
        night(title="Next"),
        night(title="Over", start_at=BEFORE),
        night(title="Withdrawn", status=Status.ARCHIVED, withdrawn_at=BEFORE),
    ]
    both = shown(*rows)
    assert [one.title for one in both.coming] == ["Next"]
    assert [one.title for one in both.past] == ["Over", "Withdrawn"]


def test_each_has_its_own_counts_and_reasons() -> None:
    other = UUID(int=2)
    rows = [
        night(status=Status.PUBLISHED, published_at=BEFORE),
        night(id=other, status=Status.REJECTED),
    ]
    one, two = shown(*rows, counts={ID: NightCounts(views=7)}, why={other: ("Too loud.",)}).coming
    assert (one.counts, one.why) == (NightCounts(views=7), ())
    assert (two.counts, two.why) == (None, ("Too loud.",))


def test_more_than_a_page_goes_on_and_back() -> None:
    rows = [night(id=UUID(int=number)) for number in range(1, PER_PAGE + 2)]
    first, second, last = shown(*rows), shown(*rows, number=2), shown(*rows[:PER_PAGE], number=3)
    assert len(first.coming) == PER_PAGE
    assert (first.before_href, first.more_href) == ("", "/my/?page=2")
    assert (second.before_href, second.more_href) == ("/my/", "/my/?page=3")
    assert (last.before_href, last.more_href) == ("/my/?page=2", "")
