"""Other nights on a night's page, in words."""

from datetime import UTC, date, datetime

from openmic.views import related
from tests.builders import row

TODAY = date(2026, 11, 23)


def test_nights_at_the_venue_say_when():
    found = related.at_venue([row()], slug="paper-lantern", name="The Paper Lantern", today=TODAY)
    (night,) = found.nights
    assert (night.title, night.href) == ("Open mic at the Lantern", f"/e/{row().id}/")
    assert (night.when, night.where) == ("Saturday 28 November, 7.30pm", "")
    assert night.starts == "2026-11-28T19:30+00:00"
    assert (found.all_href, found.all_words) == ("/venues/paper-lantern/", "Everything at The Paper Lantern")


def test_a_venue_nobody_has_registered_has_no_page_to_lead_to():
    assert related.at_venue([row()], slug=None, name="The Paper Lantern", today=TODAY).all_href == ""


def test_nights_on_the_day_say_at_what_time_and_where():
    found = related.that_night([row()], on=date(2026, 11, 28), today=TODAY)
    assert (found.nights[0].when, found.nights[0].where) == ("7.30pm", "The Paper Lantern, Witney")
    assert (found.all_href, found.all_words) == ("/?on=2026-11-28", "Everything on Saturday 28 November")


def test_cancelled_and_made_up_nights_are_marked():
    moved = row(cancelled_at=datetime(2026, 11, 1, tzinfo=UTC), is_sample=True)
    for found in (
        related.at_venue([row(), moved], slug=None, name="", today=TODAY),
        related.that_night([row(), moved], on=TODAY, today=TODAY),
    ):
        assert [night.is_cancelled for night in found.nights] == [False, True]
        assert [night.is_sample for night in found.nights] == [False, True]


def test_where_there_are_none_there_is_no_list():
    assert not related.at_venue([], slug="x", name="X", today=TODAY).has_nights
    assert not related.that_night([], on=TODAY, today=TODAY).has_nights
    assert related.that_night([row()], on=TODAY, today=TODAY).has_nights
