"""Nothing anybody types becomes a second recipient or a header of its own (TRUST T16)."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from openmic.adapters.parcel import Fate
from tests.mail_sink import Received, Sink, sinking
from tests.posting import TO, carrier_to, parcel

EXPECTED = [
    "Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Reply-To", "Subject", "To",
    "X-Auto-Response-Suppress",
]  # fmt: skip
TRICKS = [
    "a\r\nBcc: victim@example.org", "a\nBcc: victim@example.org", "a\rBcc: victim@example.org", "\r\n\r\nbody",
    "victim@example.org, other@example.org", "victim@example.org; other@example.org", "<victim@example.org>",
    "Robin <victim@example.org>", "=?utf-8?q?a=0D=0ABcc:_victim@example.org?=", "=?utf-8?b?DQpCY2M6IHY=?=",
    "x" * 1000, "ü" * 1000, "a\x00b", "a\u2028b", "a\x85b", "a\x0bBcc: v", '"a" <b@example.org>', "a@b@c.org",
    "victim@example.org\r\nRCPT TO:<other@example.org>", "victim@example.org> SIZE=1", ".", "\r\n.\r\n", "",
]  # fmt: skip
ODD = st.one_of(
    st.sampled_from(TRICKS),
    st.text(st.sampled_from("\r\n\x00\t ,;<>@\"'=?:.ab\u2028é"), max_size=60),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=1000),
)


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with sinking() as server:
        yield server


def carried(sink: Sink, **fields: str) -> Received | None:
    """What the server was given, or None where the mail was refused before anybody was spoken to."""
    sink.mails.clear()
    outcome = asyncio.run(carrier_to(sink).carry(parcel(**{"reply_to": "reply@example.org", **fields})))
    if outcome.fate != Fate.SENT:
        assert outcome.fate == Fate.NEVER
        assert sink.mails == []
        return None
    [received] = sink.mails
    return received


def check(received: Received) -> None:
    assert len(received.recipients) == 1
    assert sorted(received.mail.keys()) == EXPECTED
    assert received.mail["To"] == received.recipients[0]
    assert received.sender == "hello@localhost"
    assert max(map(len, received.raw.split(b"\r\n"))) <= 998
    assert b"\n" not in received.raw.replace(b"\r\n", b"")


# An example costs a connection; none shares anything with another.
MANY = settings(max_examples=100, deadline=None)


def every(trick: str):
    """Tries each known trick beside what is made up."""

    def add(test):
        for one in TRICKS:
            test = example(**{trick: one})(test)
        return test

    return add


@MANY
@every("subject")
@given(subject=ODD)
def test_a_subject_is_one_header(sink: Sink, subject: str) -> None:
    if received := carried(sink, subject=subject[:200]):
        check(received)
        assert " ".join(received.mail["Subject"].split()) == " ".join(subject[:200].split())


@MANY
@every("to")
@given(to=ODD)
def test_a_recipient_is_one_person(sink: Sink, to: str) -> None:
    if received := carried(sink, to=to):
        check(received)
        assert received.recipients == [to]


@MANY
@every("reply_to")
@given(reply_to=ODD.filter(bool))
def test_an_answer_goes_to_one_person(sink: Sink, reply_to: str) -> None:
    if received := carried(sink, reply_to=reply_to or TO):
        check(received)
        assert received.mail["Reply-To"] == (reply_to or TO)


@MANY
@every("said")
@given(said=ODD)
def test_a_body_stays_a_body(sink: Sink, said: str) -> None:
    if received := carried(sink, text=f"Hello {said}", html=f"<p>{said}</p>"):
        check(received)
        assert [part.get_content_type() for part in received.mail.walk() if not part.is_multipart()] == [
            "text/plain",
            "text/html",
        ]


def test_the_usual_is_not_refused(sink: Sink) -> None:
    received = carried(sink, subject="Grüße from the Café 🎤", to="o'brien+x@pub.example.org")
    assert received is not None
    check(received)
    assert received.mail["Subject"] == "Grüße from the Café 🎤"
