"""A moderator mends a slip: the mended words have a number of their own, and nothing is approved unseen."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, select

from openmic import db
from openmic.domain.decision import Changed
from openmic.domain.undoing import TooLate
from openmic.models import Act, Event, Revision, Status
from tests.at_the_desk import at_the_desk, boxes, with_change
from tests.builders import ORGANISER_EMAIL
from tests.moderating import approve, look, moderator, stored, trail, waiting
from tests.people import fingerprint, mails
from tests.sending import soup, values, wrong

pytestmark = pytest.mark.usefixtures("database")
MENDED = "We mended a small thing"


async def edit(visitor: httpx.AsyncClient, event_id: UUID, **changes: str) -> httpx.Response:
    """Opens the form, changes some boxes, and sends it."""
    data = await boxes(visitor, event_id) | changes
    return await visitor.post(f"/moderation/events/{event_id}/edit/", data=data)


async def undo(visitor: httpx.AsyncClient, event_id: UUID) -> httpx.Response:
    """Presses the button that takes it back, as it stands on the night's page."""
    page = soup(await visitor.get(f"/moderation/events/{event_id}/"))
    batch = page.select_one("form[action$='undo/'] input[name=batch]")
    data = {"batch": str(batch["value"]) if batch else "0198c0de-0000-7000-8000-000000000000"}
    return await visitor.post(f"/moderation/events/{event_id}/undo/", data=data)


async def changes_of(event_id: UUID) -> list[tuple[int, str, str]]:
    """Number, state and title of each change there ever was."""
    async with db.reading() as session:
        found = select(Revision).where(col(Revision.event_id) == event_id).order_by(col(Revision.number))
        return [
            (one.number, one.state.value, one.content["title"]) for one in (await session.exec(found)).all()
        ]


def stands(event: Event) -> tuple[Any, ...]:
    return event.title, event.status, event.revision, event.approved_revision


async def test_a_waiting_night_is_mended_under_the_next_number_and_goes_on_waiting() -> None:
    visitor, by = await at_the_desk(), await moderator("kim@example.org", "Kim")
    event_id = await waiting(title="Opne mic", flags=["Filled in faster than people type"])
    queued_at = (await look(event_id)).queued_at
    answer = await edit(visitor, event_id, title="Open mic")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/moderation/events/{event_id}/?news=edited",
    )
    event = await look(event_id)
    assert stands(event) == ("Open mic", Status.PENDING, 2, None)
    assert (event.queued_at, event.flags) == (queued_at, ["Filled in faster than people type"])
    with pytest.raises(Changed):
        await approve(event_id, by, seen=1)
    await approve(event_id, by, seen=2)
    assert MENDED in (await mails(ORGANISER_EMAIL))[-1].text


async def test_a_listed_night_is_mended_at_once_and_calendars_take_it_as_new() -> None:
    visitor = await at_the_desk()
    event_id = await stored(title="Opne mic", sequence=4)
    await edit(visitor, event_id, title="Open mic")
    event = await look(event_id)
    assert stands(event) == ("Open mic", Status.PUBLISHED, 2, 2)
    assert event.sequence == 5
    assert "Open mic" in (await visitor.get(f"/e/{event_id}/")).text
    assert await mails(ORGANISER_EMAIL) == []


async def test_a_change_that_waits_is_replaced_by_the_mended_one_and_the_night_stays() -> None:
    visitor, by = await at_the_desk(), await moderator("kim@example.org", "Kim")
    event_id = await with_change(title="As listed")
    assert (await boxes(visitor, event_id))["title"] == "A change of title"
    await edit(visitor, event_id, title="A mended change")
    assert stands(await look(event_id)) == ("As listed", Status.PUBLISHED, 1, 1)
    assert await changes_of(event_id) == [
        (2, "superseded", "A change of title"),
        (3, "waiting", "A mended change"),
    ]
    with pytest.raises(Changed):
        await approve(event_id, by, seen=2)
    await approve(event_id, by, seen=3)
    assert stands(await look(event_id)) == ("A mended change", Status.PUBLISHED, 3, 3)
    assert MENDED in (await mails(ORGANISER_EMAIL))[-1].text


async def test_what_was_mended_is_in_the_trail_before_and_after_without_the_address() -> None:
    visitor = await at_the_desk()
    event_id, other = await waiting(title="Opne mic"), await with_change()
    await edit(visitor, event_id, title="Open mic")
    await edit(visitor, other, title="Mended")
    (line,), (theirs,) = await trail(event_id), await trail(other)
    assert (line.act, line.before["title"], line.after["title"]) == (Act.EDIT, "Opne mic", "Open mic")
    assert (theirs.act, theirs.before["title"], theirs.after["title"]) == (
        Act.EDIT,
        "A change of title",
        "Mended",
    )
    assert ORGANISER_EMAIL not in repr((line.before, line.after, theirs.before, theirs.after))
    page = soup(await visitor.get(f"/moderation/events/{event_id}/"))
    assert [(one.get_text()) for one in page.select("ins, del")] == ["taken out: Opne ", "added: Open "]


