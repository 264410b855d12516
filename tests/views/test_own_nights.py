"""How an organiser's night stands, in words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from openmic.models import Status
from openmic.views import managing
from openmic.views.own_nights import PER_PAGE, page

ID = UUID("019aaf00-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(days=5, hours=7.5), NOW - timedelta(days=5)


@dataclass
class Row:
    """A verified night that waits, five days from now."""

    id: UUID = ID
    title: str = "Open mic at the Lantern"
    start_at: datetime = LATER
    end_at: datetime = LATER + timedelta(hours=3)
    status: Status = Status.PENDING
    email_verified: bool = True
    cancelled_at: datetime | None = None
    withdrawn_at: datetime | None = None
    hidden_at: datetime | None = None
    has_change: bool = False


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
        {"end_at": NOW},
        {"hidden_at": BEFORE},
    ],
)
def test_it_stands_here_as_on_its_own_page(changes: dict) -> None:
    row = Row(**changes)
    (night,) = page([row], NOW, is_first=True).nights
    assert night.state == managing.standing(row, now=NOW, change_waits=row.has_change).words


def test_only_what_is_public_has_a_page() -> None:
    hrefs = [page([Row(status=status)], NOW, is_first=True).nights[0].public_href for status in Status]
    assert [bool(href) for href in hrefs] == [status == Status.PUBLISHED for status in Status]


def test_the_words_are_londons() -> None:
    (night,) = page([Row()], NOW, is_first=True).nights
    assert night.when == "Saturday 28 November, 7.30pm to 10.30pm"
    assert night.manage_href == f"/manage/?night={ID}"


def test_more_than_a_page_is_gone_on_with_after_the_last() -> None:
    rows = [Row(id=UUID(int=number)) for number in range(PER_PAGE + 1, 0, -1)]
    shown = page(rows, NOW, is_first=True)
    assert len(shown.nights) == PER_PAGE
    assert shown.more_href == f"/my/?before={UUID(int=2)}"
    assert page(rows[:PER_PAGE], NOW, is_first=False).more_href == ""
