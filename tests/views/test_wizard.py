"""The steps of the wizard: onwards, back, what is wrong, what is suggested, and how the night will look."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from openmic.views import wizard
from openmic.views.night_form import STEPS, check
from openmic.views.wizard import Known, at_step, back, guessing, onwards
from tests.views.test_night_form import GOOD

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FERRET = Known("The Gilded Ferret", "oxford", "5 Made-up Lane", "OX1 2JD", "5 Made-up Lane, Oxford")
TWINS = (
    Known("The Swan", "oxford", "1 A Street", "OX1 1AA"),
    Known("The Swan", "witney", "2 B Street", "OX28 1AA"),
)
BLANK = wizard.blank(key="k", opened="o", is_signed_in=False, venues=(FERRET, *TWINS))


def start(step: str = "what") -> wizard.Wizard:
    return at_step(BLANK, step)


def asked(page: wizard.Wizard, **typed: str) -> wizard.Wizard:
    return onwards(page, check(typed, now=NOW))


def test_without_scripts_all_steps_stand_on_one_page():
    assert not BLANK.is_stepped
    assert not any((BLANK.hides_what, BLANK.hides_when, BLANK.hides_where, BLANK.hides_who))
    assert BLANK.onwards == "Send it in"


@pytest.mark.parametrize("step", wizard.ORDER)
def test_live_one_step_is_shown_and_the_line_of_steps_says_which(step: str):
    page = start(step)
    assert [name for name in STEPS if not getattr(page, f"hides_{name}")] == [step]
    assert [mark.label for mark in page.marks if mark.is_current] == [wizard.LABELS[step]]
    assert sum(mark.is_done for mark in page.marks) == wizard.ORDER.index(step)
    assert page.can_go_back == (step != "what")


def test_a_whole_form_goes_from_step_to_step_and_is_ready_after_the_last():
    page, said = start(), []
    for _ in STEPS:
        said.append((page.step, page.onwards, page.is_ready))
        page = asked(page, **GOOD)
    assert said == [
        ("what", "Next: when", False),
        ("when", "Next: where", False),
        ("where", "Next: who", False),
        ("who", "Send it in", False),
    ]
    assert page.is_ready
    assert page.answers == BLANK.answers + 5  # each answer is told apart, so that each is heeded


def test_only_what_has_been_reached_is_complained_about():
    page = asked(start(), title="", category="")
    assert page.step == "what"
    assert [one.href for one in page.form.summary] == ["#title", "#category"]
    page = asked(page, title=GOOD["title"], category="music")
    assert (page.step, page.form.summary) == ("when", ())


def test_what_is_wrong_on_an_earlier_step_leads_back_to_it():
    page = asked(start("who"), **GOOD | {"title": "", "postcode": "OX1"})
    assert page.step == "what"
    assert [one.href for one in page.form.summary] == ["#title", "#postcode"]
    assert not page.is_ready


def test_back_is_one_step_and_never_before_the_first():
    assert back(start("who")).step == "where"
    assert back(start("what")).step == "what"
    page = back(asked(start("when"), on="", starts=""))
    assert (page.step, page.form.summary) == ("what", ())


def test_back_keeps_what_was_suggested_and_the_question_of_the_double_hour():
    page = guessing(start("when"), {"starts": "19:30"})
    assert back(page).form.ends.value == "22:30"
    page = asked(start("when"), **GOOD | {"on": "2027-10-31", "starts": "01:30"})
    assert page.form.asks_start
    assert back(page).form.asks_start


def test_an_end_is_suggested_but_never_over_a_typed_one():
    assert guessing(start("when"), {"starts": "7.30pm"}).form.ends.value == "22:30"
    assert guessing(start("when"), {"starts": "7.30pm", "ends": "23:00"}).form.ends.value == ""
    assert guessing(start("when"), {"starts": "soon"}).form.ends.value == ""


def test_a_known_venue_brings_its_address_but_never_over_a_typed_one():
    form = guessing(start("where"), {"venue_name": " the gilded FERRET "}).form
    assert (form.address.value, form.postcode.value, form.town.value) == (
        "5 Made-up Lane",
        "OX1 2JD",
        "oxford",
    )
    for typed in ({"address": "9 My Road"}, {"postcode": "OX4 1AA"}):
        form = guessing(start("where"), {"venue_name": FERRET.name, **typed}).form
        assert (form.address.value, form.postcode.value, form.town.value) == ("", "", "")


def test_of_two_venues_of_one_name_the_town_decides():
    assert guessing(start("where"), {"venue_name": "The Swan"}).form.address.value == ""
    form = guessing(start("where"), {"venue_name": "The Swan", "town": "witney"}).form
    assert (form.address.value, form.town.value) == ("2 B Street", "")
    assert (
        guessing(start("where"), {"venue_name": "The Gilded Ferret", "town": "witney"}).form.address.value
        == ""
    )


def test_a_suggestion_leaves_what_is_wrong_where_it_is():
    page = asked(start("when"), **GOOD | {"on": "", "ends": "soon"})
    again = guessing(page, {"starts": "19:30"})
    assert again.form.summary == page.form.summary
    assert again.form.on.problem
    assert again.answers == page.answers  # nothing takes the focus away while somebody types


def test_the_words_people_type_are_not_kept_here():
    page = asked(start("who"), **GOOD | {"title": "", "organiser_name": "CANARY", "address": "CANARY"})
    assert "CANARY" not in repr(page)
    assert GOOD["organiser_email"] not in repr(page)


def test_the_preview_is_the_card_as_it_will_look():
    page = asked(start("when"), **GOOD | {"town": "witney", "description": "Bring a song."})
    assert page.has_preview
    card = page.preview
    assert (card.title, card.hour, card.where) == (
        "Open mic at the Lantern",
        "7.30pm",
        "The Paper Lantern, Witney",
    )
    assert card.excerpt == "Bring a song."
    assert card.href == "#preview"


@pytest.mark.parametrize("missing", ["title", "category", "on", "starts"])
def test_there_is_no_preview_before_there_is_something_to_show(missing: str):
    shown = asked(start("when"), **GOOD)
    assert shown.has_preview
    assert not asked(replace(shown, step="when"), **GOOD | {missing: ""}).has_preview


def test_the_preview_has_a_venue_before_one_was_typed():
    assert asked(start("when"), **GOOD | {"venue_name": ""}).preview.where == "Your venue"
