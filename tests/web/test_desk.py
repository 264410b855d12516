"""`/moderation/events/`: every night is found, and one is seen with all that can be done with it."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, select

from openmic import clock, db
from openmic.models import Account, Act, Counted, NightCount, Status
from tests.at_the_desk import at_the_desk, every_state, with_change
from tests.builders import ORGANISER_EMAIL, keep, night
from tests.moderating import approve, look, moderator, stored, trail, waiting
from tests.people import fingerprint, mails
from tests.sending import soup, values, wrong

pytestmark = pytest.mark.usefixtures("database")


def found(answer: httpx.Response) -> list[str]:
    """The titles of the nights on a page."""
    assert answer.status_code == 200, answer.text
    return [str(one.a.get_text()) for one in soup(answer).select("main .list-group-item")]  # pyright: ignore


def states(answer: httpx.Response) -> dict[str, str]:
    """How each night on a page stands."""
    lines = soup(answer).select("main .list-group-item")
    return {one.a.get_text(): one.select_one(".badge").get_text() for one in lines}  # pyright: ignore


async def ask(visitor: httpx.AsyncClient, words: str, status: str = "") -> list[str]:
    return found(await visitor.get("/moderation/events/", params={"q": words, "status": status}))


async def test_every_night_is_there_the_newest_first_with_how_it_stands_and_nobodys_address() -> None:
    visitor = await at_the_desk()
    made = await every_state()
    answer = await visitor.get("/moderation/events/")
    assert found(answer) == list(reversed(made))
    assert states(answer)["Waits"] == "Waits for a decision"
    assert states(answer)["Held"] == "Waits for a decision, held aside"
    assert states(answer)["Unproved"] == "Address not confirmed"
    assert states(answer)["Listed"] == "Listed"
    assert states(answer)["Featured"].startswith("Listed, featured until ")
    assert states(answer)["Turned down"] == "Turned down"
    assert states(answer)["Withdrawn"] == "Withdrawn by its organiser"
    assert ORGANISER_EMAIL not in answer.text
    for title, event_id in made.items():
        page = await visitor.get(f"/moderation/events/{event_id}/")
        assert (page.status_code, title in page.text, ORGANISER_EMAIL in page.text) == (200, True, False)


async def test_nights_are_found_by_words_by_names_mistyped_by_state_and_by_their_address() -> None:
    visitor = await at_the_desk()
    fox = await stored(title="Folk at the Fox", venue_name="The Fox", description="Bring a kazoo.")
    await stored(title="Jam", venue_name="The Wheatsheaf", organiser_name="Nadia Novak")
    await waiting(title="Comedy cellar", venue_name="The Library", organiser_name="Percent 100%")
    assert await ask(visitor, "kazoo") == ["Folk at the Fox"]
    assert await ask(visitor, "fol") == ["Folk at the Fox"]
    assert await ask(visitor, "Novak") == ["Jam"]
    assert await ask(visitor, "wheatsehaf") == ["Jam"]
    assert await ask(visitor, "nadai novak") == ["Jam"]
    assert await ask(visitor, "100%") == ["Comedy cellar"]
    assert await ask(visitor, "xylophone quartet") == []
    assert await ask(visitor, "", "waiting") == ["Comedy cellar"]
    assert await ask(visitor, "jam", "waiting") == []
    for typed in (
        str(fox),
        f"http://localhost:8000/e/{fox}/",
        f" https://openmic.example/e/{fox}/event.ics ",
    ):
        assert await ask(visitor, typed) == ["Folk at the Fox"]
    assert await ask(visitor, "0198c0de-0000-7000-8000-000000000000") == []


async def test_what_was_probably_meant_is_said_to_be_only_that() -> None:
    visitor = await at_the_desk()
    await stored(venue_name="The Wheatsheaf")
    answer = await visitor.get("/moderation/events/", params={"q": "wheatsehaf"})
    assert "something like them" in answer.text
    assert "something like them" not in (await visitor.get("/moderation/events/?q=wheatsheaf")).text


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%25_%5C", "status=nonsense", "after=x", "after=%00", "q=''''", "q=\\"]
)
async def test_whatever_is_asked_is_answered(query: str) -> None:
    visitor = await at_the_desk()
    await stored()
    assert (await visitor.get(f"/moderation/events/?{query}")).status_code == 200


async def test_fifty_at_a_time_with_the_same_words_and_state() -> None:
    visitor = await at_the_desk()
    async with db.transaction() as session:
        await keep(session, *(night(title=f"Kazoo {n:03}") for n in range(120)), night(title="Other"))
    titles, address = [], "/moderation/events/?q=kazoo&status=listed"
    while address:
        answer = await visitor.get(address)
        titles.append(found(answer))
        more = soup(answer).find("a", string="Show earlier ones")
        address = str(more["href"]) if more else ""  # pyright: ignore
    assert [len(page) for page in titles] == [50, 50, 20]
    assert len({one for page in titles for one in page}) == 120


async def test_a_night_that_waits_can_be_approved_of_exactly_the_words_shown() -> None:
    visitor = await at_the_desk()
    for event_id, seen in ((await waiting(), "1"), (await with_change(), "2")):
        page = soup(await visitor.get(f"/moderation/events/{event_id}/"))
        button = page.select_one(f'[formaction="/moderation/events/{event_id}/approve"]')
        assert button is not None
        form = button.find_parent("form")
        assert form is not None
        assert form.select_one("[name=seen]")["value"] == seen  # pyright: ignore


async def test_a_change_that_waits_is_shown_as_a_difference() -> None:
    visitor = await at_the_desk()
    page = soup(await visitor.get(f"/moderation/events/{await with_change()}/"))
    assert "change" in " ".join(one.get_text() for one in page.select("ins"))
    assert page.select("del")


async def test_a_decided_night_offers_no_decision_and_a_listed_one_can_be_taken_off() -> None:
    visitor = await at_the_desk()
    made = await every_state()
    answer = await visitor.get(f"/moderation/events/{made['Listed']}/")
    assert "/approve" not in answer.text
    assert "Take it off the site" in answer.text
    answer = await visitor.get(f"/moderation/events/{made['Withdrawn']}/")
    assert not {"Edit its words", "Take it off the site", "Feature it"} & set(answer.text.split("<"))
    assert "unpublish" not in answer.text
    assert (await visitor.get(f"/moderation/events/{made['Withdrawn']}/edit/")).status_code == 409
    assert (await visitor.get(f"/moderation/events/{made['Waits']}/unpublish/")).status_code == 409


async def test_taking_a_night_off_asks_why_mails_it_and_can_be_undone_for_a_minute(later) -> None:
    visitor = await at_the_desk()
    event_id = await stored()
    address = f"/moderation/events/{event_id}/unpublish/"
    form = values(soup(await visitor.get(address)))
    answer = await visitor.post(address, data=form)
    assert (answer.status_code, list(wrong(soup(answer)))) == (422, ["reason"])
    answer = await visitor.post(address, data=form | {"reason": "other", "words": ""})
    assert (answer.status_code, list(wrong(soup(answer)))) == (422, ["words"])
    answer = await visitor.post(address, data=form | {"reason": "date", "words": "It is a Tuesday."})
    assert answer.status_code == 303
    assert (await look(event_id)).status == Status.REJECTED
    assert "It is a Tuesday." in (await mails(ORGANISER_EMAIL))[-1].text
    page = soup(await visitor.get(answer.headers["location"]))
    assert "Taken off the site" in page.get_text()
    undo = values_of(page, f"/moderation/events/{event_id}/undo/")
    await visitor.post(f"/moderation/events/{event_id}/undo/", data=undo)
    assert (await look(event_id)).status == Status.PUBLISHED
    assert await mails(ORGANISER_EMAIL) == []
    await visitor.post(address, data=form | {"reason": "date", "words": ""})
    undo = values_of(soup(await visitor.get(f"/moderation/events/{event_id}/")), "undo/")
    later(timedelta(seconds=61))
    assert "undo/" not in (await visitor.get(f"/moderation/events/{event_id}/")).text
    assert (await visitor.post(f"/moderation/events/{event_id}/undo/", data=undo)).status_code == 409


def values_of(page, action: str) -> dict[str, str]:
    """What the form that goes there sends."""
    form = page.select_one(f'form[action$="{action}"]')
    return {one["name"]: one["value"] for one in form.select("input[name]")}


async def test_words_changed_meanwhile_are_not_taken_off_unseen() -> None:
    visitor = await at_the_desk()
    event_id = await stored(revision=2)
    before = await fingerprint()
    data = {"reason": "date", "words": "kept words", "seen": "1"}
    answer = await visitor.post(f"/moderation/events/{event_id}/unpublish/", data=data)
    assert answer.status_code == 409
    assert "kept words" in answer.text
    assert await fingerprint() == before


async def test_a_listed_night_is_featured_until_the_end_of_a_london_day_and_no_longer() -> None:
    visitor = await at_the_desk()
    event_id = await stored()
    until = clock.today() + timedelta(days=5)
    answer = await visitor.post(f"/moderation/events/{event_id}/feature/", data={"until": until.isoformat()})
    assert answer.status_code == 303
    event = await look(event_id)
    assert (event.featured, event.featured_until) == (True, clock.start_of_day(until + timedelta(days=1)))
    assert f"featured until {until:%A} {until.day}" in (await visitor.get(answer.headers["location"])).text
    await visitor.post(f"/moderation/events/{event_id}/unfeature/")
    await visitor.post(f"/moderation/events/{event_id}/unfeature/")
    assert (await look(event_id)).featured is False
    assert [line.act for line in await trail(event_id)] == [Act.FEATURE, Act.UNFEATURE]


@pytest.mark.parametrize("days", [-1, 61, None])
async def test_a_feature_ends_within_sixty_days(days: int | None) -> None:
    visitor = await at_the_desk()
    event_id = await stored()
    typed = "soon" if days is None else (clock.today() + timedelta(days=days)).isoformat()
    answer = await visitor.post(f"/moderation/events/{event_id}/feature/", data={"until": typed})
    assert (answer.status_code, list(wrong(soup(answer)))) == (422, ["until"])
    assert (await look(event_id)).featured is False


async def test_what_nobody_can_see_is_not_featured() -> None:
    visitor = await at_the_desk()
    for event_id in (await waiting(), await stored(cancelled_at=clock.now())):
        until = {"until": clock.today().isoformat()}
        answer = await visitor.post(f"/moderation/events/{event_id}/feature/", data=until)
        assert (answer.status_code, (await look(event_id)).featured) == (409, False)


async def test_an_organiser_is_trusted_after_three_nights_and_not_before() -> None:
    visitor, by = await at_the_desk(), await moderator("kim@example.org", "Kim")
    event_id = await waiting()
    address = f"/moderation/events/{event_id}/"
    assert "None of their nights has been listed so far" in (await visitor.get(address)).text
    assert (await visitor.post(f"{address}trust/")).status_code == 409
    for _ in range(3):
        await approve(await waiting(), by)
    assert (await visitor.post(f"{address}trust/")).status_code == 303
    assert await trusted()
    assert "Stop trusting its organiser" in (await visitor.get(address)).text
    await visitor.post(f"{address}distrust/")
    assert not await trusted()
    assert [line.act for line in await trail(event_id)] == [Act.TRUST, Act.DISTRUST]


async def trusted() -> bool:
    async with db.reading() as session:
        whose = select(Account.trusted_at).where(col(Account.email) == ORGANISER_EMAIL)
        return (await session.exec(whose)).one() is not None


@pytest.mark.parametrize(
    "night", ["x", "0198c0de-0000-7000-8000-000000000000", "0198C0DE-0000-7000-8000-000000000000"]
)
async def test_a_night_there_never_was_is_not_found(night: str) -> None:
    visitor = await at_the_desk()
    before = await fingerprint()
    for act in ("", "edit/", "unpublish/"):
        assert (await visitor.get(f"/moderation/events/{night}/{act}")).status_code == 404
    for act in ("feature/", "unfeature/", "trust/", "distrust/", "undo/"):
        data = {"until": clock.today().isoformat(), "batch": str(UUID(int=0))}
        assert (await visitor.post(f"/moderation/events/{night}/{act}", data=data)).status_code == 404
    assert await fingerprint() == before


async def test_a_nights_counts_stand_on_its_page_once_it_was_public() -> None:
    visitor, states = await at_the_desk(), await every_state()
    today = clock.today()
    async with db.transaction() as session:
        for kind, times in ((Counted.VIEW, 1234), (Counted.CALENDAR, 2), (Counted.MESSAGE, 1)):
            session.add(NightCount(event_id=states["Listed"], counted_on=today, kind=kind, times=times))
    page = soup(await visitor.get(f"/moderation/events/{states['Listed']}/"))
    assert "1,234 views, 2 calendar files taken, 1 message passed on" in page.main.get_text()
    assert "1,234 in all" in page.select_one("svg[role=img]")["aria-label"]
    assert len(page.select("figure tbody tr")) == 30
    waits = soup(await visitor.get(f"/moderation/events/{states['Waits']}/"))
    assert "How often it was looked at" not in waits.main.get_text()
