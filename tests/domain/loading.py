"""Small spreadsheets of nights, loaded as the command does."""

from sqlmodel import select

from openmic import db
from openmic.domain.import_rows import Defaults
from openmic.domain.importing import import_file
from openmic.models import Event
from openmic.views.import_report import ImportReport

HOST = Defaults("Nell", "nell@example.org")
HEAD = "title,category,date,start,end,venue,town,postcode,organiser,email,tickets,cancelled\n"
GOOD = "Open mic,music,2026-11-05,19:30,22:30,The Fox,Oxford,OX1 9ZZ,Nell,nell@example.org,,\n"


async def load(session: db.Session, *rows: str, **options) -> ImportReport:
    return await import_file(session, (HEAD + "".join(rows)).encode(), name="nights.csv", **options)


async def stored(session: db.Session) -> list[Event]:
    return list((await session.exec(select(Event).order_by(Event.title).limit(100))).all())  # pyright: ignore
