"""Many moderators and the organiser at one night at once: one decision, one mail, no words nobody saw (TRUST T27).

`ROUNDS=500 .venv/bin/pytest -s tests/trust/test_races.py` is a longer run; `SEED=2` takes other moments.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from typing import Any
from uuid import UUID

import pytest

from openmic import clock, db, errors
from openmic.domain import managing, moderation, tokens
from openmic.domain.decision import Changed, Decided, Decision
from openmic.domain.managing import Key, Stale
from openmic.domain.undoing import TooLate
from openmic.models import Account, Act, Purpose, RevisionState, Status
from openmic.views.people import Person
from tests.domain.test_managing import change
from tests.moderating import approve, look, moderator, reject, stored, trail, undo, waiting
from tests.people import mails
from tests.sending import HOME, revisions

ROUNDS = int(os.environ.get("ROUNDS", "50"))
SEED = int(os.environ.get("SEED", "1"))
MODERATORS = 20
DECISIONS = {Act.APPROVE, Act.REJECT, Act.UNPUBLISH}
POLITE = (Decided, Changed, Stale, TooLate, errors.Busy)


@pytest.fixture(autouse=True)
async def database(fresh_database: str) -> AsyncIterator[db.Database]:
    """With a connection for everybody, so that they are really there at once."""
    opened = db.open_(fresh_database, pool=MODERATORS + 5)
    yield opened
    await opened.close()


@pytest.fixture
async def moderators() -> list[Person]:
    return [await moderator(f"moderator-{n}@example.org") for n in range(MODERATORS)]


async def at_once(*acts: Awaitable) -> list[Any]:
    """What came of each: its result, or the refusal. Whatever else is raised fails the test."""
    ended = await asyncio.gather(*acts, return_exceptions=True)
    for one in ended:
        if isinstance(one, BaseException) and not isinstance(one, POLITE):
            raise one
    return ended


def done(ended: list[Any]) -> int:
    """How many were not refused."""
    return sum(not isinstance(one, Exception) for one in ended)


async def key_of(event_id: UUID) -> Key:
    async with db.transaction() as session:
        mailbox = (await look(event_id)).organiser_email
        return Key(await tokens.issue(session, Purpose.MANAGE, to=mailbox, event_id=event_id))


async def acts_of(event_id: UUID) -> Counter[Act]:
    return Counter(line.act for line in await trail(event_id))


async def letters_about(mailbox: str, *kinds: str) -> list[str]:
    return [mail.kind for mail in await mails(mailbox) if mail.kind in kinds]


async def test_twenty_moderators_and_an_editor_make_one_decision_about_words_that_were_seen(
    moderators: list[Person],
) -> None:
    chance, undecided, as_changed = random.Random(SEED), 0, 0
    for round_ in range(ROUNDS):
        mailbox = f"organiser-{round_}@example.org"
        night = await waiting(title="Words 1", organiser_email=mailbox)
        key, seen = await key_of(night), dict[UUID, tuple[int, str]]()

        async def press(who: Person, *, night: UUID = night, seen=seen) -> None:
            await asyncio.sleep(chance.uniform(0, 0.05))
            page = await look(night)
            seen[who.id] = (page.revision, page.title)
            await asyncio.sleep(chance.uniform(0, 0.05))
            await approve(night, who, seen=page.revision)

        async def edit(*, key: Key = key, mailbox: str = mailbox) -> None:
            await asyncio.sleep(chance.uniform(0, 0.05))
            await change(key, title="Words 2", organiser_email=mailbox)

        ended = await at_once(edit(), *(press(who) for who in moderators))
        now, lines = await look(night), await trail(night)
        approved = [line for line in lines if line.act == Act.APPROVE]
        assert len(approved) == done(ended[1:]) <= 1
        assert len(await letters_about(mailbox, "approved")) == len(approved)
        if not approved:
            undecided += 1
            assert (now.status, now.title, now.revision) == (Status.PENDING, "Words 2", 2)
            continue
        [line] = approved
        assert line.person_id
        assert seen[line.person_id] == (line.revision, now.title) == (now.approved_revision, now.title)
        assert now.status == Status.PUBLISHED
        as_changed += now.title == "Words 2"
    print(f"{ROUNDS} rounds: {undecided} undecided, {as_changed} approved as changed")  # noqa: T201
    assert undecided + as_changed, "the editor never came in between, so this proves little"


async def test_many_moderators_decide_a_change_once(moderators: list[Person]) -> None:
    night = await stored(title="Words 1")
    await change(await key_of(night), title="Words 2")
    ended = await at_once(
        *((approve if n % 2 else reject)(night, who, seen=2) for n, who in enumerate(moderators))
    )
    assert done(ended) == 1
    acts, now, [revision] = await acts_of(night), await look(night), await revisions()
    assert acts[Act.APPROVE] + acts[Act.REJECT] == 1
    assert (now.title == "Words 2") == (revision.state == RevisionState.APPROVED) == bool(acts[Act.APPROVE])
    assert len(await letters_about(now.organiser_email, "change-approved", "change-rejected")) == 1


async def test_of_approving_and_rejecting_at_once_one_is_done(moderators: list[Person]) -> None:
    first = Counter()
    for round_ in range(ROUNDS):
        night = await waiting(organiser_email=f"organiser-{round_}@example.org")
        pair = (approve(night, moderators[0]), reject(night, moderators[1]))
        ended = await at_once(*(pair if round_ % 2 else pair[::-1]))
        assert done(ended) == 1
        [act] = (await acts_of(night)).keys()
        stands = {Act.APPROVE: (Status.PUBLISHED, "approved"), Act.REJECT: (Status.REJECTED, "rejected")}[act]
        first[act] += 1
        [mail] = await mails(f"organiser-{round_}@example.org")
        assert ((await look(night)).status, mail.kind) == stands
    assert len(first) == 2


async def test_two_presses_of_one_button_are_one(moderators: list[Person]) -> None:
    for decide in (approve, reject):
        night = await waiting(organiser_email=f"{decide.__name__}@example.org")
        ended = await at_once(*(decide(night, moderators[0]) for _ in range(5)))
        assert done(ended) == 1
        assert len(await mails(f"{decide.__name__}@example.org")) == 1
        [made] = [one for one in ended if isinstance(one, Decision)]
        assert done(await at_once(*(undo(made) for _ in range(5)))) == 1
        assert await mails(f"{decide.__name__}@example.org") == []
        assert (await acts_of(night))[Act.UNDO] == 1


async def test_undoing_against_a_decision_of_somebody_else(moderators: list[Person]) -> None:
    """What was undone waits again, so the other decision is right after it and never before."""
    sam, kim = moderators[:2]
    for round_ in range(10):
        mailbox = f"organiser-{round_}@example.org"
        night = await waiting(organiser_email=mailbox)
        made = await reject(night, sam)
        undone, approved = await at_once(undo(made), approve(night, kim))
        assert undone == 1
        stands = (Status.PENDING, []) if isinstance(approved, Decided) else (Status.PUBLISHED, ["approved"])
        assert ((await look(night)).status, [mail.kind for mail in await mails(mailbox)]) == stands


async def test_undoing_against_the_organisers_edit(moderators: list[Person]) -> None:
    """Nobody's words are lost: the edit comes first and it is too late, or it comes after and finds the old night."""
    for round_ in range(10):
        mailbox = f"organiser-{round_}@example.org"
        night = await waiting(title="Words 1", organiser_email=mailbox)
        made, key = await reject(night, moderators[0]), await key_of(night)
        undone, edited = await at_once(undo(made), change(key, title="Words 2", organiser_email=mailbox))
        assert edited is None
        now = await look(night)
        assert (now.title, now.revision, now.status) == ("Words 2", 2, Status.PENDING)
        left = [mail.kind for mail in await mails(mailbox)]
        assert left == (["rejected"] if isinstance(undone, TooLate) else [])


