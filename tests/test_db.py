"""Connections: asked after a rest whether they still stand, and not before every use."""

import asyncio

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from openmic import db
from openmic.queries import schema
from tests.conftest import administering

END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
AT_ONCE = 5


async def ask(database: db.Database) -> str | None:
    async with database.reading() as session:
        return await schema.revision(session)


def end_connections(server: str, name: str) -> None:
    with administering(server) as admin:
        admin.execute(text(END_ALL), {"name": name})


async def test_nobody_notices_that_the_database_restarted_meanwhile(
    server: str, fresh_database: str, monkeypatch
) -> None:
    monkeypatch.setattr(db, "RESTED", 0.0)
    database = db.Database(fresh_database)
    before = await asyncio.gather(*(ask(database) for _ in range(AT_ONCE)))
    with create_engine(fresh_database, poolclass=NullPool).connect() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
    end_connections(server, name)
    assert await asyncio.gather(*(ask(database) for _ in range(AT_ONCE))) == before
    await database.close()


async def test_a_connection_in_use_is_not_asked_before_every_use(fresh_database: str) -> None:
    database = db.Database(fresh_database, pool=1)
    asked: list[str] = []
    await ask(database)
    dialect = database._reading.dialect
    ping = dialect.do_ping
    dialect.do_ping = lambda connection: asked.append("ping") or ping(connection)  # type: ignore[method-assign]
    for _ in range(AT_ONCE):
        await ask(database)
    assert asked == []
    await asyncio.sleep(db.RESTED)
    await ask(database)
    assert asked == ["ping"]
    await database.close()
