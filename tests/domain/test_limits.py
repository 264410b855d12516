"""How often a thing may be done (TRUST T15, T26)."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from subprocess import PIPE

import pytest
import time_machine
from sqlmodel import col, func, select
from structlog.testing import capture_logs

from openmic import db, errors
from openmic.domain import limits, retention
from openmic.models import Allowance
from openmic.web.visitor import group

MAILBOX = "robin@example.org"
NOON = datetime(2030, 6, 3, 12, 10, tzinfo=UTC)


async def spend(act: str, **who: str) -> errors.TooMany | None:
    """One request, as the edge spends it."""
    async with db.transaction() as session:
        return await limits.spend(session, act, **who)


async def test_of_fifty_who_race_for_ten_exactly_ten_get_through(database: db.Database) -> None:
    answers = await asyncio.gather(*(spend("sign_in", ip="203.0.113.9") for _ in range(50)))
    assert sum(answer is None for answer in answers) == 10


PROCESS = """
import asyncio, sys
from openmic import db
from openmic.domain import limits

async def main():
    opened = db.open_(sys.argv[1])
    through = 0
    for _ in range(20):
        async with db.transaction() as session:
            through += await limits.spend(session, "submit", ip="203.0.113.9") is None
    await opened.close()
    print(through)

asyncio.run(main())
"""


async def test_two_processes_share_one_allowance(fresh_database: str) -> None:
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", PROCESS, fresh_database, stdout=PIPE)
        for _ in range(2)
    ]
    through = [int((await process.communicate())[0]) for process in started]
    assert sum(through) == 10


async def test_a_home_with_many_ipv6_addresses_has_one_allowance(session: db.Session) -> None:
    answers = [
        await limits.spend(session, "submit", ip=group(f"2001:db8:0:1::{number:x}")) for number in range(12)
    ]
    assert [answer is None for answer in answers] == [True] * 10 + [False] * 2
    assert await limits.spend(session, "submit", ip=group("2001:db8:0:2::1")) is None


@pytest.mark.parametrize("act", ["verify", "sign_in", "link"])
async def test_one_mailbox_gets_three_mails_a_day_however_it_is_spelt(session: db.Session, act: str) -> None:
    spellings = [
        "jo.bloggs@example.org", "jobloggs@example.org", "jo.bloggs+1@example.org", "JO.Bloggs@Example.ORG",
        "ｊｏ.bloggs@example.org", "jo.bloggs@ｅｘａｍｐｌｅ.org", "j.o.b.l.o.g.g.s+a+b@example.org.",
    ]  # fmt: skip
    answers = [
        await limits.spend(session, act, ip=f"203.0.113.{number}", mailbox=mailbox)
        for number, mailbox in enumerate(spellings)
    ]
    assert [answer is None for answer in answers] == [True] * 3 + [False] * 4
    assert await limits.spend(session, act, mailbox="somebody.else@example.org") is None


async def test_a_domain_in_its_own_letters_is_the_one_in_ascii(session: db.Session) -> None:
    for mailbox in ("jo@bücher.example", "jo@BÜCHER.example", "jo@xn--bcher-kva.example"):
        assert await limits.spend(session, "link", mailbox=mailbox) is None
    assert await limits.spend(session, "link", mailbox="jo@bu\u0308cher.example") is not None


async def test_acts_are_counted_apart(session: db.Session) -> None:
    for _ in range(4):
        await limits.spend(session, "verify", mailbox=MAILBOX)
    assert await limits.spend(session, "sign_in", mailbox=MAILBOX) is None


async def test_who_is_refused_by_address_uses_up_nobody_elses_allowance(session: db.Session) -> None:
    for _ in range(15):
        await limits.spend(session, "link", ip="203.0.113.9")
    for _ in range(3):
        assert await limits.spend(session, "link", ip="203.0.113.9", mailbox=MAILBOX) is not None
        assert await limits.spend(session, "link", ip="203.0.113.8", mailbox=MAILBOX) is None


async def test_a_new_window_begins_anew_and_the_refusal_says_when(
    session: db.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "START", NOON - timedelta(hours=5, minutes=10))
    with time_machine.travel(NOON, tick=False) as time:
        for _ in range(10):
            assert await limits.spend(session, "submit", ip="203.0.113.9") is None
        refusal = await limits.spend(session, "submit", ip="203.0.113.9")
        assert refusal is not None
        assert refusal.retry_after == 50 * 60 + 1
        assert "in 51 minutes" in refusal.advice
        time.shift(timedelta(seconds=refusal.retry_after))
        assert await limits.spend(session, "submit", ip="203.0.113.9") is None


async def test_the_cap_for_all_is_one_warning_without_anybody_in_it(session: db.Session) -> None:
    most = limits.LIMITS["sign_in"][-1].most
    with time_machine.travel(NOON, tick=False), capture_logs() as lines:
        for number in range(most):
            assert await limits.spend(session, "sign_in", ip=f"10.0.{number // 250}.{number % 250}") is None
        for _ in range(3):
            assert await limits.spend(session, "sign_in", ip="203.0.113.9") is not None
    assert [{"act": "sign_in", "most": most}] == [
        {key: line[key] for key in ("act", "most")} for line in lines if line["log_level"] == "warning"
    ]


async def test_whose_mails_were_wanted_may_ask_again(session: db.Session) -> None:
    for _ in range(4):
        await limits.spend(session, "sign_in", mailbox=MAILBOX)
    await limits.restore(session, "sign_in", mailbox="Robin@example.org")
    assert await limits.spend(session, "sign_in", mailbox=MAILBOX) is None


async def test_nobody_can_be_read_from_what_is_kept(session: db.Session) -> None:
    await limits.spend(session, "sign_in", ip="203.0.113.9", mailbox=MAILBOX)
    rows = (await session.exec(select(Allowance).limit(10))).all()
    assert len(rows) == 3
    assert [row for row in rows if "robin" in repr(row) or "203.0" in repr(row)] == []


async def test_what_was_counted_goes_when_its_window_is_over(session: db.Session) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        await limits.spend(session, "sign_in", ip="203.0.113.9", mailbox=MAILBOX)
        assert await retention.forget_some(session, "allowances") == 0
        time.shift(timedelta(hours=1))
        assert await retention.forget_some(session, "allowances") == 2  # the visitor's and everybody's
        time.shift(timedelta(days=1))
        assert await retention.forget_some(session, "allowances") == 1
    assert (await session.exec(select(func.count(col(Allowance.key))))).one() == 0