@pytest.mark.parametrize("kind", ["waiting", "listed", "change"])
async def test_an_edit_is_undone_for_a_minute_and_no_number_ever_means_two_texts(kind: str) -> None:
    visitor = await at_the_desk()
    make = {"waiting": waiting, "listed": stored, "change": with_change}[kind]
    event_id = await make()
    texts: dict[int, str] = {}

    async def note() -> str:
        seen, title = (await boxes(visitor, event_id))["seen"], (await boxes(visitor, event_id))["title"]
        assert texts.setdefault(int(seen), title) == title
        return title

    first = await note()
    for title in ("One", "Two"):
        await edit(visitor, event_id, title=title)
        assert await note() == title
        assert (await undo(visitor, event_id)).status_code == 303
        assert await note() == first
    await edit(visitor, event_id, title="Three")
    assert await note() == "Three"
    assert len(texts) == 6
    acts = [line.act for line in await trail(event_id)]
    assert acts == [Act.EDIT, Act.UNDO, Act.EDIT, Act.UNDO, Act.EDIT]


async def test_what_was_mended_and_undone_is_not_said_to_be_mended() -> None:
    visitor, by = await at_the_desk(), await moderator("kim@example.org", "Kim")
    event_id = await waiting()
    await edit(visitor, event_id, title="Other")
    await undo(visitor, event_id)
    await approve(event_id, by, seen=(await look(event_id)).revision)
    assert MENDED not in (await mails(ORGANISER_EMAIL))[-1].text


async def test_an_edit_is_not_undone_by_another_nor_after_a_minute_nor_once_it_is_decided(later) -> None:
    visitor, other = await at_the_desk(), await at_the_desk("kim@example.org", "Kim")
    by = await moderator("lee@example.org", "Lee")
    event_id, decided = await waiting(), await waiting()
    for one in (event_id, decided):
        await edit(visitor, one, title="Mended")
    assert "undo/" not in (await other.get(f"/moderation/events/{event_id}/")).text
    batch = {"batch": str((await trail(event_id))[0].batch_id)}
    assert (await other.post(f"/moderation/events/{event_id}/undo/", data=batch)).status_code == 409
    await approve(decided, by, seen=2)
    batch = {"batch": str((await trail(decided))[0].batch_id)}
    assert (await visitor.post(f"/moderation/events/{decided}/undo/", data=batch)).status_code == 409
    later(timedelta(seconds=61))
    assert (await undo(visitor, event_id)).status_code == TooLate.status
    assert (await look(event_id)).title == "Mended"


@pytest.mark.parametrize("kind", ["waiting", "listed", "change"])
async def test_words_that_changed_meanwhile_are_not_overwritten_and_nothing_typed_is_lost(kind: str) -> None:
    visitor = await at_the_desk()
    event_id = await {"waiting": waiting, "listed": stored, "change": with_change}[kind]()
    data = await boxes(visitor, event_id)
    await edit(visitor, event_id, title="By another")
    before = await fingerprint()
    answer = await visitor.post(f"/moderation/events/{event_id}/edit/", data=data | {"title": "By me"})
    assert answer.status_code == 409
    assert "It was changed while you looked" in answer.text
    again = values(soup(answer))
    assert again["title"] == "By me"
    assert await fingerprint() == before
    assert (await visitor.post(f"/moderation/events/{event_id}/edit/", data=again)).status_code == 303


async def test_what_is_wrong_stands_beside_its_box_with_all_that_was_typed() -> None:
    visitor = await at_the_desk()
    event_id = await waiting()
    before = await fingerprint()
    data = await boxes(visitor, event_id) | {
        "title": "",
        "postcode": "OX1",
        "description": "kept\n\nas typed",
    }
    answer = await visitor.post(f"/moderation/events/{event_id}/edit/", data=data)
    page = soup(answer)
    assert (answer.status_code, set(wrong(page))) == (422, {"title", "postcode"})
    assert {name: values(page)[name] for name in data} == data
    assert ORGANISER_EMAIL not in answer.text
    assert await fingerprint() == before


async def test_sent_as_it_was_nothing_is_changed() -> None:
    visitor = await at_the_desk()
    for event_id in (await stored(), await with_change(), await waiting()):
        before = await fingerprint()
        answer = await edit(visitor, event_id)
        assert answer.headers["location"].endswith("news=kept")
        assert await fingerprint() == before


async def test_only_what_waits_or_is_listed_can_be_edited() -> None:
    visitor = await at_the_desk()
    data = await boxes(visitor, await stored())
    for event_id in (
        await stored(status=Status.REJECTED),
        await stored(status=Status.ARCHIVED),
        await stored(status=Status.PENDING, email_verified=False),
    ):
        before = await fingerprint()
        assert (await visitor.get(f"/moderation/events/{event_id}/edit/")).status_code == 409
        answer = await visitor.post(f"/moderation/events/{event_id}/edit/", data=data | {"title": "Mended"})
        assert answer.status_code == 409
        assert await fingerprint() == before


async def test_a_word_to_look_at_is_looked_for_anew() -> None:
    visitor = await at_the_desk()
    event_id = await waiting(flags=["A word to look at: gone", "Not checked for robots: no scripts"])
    await edit(visitor, event_id, title="Mended")
    assert (await look(event_id)).flags == ["Not checked for robots: no scripts"]
