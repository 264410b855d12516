"""Which days suggest themselves for a copy, and what is said about the one that was typed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from openmic.views import copying
from openmic.views.copying import again, blank, check, original, suggested
from tests.builders import row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
MAILBOX = "organiser@example.org"


def night(**changes: Any) -> copying.Original:
    return original(row(**changes), town="witney")


def test_they_are_the_same_weekday_after_the_night_and_after_today() -> None:
    today = date(2026, 11, 23)
    for days in range(-400, 100):
        on = today + timedelta(days=days)
        weekly, four_weekly = suggested(on, today)
        assert weekly.weekday() == four_weekly.weekday() == on.weekday()
        assert max(on, today) < weekly <= max(on, today) + timedelta(days=7)
        assert weekly < four_weekly <= weekly + timedelta(days=28)
        assert (four_weekly - on).days % 28 == 0


def test_last_weeks_night_is_copied_to_this_week_or_four_weeks_on() -> None:
    assert suggested(date(2026, 11, 20), date(2026, 11, 23)) == (date(2026, 11, 27), date(2026, 12, 18))


def test_the_form_has_the_nights_own_hours_by_londons_clock() -> None:
    """Half past seven stays half past seven when the clocks have changed between the two."""
    summer = datetime(2026, 10, 23, 18, 30, tzinfo=UTC)
    page = blank(night(start_at=summer), ours="token=t", key="k", now=NOW)
    assert (page.form.on.value, page.form.starts.value, page.form.ends.value) == (
        "2026-11-27", "19:30", "22:30",
    )  # fmt: skip
    checked = check(page.original, typed(page), now=NOW, mailbox=MAILBOX)
    assert checked.night
    assert checked.night.start_at == datetime(2026, 11, 27, 19, 30, tzinfo=UTC)
    assert [day.words for day in page.days] == ["Friday 27 November", "Friday 18 December"]
    assert page.days[1].href == "/manage/copy/?token=t&on=2026-12-18"


def typed(page: copying.CopyPage, **changes: str) -> dict[str, str]:
    form = page.form
    boxes = {"on": form.on.value, "starts": form.starts.value, "ends": form.ends.value, "consent": "yes"}
    return boxes | changes


def test_the_hour_that_comes_twice_is_asked_about_and_the_one_that_does_not_come_refused() -> None:
    late = night(start_at=datetime(2027, 1, 2, 1, 30, tzinfo=UTC))
    october = blank(late, ours="", key="k", now=NOW, on="2027-10-31")
    assert october.form.asks_start
    checked = check(late, typed(october), now=NOW, mailbox=MAILBOX)
    assert list(checked.problems) == ["starts_which"]
    checked = check(late, typed(october, starts_which="second"), now=NOW, mailbox=MAILBOX)
    assert checked.night
    assert checked.night.start_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    checked = check(late, typed(october, on="2027-03-28"), now=NOW, mailbox=MAILBOX)
    assert "clocks go forward" in checked.problems["starts"]


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"on": "2026-11-22"}, "on"),
        ({"on": ""}, "on"),
        ({"on": "soon"}, "on"),
        ({"on": "2029-01-01"}, "on"),
        ({"on": "2026-11-28"}, "on"),  # when it is already
        ({"starts": "late"}, "starts"),
        ({"ends": "25:00"}, "ends"),
        ({"consent": ""}, "consent"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_all_is_kept(changes: dict[str, str], box: str) -> None:
    of = night()
    page = blank(of, ours="", key="k", now=NOW)
    given = typed(page, **changes)
    checked = check(of, given, now=NOW, mailbox=MAILBOX)
    shown = again(of, checked, ours="", key="k", now=NOW)
    assert checked.night is None
    assert [one.href for one in shown.form.summary] == [f"#{box}"]
    for name in ("on", "starts", "ends", "consent"):
        assert getattr(shown.form, name).value == given[name]
    assert shown.trouble == ""


def test_words_that_break_a_newer_rule_are_said_above_the_form() -> None:
    of = night(description="https://a.example https://b.example https://c.example https://d.example")
    checked = check(of, typed(blank(of, ours="", key="k", now=NOW)), now=NOW, mailbox=MAILBOX)
    page = again(of, checked, ours="", key="k", now=NOW)
    assert "Please keep it to 3 links." in page.trouble
    assert page.form.summary == ()


def test_no_word_of_the_night_can_be_changed_by_the_form() -> None:
    of = night()
    given = typed(blank(of, ours="", key="k", now=NOW), title="Mine", organiser_email="x@example.org")
    checked = check(of, given, now=NOW, mailbox=MAILBOX)
    assert checked.night
    assert (checked.night.title, checked.night.organiser_email) == ("Open mic at the Lantern", MAILBOX)
