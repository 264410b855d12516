"""A mail says the same as text and as a page, and neither needs anything from anywhere."""

import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from openmic.adapters.html import PLAIN, document
from openmic.parts.letter import letter as part
from openmic.views.letter import Fact, Letter

ADDRESS = "https://openmic.example/verify-email/?token=" + "x" * 100
HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too'"


def letter(**changes: object) -> Letter:
    usual = {
        "kind": "verify",
        "subject": "Please confirm your night",
        "home": "https://openmic.example",
        "paragraphs": ("Thank you for sending in a night. " * 5, "A person looks at it next."),
        "facts": (Fact("Night", "Open mic at the Lantern"), Fact("When", "Friday 4 December, 7.30pm")),
        "button": "Confirm my address",
        "address": ADDRESS,
        "afterwards": ("The link works for 48 hours.",),
    }
    return Letter(**usual | changes)  # pyright: ignore


def page(mail: Letter) -> BeautifulSoup:
    return BeautifulSoup(document(part(PLAIN, mail)), "html.parser")


def words(text: str) -> str:
    return " ".join(text.split())


def test_text_and_page_say_the_same() -> None:
    mail = letter()
    shown = words(page(mail).get_text(" "))
    for said in (*mail.paragraphs, mail.button, ADDRESS, *mail.afterwards, "https://openmic.example/"):
        assert words(said) in words(mail.as_text)
        assert words(said) in shown
    for fact in mail.facts:
        assert f"{fact.label}: {fact.text}" in mail.as_text
        assert f"{fact.label} {fact.text}" in shown


def test_the_text_has_short_lines_and_whole_addresses() -> None:
    lines = letter().as_text.splitlines()
    assert ADDRESS in lines
    assert max(len(line) for line in lines if line != ADDRESS) <= 72


def test_there_is_one_button_and_its_address_beside_it() -> None:
    links = page(letter()).find_all("a", href=ADDRESS)
    assert [link.get_text() for link in links] == ["Confirm my address", ADDRESS]


def test_a_mail_may_have_nothing_to_press_and_nothing_to_list() -> None:
    mail = letter(button="", address="", facts=(), afterwards=())
    assert mail.as_text.count("\n\n") == 2
    assert [link["href"] for link in page(mail).find_all("a")] == ["https://openmic.example/"] * 2
    assert page(mail).find("th") is None


def test_the_page_fetches_nothing_and_is_told_apart_by_a_reader() -> None:
    found = page(letter())
    assert found.html["lang"] == "en-GB"
    assert found.title.string == found.h1.string == "Please confirm your night"
    assert found.find_all(["img", "link", "script", "iframe", "form"]) == []
    assert "url(" not in str(found)
    tables = found.find_all("table")
    assert [table.get("role") for table in tables if not table.find("th", recursive=False)].count(
        "presentation"
    ) == len(tables) - 1, "all but the table of facts are for the looks"


def test_what_people_wrote_is_never_markup() -> None:
    mail = letter(
        paragraphs=(HOSTILE,), facts=(Fact(HOSTILE, HOSTILE),), afterwards=(HOSTILE,), button=HOSTILE
    )
    found = page(mail)
    assert found.find_all("script") == []
    assert found.get_text().count(HOSTILE) == 5


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_whatever_is_said_the_addresses_stay_whole(said: str) -> None:
    mail = letter(paragraphs=(said,), facts=(Fact("Night", said),))
    assert re.search(rf"^{re.escape(ADDRESS)}$", mail.as_text, re.MULTILINE)
