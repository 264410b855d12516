"""Where a list goes on."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.clock import LONDON
from openmic.views import cursor

MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(MOMENTS, st.uuids())
def test_a_cursor_is_read_as_it_was_written(start_at: datetime, event_id: UUID):
    assert cursor.read(cursor.write(start_at, event_id)) == (start_at, event_id)


@given(MOMENTS, st.uuids(), st.lists(st.uuids(), max_size=cursor.BESIDES_AT_MOST))
def test_a_cursor_carries_what_stood_first(start_at: datetime, event_id: UUID, first: list[UUID]):
    word = cursor.write(start_at, event_id, first)
    assert cursor.read(word) == (start_at, event_id)
    assert cursor.besides(word) == tuple(first)
    assert word.replace("-", "").replace("_", "").isalnum()


@given(st.text(st.characters(codec=None)) | st.text("AZaz09-_=", max_size=120))
def test_whatever_is_sent_carries_little(text: str):
    assert len(cursor.besides(text)) <= cursor.BESIDES_AT_MOST
    assert cursor.read(text) or not cursor.besides(text) or len(text) > 32


def test_a_cursor_says_the_moment_and_not_the_zone():
    event_id, start_at = UUID(int=7), datetime(2026, 6, 1, 19, 30, tzinfo=LONDON)
    found = cursor.read(cursor.write(start_at, event_id))
    assert found
    assert found == (start_at, event_id)
    assert found[0].utcoffset() == timedelta(0)


@given(MOMENTS, st.uuids())
def test_a_cursor_needs_no_escaping_in_an_address(start_at: datetime, event_id: UUID):
    word = cursor.write(start_at, event_id)
    assert len(word) == 32
    assert word.replace("-", "").replace("_", "").isalnum()


@given(st.text(st.characters(codec=None)) | st.text("AZaz09-_=", max_size=40))
def test_whatever_is_sent_as_a_cursor_never_fails(text: str):
    found = cursor.read(text)
    assert found is None or isinstance(found[1], UUID)


@given(st.binary(min_size=24, max_size=24))
def test_a_moment_outside_the_calendar_is_no_cursor(raw: bytes):
    found = cursor.read(urlsafe_b64encode(raw).decode())
    assert found is None or found[0].tzinfo is UTC


@pytest.mark.parametrize("word", ["", "A", "AAAA", "A" * 31, "A" * 33, "A" * 36, "é" * 32, "A" * 10_000])
def test_a_word_of_another_length_is_no_cursor(word: str):
    assert cursor.read(word) is None
