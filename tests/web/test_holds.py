"""Legal holds: moderators see whether one stands, admins place and lift them, and nobody else gets a word of it."""

from datetime import date, timedelta
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, select, update

from openmic import clock, db
from openmic.jobs.archive import archive
from openmic.models import Account, Act, LegalHold, Role, Status
from tests.at_the_desk import MODERATOR, at_the_desk
from tests.domain.test_managing import kept, withdraw
from tests.keeping import forget_all, hold
from tests.moderating import look, stored, trail
from tests.people import browser, fingerprint, sign_in
from tests.sending import soup, values, wrong

pytestmark = pytest.mark.usefixtures("database", "pictures")
REASON = "A claim is before the county court."


async def at_the_admins_desk() -> httpx.AsyncClient:
    """An admin's browser, signed in."""
    visitor = await at_the_desk()
    async with db.transaction() as session:
        await session.exec(update(Account).where(col(Account.email) == MODERATOR).values(role=Role.ADMIN))
    return visitor


def form(**changes: str) -> dict[str, str]:
    day = clock.today() + timedelta(days=30)
    return {"reason": REASON, "owner": "Ada, secretary", "review_on": day.isoformat(), "seen": ""} | changes


def place(night: UUID) -> str:
    return f"/moderation/events/{night}/hold/"


async def holds() -> list[LegalHold]:
    async with db.reading() as session:
        return list((await session.exec(select(LegalHold).order_by(col(LegalHold.id)))).all())


async def test_an_admin_keeps_a_night_and_lets_it_go_each_with_a_question_before() -> None:
    visitor, night = await at_the_admins_desk(), await stored(title="Folk at the Fox")
    page = soup(await visitor.get(f"/moderation/events/{night}/"))
    assert "no legal hold stands" in page.get_text()
    assert page.select_one(f'a[href="{place(night)}"]') is not None
    before = await fingerprint()
    blank = values(soup(await visitor.get(place(night))))
    assert (blank["reason"], blank["owner"], blank["review_on"]) == ("", "", "")
    assert await fingerprint() == before
    answer = await visitor.post(place(night), data=blank | form())
    assert answer.status_code == 303
    page = soup(await visitor.get(answer.headers["location"]))
    assert "A legal hold keeps this night until it is lifted." in page.get_text()
    for words in (REASON, "Ada, secretary answers for it", "To be looked at again on", "by Sam"):
        assert words in page.get_text()
    [one] = await holds()
    assert (one.event_id, one.reason, one.owner, one.lifted_at) == (night, REASON, "Ada, secretary", None)
    lift = f"{place(night)}lift/"
    assert page.select_one(f'a[href="{lift}"]') is not None
    before = await fingerprint()
    question = soup(await visitor.get(lift))
    assert question.select_one(f'form[action="{lift}"]') is not None
    assert await fingerprint() == before
    answer = await visitor.post(lift)
    assert answer.status_code == 303
    assert "The legal hold is lifted." in (await visitor.get(answer.headers["location"])).text
    [one] = await holds()
    assert one.lifted_at is not None
    assert one.lifted_by == one.placed_by
    await visitor.post(lift)
    assert [(line.act, line.reason) for line in await trail(night)] == [(Act.KEEP, REASON), (Act.LET_GO, "")]
    assert (await visitor.get(lift)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"reason": " \n"}, ["reason"]),
        ({"reason": "x" * 1001}, ["reason"]),
        ({"owner": ""}, ["owner"]),
        ({"owner": "x" * 121}, ["owner"]),
        ({"review_on": ""}, ["review_on"]),
        ({"review_on": "soon"}, ["review_on"]),
        ({"review_on": "0000-00-00"}, ["review_on"]),
        ({"reason": "", "owner": "", "review_on": ""}, ["reason", "owner", "review_on"]),
    ],
)
async def test_what_is_wrong_is_said_beside_each_box_and_all_that_was_typed_stays(
    changes: dict[str, str], names: list[str]
) -> None:
    visitor, night = await at_the_admins_desk(), await stored()
    typed = form(**changes)
    answer = await visitor.post(place(night), data=typed)
    page = soup(answer)
    assert (answer.status_code, list(wrong(page))) == (422, names)
    assert [one["href"] for one in page.select("[data-summary] a")] == [f"#{name}" for name in names]
    held = values(page)
    assert {name: held[name].strip() for name in ("reason", "owner", "review_on")} == {
        name: typed[name].strip() for name in ("reason", "owner", "review_on")
    }
    assert await holds() == []


@pytest.mark.parametrize(
    ("days", "is_taken"), [(-1, False), (0, False), (1, True), (366, True), (367, False)]
)
async def test_somebody_looks_at_it_again_after_today_and_within_a_year(days: int, is_taken: bool) -> None:
    visitor, night = await at_the_admins_desk(), await stored()
    day = clock.today() + timedelta(days=days)
    answer = await visitor.post(place(night), data=form(review_on=day.isoformat()))
    assert answer.status_code == (303 if is_taken else 422)
    assert len(await holds()) == is_taken


