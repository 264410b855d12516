"""Mails about a night: anybody may have them sent to anybody, so no word of a stranger leads anywhere (TRUST T15)."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from openmic.adapters.html import PLAIN, document
from openmic.parts.letter import letter as part
from openmic.views.letter import Letter
from openmic.views.letters import nights
from tests.builders import row

HOME = "https://openmic.example"
LETTERS: list[Callable[..., Letter]] = [
    nights.verify,
    nights.received,
    nights.change_received,
    nights.cancelled,
]
LURES = [
    "Win at https://evil.example now",
    "Win at HTTPS://EVIL.EXAMPLE",
    "see www.evil",
    "evil.example",
    "Evil.Example/win",
    "bit.ly/3xyz",
    "x.co",
    "write to win@evil.example",
    "ftp://evil/x",
    "javascript://x",
    "evil.рф",
    "пример.испытание",
    "evil．example",
    "evil。example",
    "evil｡example",
    "evil․example",
    "ｅｖｉｌ．ｃｏｍ",
    "a.b.c.evil.info!",
    "hxxps://evil",
    "(evil.com)",
    "evil.xn--p1ai",
]
FINE = [
    "Open mic at St. Aldate's",
    "Open mic 7.30pm",
    "Mr. B's Jam No. 5",
    "R.E.M. covers",
    "Rock & Roll... again",
    "1.2.3 go",
]


def said(mail: Letter) -> str:
    """The mail in both its parts."""
    return mail.as_text + document(part(PLAIN, mail))


def written(say: Callable[..., Letter], **changes: Any) -> Letter:
    return say(row(**changes), home=HOME, secret="SECRET")


@pytest.mark.parametrize("say", LETTERS)
@pytest.mark.parametrize("text", LURES)
def test_what_leads_elsewhere_is_left_out(say: Callable[..., Letter], text: str):
    assert text not in said(written(say, title=text))
    assert text not in said(written(say, venue_name=text))


@pytest.mark.parametrize("text", LURES)
def test_the_mail_with_all_links_leaves_it_out_as_well(text: str):
    mail = nights.links([(row(title=text), "ONE", True), (row(venue_name=text), "TWO", False)], home=HOME)
    assert text not in said(mail)
    assert [fact.href for fact in mail.facts] == [
        f"{HOME}/verify-email/?token=ONE",
        f"{HOME}/manage/?token=TWO",
    ]


@pytest.mark.parametrize("text", FINE)
def test_a_title_as_people_write_them_is_said(text: str):
    assert text in written(nights.verify, title=text).as_text


@pytest.mark.parametrize("say", LETTERS)
def test_nothing_typed_is_in_a_subject_or_an_address(say: Callable[..., Letter]):
    typed = dict.fromkeys(("title", "venue_name", "organiser_name", "description", "address"), "CANARY")
    mail = written(say, **typed)
    assert "CANARY" not in mail.subject + mail.address + mail.button + "".join(mail.paragraphs)
    assert mail.address.startswith(f"{HOME}/")


@pytest.mark.parametrize("say", LETTERS)
def test_every_link_of_a_mail_leads_to_us(say: Callable[..., Letter]):
    mail = written(say, title="<a href='https://evil.example'>x</a>", venue_name="[x](https://evil.example)")
    links = re.findall(r"https?://[^\s\"'<>]+", said(mail))
    assert links
    assert {link for link in links if not link.startswith(HOME)} == set()


def test_markup_in_a_title_stays_words():
    mail = written(nights.verify, title="<b>Bold</b> & <script>")
    assert "<script" not in document(part(PLAIN, mail))
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;" in document(part(PLAIN, mail))


def test_somebody_without_nights_gets_the_same_subject_and_a_way_on():
    none, one = nights.links([], home=HOME), nights.links([(row(), "S", False)], home=HOME)
    assert (none.subject, none.kind) == (one.subject, one.kind)
    assert none.address == f"{HOME}/submit/"
