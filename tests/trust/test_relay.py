"""The way to an organiser as somebody uses it who means no good (TRUST T16, T17, T26)."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from openmic.models import Mail
from openmic.views.letters.nights import leads_away
from openmic.views.message import unfollowable
from tests.mail_sink import Sink
from tests.people import browser, mails, sign_in
from tests.posting import carrier_to, deliver
from tests.sending import follow, newest
from tests.trust.test_letters import BREAKERS, PAYLOADS
from tests.web.test_queue import moderator
from tests.writing import CANARY, WRITER, listed, prove, write, written

SENT = {
    "Subject", "From", "To", "Message-ID", "Date", "MIME-Version", "Content-Type", "Auto-Submitted", "Reply-To",
    "X-Auto-Response-Suppress",
}  # fmt: skip
HOSTILE = [*BREAKERS, "\u202eRobin", "x" * 2000, "\r\n\r\n-- \r\nOpenMicOxfordshire", "😀" * 100]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("text", HOSTILE)
async def test_nothing_typed_adds_a_header_or_a_recipient(smtp_sink: Sink, text: str) -> None:
    night, visitor = await listed(), browser()
    await sign_in(visitor, WRITER)
    await write(visitor, night, name=text[:120], words=text)
    if not await mails(CANARY):  # held: a moderator lets it pass
        sam = await moderator()
        [message] = await written()
        assert (await sam.post(f"/moderation/messages/{message.id}/release")).status_code == 303
    smtp_sink.mails.clear()
    await deliver(carrier_to(smtp_sink))
    [received] = [one for one in smtp_sink.mails if one.recipients == [CANARY]]
    assert set(received.mail.keys()) == SENT
    assert len(received.mail.keys()) == len(SENT)
    assert received.sender == "hello@localhost"
    assert (received.mail["Reply-To"], received.mail["Auto-Submitted"]) == (WRITER, "auto-generated")
    assert received.mail["X-Auto-Response-Suppress"] == "All"
    assert received.mail["Subject"] == "A message about your open mic night"
    assert "victim" not in "".join(f"{name}{value}" for name, value in received.mail.items())
    assert max(map(len, received.raw.split(b"\r\n"))) <= 998
    words = received.part("plain").partition("not ours:")[2].partition("Name they gave")[0]
    assert all(line.startswith(">") for line in words.split("\n") if line.strip())


@pytest.mark.usefixtures("database")
async def test_an_address_that_is_not_one_gets_no_mail() -> None:
    night = await listed()
    for text in [text for text in BREAKERS if "@" in text]:
        assert (await write(browser(), night, mailbox=text)).status_code == 422
    assert (await mails(), await written()) == ([], [])


@pytest.mark.usefixtures("database")
async def test_no_markup_and_no_link_is_made_of_words() -> None:
    night, visitor, sam = await listed(), browser(), await moderator()
    await sign_in(visitor, WRITER)
    words = "\n".join([*PAYLOADS, "https://evil.example/x www.evil.example lee@evil.example"])[:2000]
    await write(visitor, night, words=words, name="<b>Kim</b> evil.example")
    page = (await sam.get("/moderation/messages/")).text
    assert not [payload for payload in PAYLOADS if payload.startswith("<") and payload in page]
    [message] = await written()
    await sam.post(f"/moderation/messages/{message.id}/release")
    mail = await newest(CANARY)
    assert "<script" not in mail.html
    assert "<b>" not in mail.html
    assert "evil.example" not in mail.html + mail.text


@hypothesis(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("w.:/ a1é。．｡⒈㏂℡@c-www"), max_size=40) | st.text(max_size=60))
def test_nothing_taken_apart_can_be_followed(text: str) -> None:
    assert not leads_away(unfollowable(text))


@pytest.mark.usefixtures("database")
async def test_a_hundred_from_one_place_are_three() -> None:
    night, visitor = await listed(), browser()
    seen = [await write(visitor, night, mailbox=f"a{number}@example.net") for number in range(100)]
    assert [one.status_code for one in seen] == [303] * 3 + [429] * 97
    assert all("Is there a piano?" in one.text and int(one.headers["retry-after"]) > 0 for one in seen[3:])
    assert (len(await written()), len(await mails())) == (3, 3)


@pytest.mark.usefixtures("database")
async def test_a_hundred_from_many_places_at_once_are_five_a_night_and_twenty_an_organiser() -> None:
    nights = [await listed(title=f"Night {number}") for number in range(5)]
    for number in range(100):
        await write(browser(ip=f"203.0.113.{number}"), nights[number % 5], mailbox=f"a{number}@example.net")
    asked = [await newest(f"a{number}@example.net") for number in range(100)]

    async def press(mail: Mail) -> int:
        return (await browser().post(follow(mail))).status_code

    pressed = [
        code
        for start in range(0, 100, 10)
        for code in await asyncio.gather(*map(press, asked[start : start + 10]))
    ]
    assert sorted(pressed) == [303] * 20 + [429] * 80
    assert len(await mails(CANARY)) == 20
    kept = await browser().post(follow(asked[-1]))
    assert "Your message is kept" in kept.text
    assert "Is there a piano?" in kept.text
    assert int(kept.headers["retry-after"]) > 0
    other = await listed(organiser_email="other@example.org")
    codes = []
    for number in range(6):
        await write(browser(ip=f"198.51.100.{100 + number}"), other, mailbox=f"b{number}@example.net")
        codes.append(await press(await newest(f"b{number}@example.net")))
    assert codes == [303] * 5 + [429]


@pytest.mark.usefixtures("database")
async def test_addresses_nobody_proves_use_up_nothing_of_an_organisers() -> None:
    night = await listed()
    for number in range(30):
        await write(browser(ip=f"203.0.113.{number}"), night, mailbox=f"made-up{number}@example.net")
    visitor = browser(ip="192.0.2.1")
    await write(visitor, night)
    assert (await prove(visitor)).status_code == 303
    assert len(await mails(CANARY)) == 1


@pytest.mark.usefixtures("database")
async def test_one_mailbox_gets_three_mails_however_it_is_spelt() -> None:
    spelt = [
        "kim@example.net",
        "k.im@example.net",
        "kim+a@example.net",
        "KIM@example.net",
        "kim+b@example.net",
    ]
    codes = []
    for number, mailbox in enumerate(spelt):
        night = await listed(organiser_email=f"o{number}@example.org")
        codes.append((await write(browser(ip=f"203.0.113.{number}"), night, mailbox=mailbox)).status_code)
    assert codes == [303, 303, 303, 429, 429]


@pytest.mark.usefixtures("database")
async def test_the_organisers_address_is_in_no_byte_but_of_mail_to_them() -> None:
    night, visitor, sam = await listed(), browser(), await moderator()
    heard = [await visitor.get(f"/e/{night}/"), await visitor.get(f"/e/{night}/contact/")]
    for words in ("Is there a piano?", "Look at spam.example", ""):
        heard.append(await write(visitor, night, words=words))
        if heard[-1].status_code == 303:
            heard.append(await visitor.get(heard[-1].headers["location"]))
    link = follow(await newest(WRITER))
    heard += [await visitor.get(link), await visitor.post(link), await visitor.post(link)]
    first = follow((await mails(WRITER))[0])
    heard += [await visitor.get(first), await visitor.post(first)]
    heard.append(await sam.get("/moderation/messages/"))
    held = next(message for message in await written() if message.state == "held")
    for act in ("release", "release", "drop"):
        heard.append(await sam.post(f"/moderation/messages/{held.id}/{act}"))
        heard.append(await sam.get(heard[-1].headers["location"]))
    heard += [await write(visitor, night, words=f"Again {number}") for number in range(3)]
    assert {one.status_code for one in heard} == {200, 303, 404, 422, 429}
    canary = CANARY.partition("@")[0]
    for one in heard:
        assert canary not in one.text + str(one.headers)
    assert len(await mails(CANARY)) == 2
    for mail in await mails():
        assert (canary in mail.text + mail.html + mail.reply_to + mail.subject) is False
        assert (canary in mail.recipient) is (mail.kind == "message")
