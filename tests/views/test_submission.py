"""What an organiser may send in, and what they are told if it will not do."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from openmic.models import Category
from openmic.views.submission import Submission, problems

START = datetime(2026, 12, 3, 19, 30, tzinfo=UTC)
GOOD = {
    "title": "Open mic",
    "category": "music",
    "venue_name": "The Gilded Ferret",
    "start_at": START,
    "end_at": START + timedelta(hours=3),
    "organiser_name": "Nell",
    "organiser_email": "nell@example.org",
}


def told(**changes: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        Submission.model_validate(GOOD | changes)
    return problems(caught.value)


def test_a_complete_night_is_accepted_with_its_texts_tidied():
    night = Submission.model_validate(
        GOOD
        | {
            "title": "  Nell’s\u200b\topen\r\nmic\x00 ",
            "description": "One\r\nline \n\n\n\nanother\u202e",
            "postcode": " ox12jd",
            "town": "oxford",
            "organiser_email": " Nell@Example.org ",
            "ticket_url": "HTTPS://tickets.example.org/a",
        }
    )
    assert night.title == "Nell's open mic"
    assert night.description == "One\nline\n\nanother"
    assert night.postcode == "OX1 2JD"
    assert night.organiser_email == "nell@example.org"
    assert night.ticket_url == "https://tickets.example.org/a"
    assert night.category is Category.MUSIC


def test_times_of_any_zone_end_up_in_utc():
    summer = timezone(timedelta(hours=1))
    night = Submission.model_validate(GOOD | {"start_at": datetime(2026, 12, 3, 20, 0, tzinfo=summer)})
    assert night.start_at == datetime(2026, 12, 3, 19, 0, tzinfo=UTC)
    assert night.start_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", " \u200b ", "Give the night a title."),
        ("title", "\u3164\u2800", "Give the night a title."),
        ("title", "x" * 141, "Keep this to 140 characters; it has 141."),
        ("title", None, "Write this as text."),
        ("description", "x" * 5001, "Keep this to 5,000 characters; it has 5,001."),
        ("venue_name", "", "Say which venue it is at."),
        ("address", "x" * 241, "Keep this to 240 characters; it has 241."),
        ("organiser_name", "x" * 121, "Keep this to 120 characters; it has 121."),
        ("category", "karaoke", "Choose one of music, comedy, spoken, jam or other."),
        ("town", "reading", "“reading” is not one of the towns we list."),
        ("postcode", "OX1", "“OX1” is not a whole UK postcode."),
        ("organiser_email", " ", "Give an email address we can reach the organiser at."),
        ("end_at", START, "It has to end after it starts."),
        ("end_at", START - timedelta(hours=1), "It has to end after it starts."),
        (
            "end_at",
            START + timedelta(hours=24, seconds=1),
            "A night can last 24 hours at most; please send each day in by itself.",
        ),
        ("start_at", datetime(2026, 12, 3, 19, 30), "This is not a date and time we can read."),  # noqa: DTZ001
        ("start_at", "soon", "This is not a date and time we can read."),
        ("status", "published", "This is not something we ask for."),
    ],
)
def test_a_wrong_answer_is_named_kindly(field: str, value: object, words: str):
    assert told(**{field: value}) == [(field, words)]


@pytest.mark.parametrize(
    "moment", [datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))), "0001-01-01T00:00Z"]
)
def test_a_year_out_of_reach_is_refused(moment: object):
    field, words = told(start_at=moment)[0]
    assert field == "start_at"
    assert words.startswith("We list nights from 2000 to 2099, not in the year")


def test_everything_missing_is_told_at_once_in_the_order_of_the_form():
    with pytest.raises(ValidationError) as caught:
        Submission.model_validate({})
    assert problems(caught.value) == [
        ("title", "Give the night a title."),
        ("category", "Choose what kind of night it is."),
        ("venue_name", "Say which venue it is at."),
        ("start_at", "Say which day and at what time it starts."),
        ("end_at", "Say when it ends."),
        ("organiser_name", "Say who runs the night."),
        ("organiser_email", "Give an email address we can reach the organiser at."),
    ]


def test_a_night_of_24_hours_is_accepted():
    assert Submission.model_validate(GOOD | {"end_at": START + timedelta(hours=24)})


@pytest.mark.parametrize(
    "address",
    [
        "nell",
        "nell@localhost",
        "nell@example.org, tom@example.org",
        "nell@example.org tom@example.org",
        "Nell <nell@example.org>",
        "nell@example.org\r\nBcc: tom@example.org",
        "nell@example.org\nx",
        "nell..h@example.org",
        ".nell@example.org",
        "nell@-example.org",
        "nell@example..org",
        "x" * 65 + "@example.org",
        "nell@" + "x." * 125 + "org",
        '"nell"@example.org',
        "nell@exámple.org",
    ],
)
def test_anything_but_one_address_is_refused(address: str):
    assert [field for field, _ in told(organiser_email=address)] == ["organiser_email"]


@pytest.mark.parametrize(
    "address",
    [
        "http://tickets.example.org",
        "tickets.example.org",
        "javascript:alert(1)",
        "https://",
        "https://localhost/",
        "https://nell@tickets.example.org/",
        "https://nell:secret@tickets.example.org/",
        "https://tickets.example.org:99999/",
        "https://tickets.example.org\\@evil.example.org/",
        "https://[tickets.example.org/",
        "https://tickets.example.org/a b",
        'https://tickets.example.org/"onclick',
        "https://tickets.example.org/" + "x" * 500,
    ],
)
def test_a_ticket_link_that_is_not_plain_https_is_refused(address: str):
    assert [field for field, _ in told(ticket_url=address)] == ["ticket_url"]


def test_a_long_wrong_answer_is_quoted_in_short():
    assert told(town="x" * 500) == [("town", f"“{'x' * 59}…” is not one of the towns we list.")]