async def test_one_that_stands_is_kept_for_longer_and_never_lost_on_the_way() -> None:
    visitor, night = await at_the_admins_desk(), await stored()
    await visitor.post(place(night), data=form())
    opened = values(soup(await visitor.get(place(night))))
    [first] = await holds()
    assert (opened["seen"], opened["reason"], opened["review_on"]) == (str(first.id), REASON, "")
    later = (clock.today() + timedelta(days=90)).isoformat()
    assert (await visitor.post(place(night), data=opened | {"review_on": later})).status_code == 303
    first, second = await holds()
    assert first.lifted_at is not None
    assert (second.lifted_at, second.review_on) == (None, date.fromisoformat(later))
    answer = await visitor.post(place(night), data=opened | {"review_on": later, "reason": "Half-typed"})
    assert answer.status_code == 409
    assert "Half-typed" in answer.text
    assert values(soup(answer))["seen"] == str(second.id)
    assert len(await holds()) == 2
    assert [line.act for line in await trail(night)] == [Act.KEEP, Act.KEEP]


async def test_a_moderator_sees_it_and_may_not_touch_it() -> None:
    visitor, night, other = await at_the_desk(), await stored(title="Held"), await stored(title="Free")
    await hold(night)
    for address in (f"/moderation/events/{night}/", "/moderation/holds/"):
        page = await visitor.get(address)
        assert "A claim is before the court" in page.text
        assert "hold/" not in page.text
    assert "hold/" not in (await visitor.get(f"/moderation/events/{other}/")).text
    before = await fingerprint()
    for address in (place(night), place(other), f"{place(night)}lift/"):
        assert (await visitor.get(address)).status_code == 403
        assert (await visitor.post(address, data=form())).status_code == 403
    assert await fingerprint() == before


async def test_nobody_else_gets_a_word_of_it() -> None:
    night, organiser = await stored(organiser_email="robin@example.org"), browser()
    await hold(night)
    await sign_in(organiser)
    for visitor, refused in ((browser(), (303, 401)), (organiser, (403, 403))):
        for address in (place(night), f"{place(night)}lift/", "/moderation/holds/"):
            looked = await visitor.get(address)
            assert (looked.status_code, "county" in looked.text) == (refused[0], False)
            if address.endswith(("hold/", "lift/")):
                assert (await visitor.post(address, data=form())).status_code == refused[1]
    [one] = await holds()
    assert one.lifted_at is None


async def test_all_that_stand_are_listed_and_what_is_overdue_comes_first_in_words(later) -> None:
    visitor = await at_the_admins_desk()
    assert "None stands." in (await visitor.get("/moderation/holds/")).text
    for title, days in (("Later", 40), ("Sooner", 3), ("Today", 10)):
        await hold(await stored(title=title), days=days)
    later(timedelta(days=10))
    async with db.transaction() as session:  # signed in anew: ten days have gone by
        await session.exec(update(Account).values(name="Sam"))
    await sign_in(visitor, MODERATOR)
    page = soup(await visitor.get("/moderation/holds/"))
    assert [one.get_text() for one in page.select("main h2")] == ["Sooner", "Today", "Later"]
    said = [one.get_text(" ", strip=True) for one in page.select("main li.card")]
    assert "Overdue: to be looked at again since" in said[0]
    assert "To be looked at again today" in said[1]
    assert "To be looked at again on" in said[2]
    assert "2 of them are to be looked at again now." in page.get_text()
    assert page.select_one('nav[aria-label="Upkeep"] [aria-current="page"]').get_text() == "Holds"  # pyright: ignore


async def test_withdrawing_stays_possible_and_what_is_forgotten_cannot_be_kept(later) -> None:
    key, visitor = await kept(), await at_the_admins_desk()
    async with db.reading() as session:
        night = (await session.exec(select(LegalHold.event_id))).first()
    assert night is None
    shown = soup(await visitor.get("/moderation/events/"))
    night = UUID(str(shown.select("main .list-group-item a")[0]["href"]).split("/")[3])
    await hold(night)
    await withdraw(key)
    assert (await look(night)).status == Status.ARCHIVED
    gone = await stored(start_at=clock.now() - timedelta(hours=4))
    await archive("")
    later(timedelta(days=181))
    await forget_all()
    await sign_in(visitor, MODERATOR)
    assert (await look(night)).organiser_email != ""
    assert (await visitor.get(place(night))).status_code == 200
    page = await visitor.get(f"/moderation/events/{gone}/")
    assert "Forgotten on" in page.text
    assert "hold/" not in page.text
    for answer in (await visitor.get(place(gone)), await visitor.post(place(gone), data=form())):
        assert answer.status_code in (409, 422)
        assert "nothing left to keep" in answer.text


@pytest.mark.parametrize("night", ["x", "0198c0de-0000-7000-8000-000000000000"])
async def test_a_night_there_never_was_is_not_found(night: str) -> None:
    visitor = await at_the_admins_desk()
    for address in (f"/moderation/events/{night}/hold/", f"/moderation/events/{night}/hold/lift/"):
        assert (await visitor.get(address)).status_code == 404
        assert (await visitor.post(address, data=form())).status_code == 404
