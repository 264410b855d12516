"""Identifiers that sort by the time they were made."""

from time import time_ns
from uuid import RFC_4122, UUID

from time_machine import travel

from openmic.models.columns import uuid7


def millisecond(made: UUID) -> int:
    return made.int >> 80


def test_an_identifier_is_of_version_7_and_the_standard_variant():
    for made in (uuid7() for _ in range(200)):
        assert made.version == 7
        assert made.variant == RFC_4122


def test_an_identifier_begins_with_the_millisecond_it_was_made_in():
    before = time_ns() // 1_000_000
    made = uuid7()
    assert before <= millisecond(made) <= time_ns() // 1_000_000


def test_identifiers_sort_by_the_time_they_were_made():
    made = []
    with travel(1_800_000_000, tick=False) as clock:
        for _ in range(50):
            made.append(uuid7())
            clock.shift(0.001)
    assert made == sorted(made)
    assert [millisecond(one) for one in made] == list(range(1_800_000_000_000, 1_800_000_000_050))


def test_identifiers_of_the_same_millisecond_differ_in_everything_that_is_free():
    with travel(1_800_000_000, tick=False):
        made = [uuid7().int for _ in range(1000)]
    assert len(set(made)) == 1000
    varied = 0
    for one in made:
        varied |= one ^ made[0]
    assert varied.bit_count() == 74  # of 128: less the time, the version and the variant