async def test_several_nights_at_once_in_one_order_never_wait_in_a_ring(moderators: list[Person]) -> None:
    nights = [await waiting(organiser_email="many@example.org") for _ in range(6)]

    async def all_of(who: Person) -> None:
        made = Decision(who, HOME)
        async with db.transaction() as session:
            for night in sorted(random.Random(str(who.id)).sample(nights, 6), key=str):
                await moderation.approve(session, night, made, seen=1)

    links = (organisers_links("many@example.org") for _ in range(3))
    ended = await at_once(*(all_of(who) for who in moderators[:8]), *links)
    assert done(ended[:8]) == 1
    assert len(await letters_about("many@example.org", "approved")) == len(nights)


async def organisers_links(mailbox: str) -> None:
    async with db.transaction() as session:
        await managing.send_links(session, mailbox, home=HOME)


async def test_a_trusted_organiser_and_a_moderator_at_once(moderators: list[Person]) -> None:
    for round_ in range(10):
        mailbox = f"organiser-{round_}@example.org"
        async with db.transaction() as session:
            session.add(Account(email=mailbox, trusted_at=clock.now()))
        night = await waiting(title="Words 1", organiser_email=mailbox)
        key = await key_of(night)
        decide = approve if round_ % 2 else reject
        ended = await at_once(
            decide(night, moderators[0]), change(key, title="Words 2", organiser_email=mailbox)
        )
        now, acts = await look(night), await acts_of(night)
        assert isinstance(ended[0], Changed | Decision), (
            "the organiser's words wait for a look, or came later"
        )
        if isinstance(ended[0], Changed) or decide is approve:
            assert (now.status, now.title, now.is_unreviewed) == (Status.PUBLISHED, "Words 2", True)
            assert now.queued_at
        else:
            assert (now.status, now.title) == (Status.PENDING, "Words 2"), "who was refused once waits"
        assert acts[Act.AUTO_PUBLISH] + acts[Act.REJECT] == 1


async def test_who_does_not_get_a_turn_is_asked_to_try_again_and_nothing_is_decided() -> None:
    night, sam = await waiting(), await moderator()
    async with db.transaction() as session:
        await moderation.found(session, night)
        with pytest.raises(errors.Busy):
            await approve(night, sam)
    assert (await trail(night), await mails()) == ([], [])
    await approve(night, sam)
