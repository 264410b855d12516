"""How an organiser's night stands, in words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from openmic.models import Status
from openmic.views.own_nights import PER_PAGE, page, state

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
    has_change: bool = False


OVER = {"start_at": BEFORE, "end_at": BEFORE + timedelta(hours=3)}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Waiting for a moderator"),
        ({"email_verified": False}, "Not verified yet"),
        ({"status": Status.PUBLISHED}, "Listed"),
        ({"status": Status.PUBLISHED, "has_change": True}, "Change waits"),
        ({"status": Status.PUBLISHED, "cancelled_at": BEFORE}, "Cancelled"),
        ({"status": Status.PUBLISHED, "cancelled_at": BEFORE, "has_change": True}, "Cancelled"),
        ({"status": Status.PUBLISHED, **OVER}, "Past"),
        ({"status": Status.ARCHIVED, **OVER}, "Past"),
        ({"status": Status.PENDING, **OVER}, "Past"),
        ({"status": Status.REJECTED}, "Rejected"),
        ({"status": Status.REJECTED, "email_verified": False, **OVER}, "Rejected"),
        ({"status": Status.ARCHIVED, "withdrawn_at": BEFORE}, "Withdrawn"),
        ({"end_at": NOW}, "Past"),
        ({"end_at": NOW + timedelta(seconds=1)}, "Waiting for a moderator"),
    ],
)
def test_how_it_stands(changes: dict, words: str) -> None:
    assert state(Row(**changes), NOW) == words


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
