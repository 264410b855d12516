"""The form of a night: what is read from it, what is wrong with it, and that nothing typed is lost."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.models.choices import Category
from openmic.views import night_form
from openmic.views.night_form import NAMES, Problem, check, filled
from tests.builders import row

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GOOD = {
    "title": "Open mic at the Lantern",
    "category": "music",
    "on": "2026-12-04",
    "starts": "19:30",
    "venue_name": "The Paper Lantern",
    "organiser_name": "Robin",
    "organiser_email": "robin@example.org",
    "consent": "yes",
}


def told(**changes: str) -> dict[str, str]:
    return dict(check(GOOD | changes, now=NOW).problems)


def test_a_whole_form_is_a_night():
    checked = check(GOOD | {"description": "Sign up at 7\r\n\r\n\r\n\r\nhttps://a.example"}, now=NOW)
    assert checked.problems == {}
    assert checked.night is not None
    assert checked.night.category == Category.MUSIC
    assert checked.night.start_at == datetime(2026, 12, 4, 19, 30, tzinfo=UTC)
    assert checked.night.end_at == datetime(2026, 12, 4, 22, 30, tzinfo=UTC)
    assert checked.night.description == "Sign up at 7\n\nhttps://a.example"


def test_an_empty_form_says_all_that_is_missing_in_the_order_of_the_boxes():
    checked = check({}, now=NOW)
    missing = [
        "title",
        "category",
        "on",
        "starts",
        "venue_name",
        "organiser_name",
        "organiser_email",
        "consent",
    ]
    assert list(checked.problems) == missing
    assert checked.night is None
    assert checked.form().summary[0] == Problem("#title", "Give the night a title.")
    assert [one.href for one in checked.form().summary] == [f"#{name}" for name in missing]


@pytest.mark.parametrize(
    "name", ["title", "category", "on", "starts", "venue_name", "organiser_name", "consent"]
)
def test_what_is_wrong_stands_at_its_own_box_and_nowhere_else(name: str):
    checked = check(GOOD | {name: ""}, now=NOW)
    form = checked.form()
    assert list(checked.problems) == [name]
    assert getattr(form, name).problem == checked.problems[name]
    assert [one for one in NAMES if one != "organiser_email" and getattr(form, one).problem] == [name]


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("title", "x" * 141),
        ("title", "\u200b\u202e \u2800"),
        ("category", "karaoke"),
        ("description", "x" * 5001),
        ("ticket_url", "http://tickets.example.org"),
        ("ticket_url", "javascript:alert(1)"),
        ("ticket_url", "https://user@evil.example"),
        ("town", "atlantis"),
        ("postcode", "OX1"),
        ("postcode", "90210"),
        ("address", "x" * 241),
        ("organiser_email", "robin@example.org, other@example.org"),
        ("organiser_email", "robin@example.org\r\nBcc: other@example.org"),
        ("consent", "on"),
    ],
)
def test_a_value_that_will_not_do_is_refused_and_kept(box: str, text: str):
    checked = check(GOOD | {box: text}, now=NOW)
    assert list(checked.problems) == [box]
    assert getattr(checked.form(), "contact" if box == "organiser_email" else box).value == text


def test_a_time_is_complained_about_once():
    assert list(told(starts="soon")) == ["starts"]
    assert list(told(on="", starts="")) == ["on", "starts"]
    assert list(told(starts="19:30", ends="soon")) == ["ends"]


def test_more_than_three_links_are_too_many():
    assert told(description="https://a.example " * 3) == {}
    assert told(description="https://a.example " * 4) == {"description": "Please keep it to 3 links."}
    assert list(told(description="HTTPS://a.example " * 4)) == ["description"]


def test_somebody_whose_address_is_proved_is_not_asked_for_it():
    nameless = {name: value for name, value in GOOD.items() if name != "organiser_email"}
    checked = check(nameless | {"organiser_email": "other@example.org"}, now=NOW, mailbox="me@example.org")
    assert checked.night is not None
    assert checked.night.organiser_email == "me@example.org"


def test_a_change_asks_for_no_consent_again():
    assert check({**GOOD, "consent": ""}, now=NOW, is_new=False).problems == {}


def test_the_double_hour_brings_its_question_along():
    checked = check(GOOD | {"on": "2027-10-31", "starts": "01:30"}, now=NOW)
    assert list(checked.problems) == ["starts_which"]
    assert checked.form().asks_start


def test_what_is_wrong_besides_leaves_no_night():
    checked = check(GOOD, now=NOW)
    assert checked.with_problems({}).night is not None
    assert checked.with_problems({"picture": "Too large."}).night is None
    assert checked.with_problems({"picture": "Too large."}).form().picture.problem == "Too large."


def test_a_night_we_know_fills_the_boxes_and_is_the_same_night_again():
    boxes = night_form.of_night(row(description="One\n\ntwo"))
    again = check(boxes | {"organiser_email": "a@example.org"}, now=NOW, is_new=False)
    assert again.problems == {}
    assert again.night is not None
    assert again.night.title == "Open mic at the Lantern"
    assert again.night.description == "One\n\ntwo"
    assert filled(boxes).category.value == "music"


def test_only_our_boxes_are_read_and_only_as_text():
    sent = {"title": "x", "status": "published", "id": "1", "category": ["music"], "on": None, "starts": 3}
    assert night_form.typed(sent) == {"title": "x"}
    assert night_form.typed({"title": "\ud800a\0b"}) == {"title": "?a b"}
    assert len(night_form.typed({"title": "x" * 100_000})["title"]) == night_form.LONGEST
    assert night_form.typed(["title"]) == night_form.typed(None) == night_form.typed("title") == {}


@given(st.dictionaries(st.sampled_from(NAMES), st.text(st.characters(), max_size=60)))
def test_whatever_is_typed_is_answered_and_kept(sent: dict[str, str]):
    read = night_form.typed(sent)
    checked = check(read, now=NOW)
    form = checked.form()
    assert (checked.night is None) == bool(checked.problems)
    for name, text in read.items():
        assert getattr(form, "contact" if name == "organiser_email" else name).value == text


@pytest.mark.parametrize(
    "piece", ["a@", "https://", "aa.", "<b>", "&#x", "\u202e", "((((", "..", "a@a.", "https://a.b/(", "-a"]
)
def test_hostile_text_takes_time_in_proportion(piece: str):
    """Ten times as much takes about ten times as long, not a hundred (TRUST T25)."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        sent = dict.fromkeys(NAMES, text)
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            check(sent, now=NOW)
            best = min(best, time.perf_counter() - began)
        return best

    assert seconds(10_000) < 40 * seconds(1_000) + 0.01
