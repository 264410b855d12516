"""A night as an organiser types it into the form, and the mails that come of it."""

import re
from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import httpx
from bs4 import BeautifulSoup
from sqlmodel import col, select

from openmic import clock, db
from openmic.models import Event, Mail, Revision
from openmic.views import night_times
from tests.people import mails

MAILBOX = "organiser@example.org"
HOME = "http://localhost:8000"
LINK = re.compile(r"https?://\S+")
FORM = {"content-type": "application/x-www-form-urlencoded"}


def typed(**changes: str) -> dict[str, str]:
    """Every box, filled in rightly unless a test says otherwise."""
    usual = {
        "title": "Open mic at the Lantern",
        "category": "music",
        "description": "Bring a song or a poem.",
        "ticket_url": "",
        "image_alt": "",
        "on": (clock.today() + timedelta(days=10)).isoformat(),
        "starts": "19:30",
        "ends": "22:30",
        "venue_name": "The Paper Lantern",
        "town": "oxford",
        "address": "1 Invented Street",
        "postcode": "OX1 1AA",
        "organiser_name": "Robin Example",
        "organiser_email": MAILBOX,
        "consent": "yes",
        "website": "",
        "key": str(uuid4()),
        "opened": "",
    }
    return usual | changes


def soup(answer: httpx.Response) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def values(page: BeautifulSoup) -> dict[str, str]:
    """What stands in each box of the page's form, as a browser would send it."""
    form = page.select_one("form[enctype]") or page.main.form  # pyright: ignore[reportOptionalMemberAccess]
    found = {}
    for field in form.select("input[name], textarea[name], select[name]"):  # pyright: ignore
        name, kind = str(field["name"]), field.get("type")
        if field.name == "textarea":
            found[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found[name] = str(chosen["value"]) if chosen else ""
        elif kind not in ("file", "checkbox") or field.has_attr("checked"):
            found[name] = str(field.get("value", ""))
    return found


def wrong(page: BeautifulSoup) -> dict[str, str]:
    """The boxes that are marked as wrong, with what a screen reader says of each."""
    found = {}
    for field in page.select("[aria-invalid=true]"):
        told = (page.find(id=name) for name in str(field["aria-describedby"]).split())
        found[str(field["name"])] = " ".join(one.get_text() for one in told if one is not None)
    return found


def follow(mail: Mail) -> str:
    """The one link of a mail that leads to a night."""
    return next(link for link in LINK.findall(mail.text) if "token=" in link)


async def newest(to: str = MAILBOX) -> Mail:
    return (await mails(to))[-1]


async def events() -> list[Event]:
    async with db.reading() as session:
        return list((await session.exec(select(Event).order_by(col(Event.created_at)))).all())


async def revisions() -> list[Revision]:
    async with db.reading() as session:
        return list((await session.exec(select(Revision).order_by(col(Revision.number)))).all())


async def sent(visitor: httpx.AsyncClient, **changes: str) -> str:
    """Sends a night in; the address of what happens next."""
    answer = await visitor.post("/submit/", data=typed(**changes))
    assert answer.status_code == 303, wrong(soup(answer)) or answer.text[-2000:]
    return answer.headers["location"]


async def proved(visitor: httpx.AsyncClient, **changes: str) -> str:
    """Sends a night in and proves its address; the link that looks after it."""
    mailbox = changes.get("organiser_email", MAILBOX)
    await sent(visitor, **changes)
    answer = await visitor.post(follow(await newest(mailbox)))
    assert answer.status_code == 303
    return answer.headers["location"].partition("&news")[0]


def at(event: Event) -> Mapping[str, str]:
    """The boxes of when a night is."""
    return night_times.boxes(event.start_at, event.end_at)
