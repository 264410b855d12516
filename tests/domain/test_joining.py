"""Two venues or towns that are the same become one, whole or not at all."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col

from openmic import clock, db, errors
from openmic.domain import content, directory, joining, undoing, venue_desk
from openmic.domain.decision import Changed
from openmic.models import Act, AuditEntry, Event, Status, Subscription, Venue, VenueAlias
from openmic.views import criteria, location, night_form, place, trail
from openmic.views.submission import Submission
from openmic.views.venue_form import Asked
from tests.builders import in_town, keep, night
from tests.domain import loading
from tests.domain.loading import load
from tests.joining import every, merge, merge_towns, town, venue
from tests.moderating import approve, moderator, undo, waiting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def towns_as_shipped() -> Iterator[None]:
    """What one test joins is parted for the next."""
    yield
    place.learn({})


def coming() -> str:
    """A line of a spreadsheet with a night that is not over."""
    return loading.GOOD.replace("2026-11-05", (clock.today() + timedelta(days=9)).isoformat())


def asked(**changes: object) -> Asked:
    usual: dict = {
        "name": "The Fox",
        "aliases": (),
        "address": "",
        "town": "witney",
        "postcode": "",
        "step_free_room": None,
        "step_free_stage": None,
        "step_free_toilet": None,
        "access_note": "",
    }
    return Asked(**usual | changes)


async def edit(slug: str, by, **changes: object) -> bool:
    async with db.transaction() as session:
        seen = (await venue_desk.open_form(session, slug)).seen
        return await venue_desk.edit(session, slug, asked(**changes), by, seen=seen)


async def test_all_of_a_venue_moves_and_its_address_and_name_stay_known() -> None:
    by = await moderator()
    old = await venue("fox-witney", name="Fox", nights=2, address="1 Old Road", step_free_room=True)
    new = await venue("the-fox-inn-witney", name="The Fox Inn", nights=1, step_free_stage=False)
    async with db.transaction() as session:
        await keep(session, VenueAlias(slug="ye-fox-witney", name="Ye Fox", venue_id=old))
    await merge("fox-witney", "the-fox-inn-witney", by)
    (kept,) = await every(Venue)
    assert (kept.id, kept.name) == (new, "The Fox Inn")
    assert (kept.address, kept.step_free_room, kept.step_free_stage) == ("1 Old Road", True, False)
    assert {(one.slug, one.venue_id) for one in await every(VenueAlias)} == {
        ("fox-witney", new),
        ("ye-fox-witney", new),
    }
    nights = await every(Event)
    assert {one.venue_id for one in nights} == {new}
    assert {one.venue_name for one in nights} == {"Fox", "The Fox Inn"}, "a night keeps its own words"
    (line,) = await every(AuditEntry, col(AuditEntry.act) == Act.MERGE_VENUES)
    assert line.person_id == by.id
    assert (line.before["venue"], line.after["venue"], line.after["nights_moved"]) == (
        "Fox",
        "The Fox Inn",
        2,
    )


async def test_a_night_sent_in_under_another_name_belongs_to_the_venue() -> None:
    by = await moderator()
    await venue("the-fox-oxford", name="The Fox", town="oxford")
    new = await venue("fox-inn-oxford", name="Fox Inn", town="oxford")
    await merge("the-fox-oxford", "fox-inn-oxford", by)
    async with db.transaction() as session:
        await load(session, coming().replace("The Fox", "  THE  fóx"))
    assert [one.venue_id for one in await every(Event)] == [new]
    assert len(await every(Venue)) == 1


async def test_also_when_the_two_are_in_different_towns() -> None:
    by = await moderator()
    await venue("the-fox-oxford", name="The Fox", town="oxford")
    new = await venue("fox-inn-witney", name="Fox Inn")
    await merge("the-fox-oxford", "fox-inn-witney", by)
    async with db.transaction() as session:
        await load(session, coming())
    assert [one.venue_id for one in await every(Event)] == [new]


async def test_a_new_venue_never_takes_an_address_that_leads_elsewhere() -> None:
    by = await moderator()
    await venue("the-fox-oxford", name="The Fox", town="oxford")
    await venue("fox-inn-oxford", name="Fox Inn", town="oxford")
    await merge("the-fox-oxford", "fox-inn-oxford", by)
    async with db.transaction() as session:
        await load(session, coming().replace("The Fox", "The Fox!"))
    assert {one.slug for one in await every(Venue)} == {"fox-inn-oxford", "the-fox-oxford-2"}


async def test_two_moderators_who_join_them_crosswise_make_one_of_them() -> None:
    by = await moderator()
    for slug in ("a-witney", "b-witney"):
        await venue(slug, nights=3)
    came = await asyncio.gather(
        merge("a-witney", "b-witney", by), merge("b-witney", "a-witney", by), return_exceptions=True
    )
    refused = [one for one in came if one]
    assert len(refused) == 1
    assert isinstance(refused[0], joining.Joined | errors.Busy)
    (kept,) = await every(Venue)
    assert {one.venue_id for one in await every(Event)} == {kept.id}
    assert len(await every(AuditEntry, col(AuditEntry.act) == Act.MERGE_VENUES)) == 1


@pytest.mark.parametrize("into", ["a-witney", "nowhere", "", "' OR 1=1 --", "\u202e"])
async def test_no_venue_is_joined_to_itself_or_to_none(into: str) -> None:
    by = await moderator()
    await venue("a-witney", nights=1)
    with pytest.raises(joining.Joined):
        await merge("a-witney", into, by)
    assert len(await every(Venue)) == 1


async def test_a_decision_is_not_undone_into_a_venue_that_is_gone() -> None:
    by = await moderator()
    old = await venue("a-witney")
    await venue("b-witney")
    event = await waiting(venue_id=old)
    made = await approve(event, by)
    await merge("a-witney", "b-witney", by)
    with pytest.raises(undoing.TooLate):
        await undo(made)


async def test_all_of_a_town_moves_and_it_is_offered_no_more() -> None:
    by = await moderator()
    await venue("the-fox-cowley", town="cowley", nights=2)
    before = (await every(Event))[0]
    async with db.transaction() as session:
        cowley = (await in_town(session, "cowley"))["town_id"]
        oxford = (await in_town(session, "oxford"))["town_id"]
        common = {"request_id": before.id, "consent_wording": "x", "consented_at": clock.now()}
        proved = common | {"confirmed_at": clock.now()}
        await keep(
            session,
            Subscription(email="a@example.org", town_id=cowley, category="music", **proved),
            Subscription(email="a@example.org", town_id=oxford, category="music", **proved),
            Subscription(email="a@example.org", town_id=cowley, **proved),
            Subscription(email="b@example.org", town_id=cowley, **common),
        )
    await merge_towns("cowley", "oxford", by)
    nights = await every(Event)
    assert {(one.town_id, one.town_name) for one in nights} == {(oxford, "Oxford")}
    assert nights[0].sequence == before.sequence + 1
    assert {one.town_id for one in await every(Venue)} == {oxford}
    wishes = await every(Subscription)
    assert sorted((one.email, one.category) for one in wishes if one.category) == [("a@example.org", "music")]
    assert {one.town_id for one in wishes} == {oxford}
    assert len(wishes) == 3
    assert "cowley" not in {one.slug for one in place.towns()}
    assert "cowley" not in {one.value for one in night_form.NightForm().towns}
    assert criteria.at("/?town=cowley").town == "oxford"
    assert criteria.at("/towns/cowley/").address == "/towns/oxford/"
    assert location.town_named("Cowley") == "oxford"
    (line,) = await every(AuditEntry, col(AuditEntry.act) == Act.MERGE_TOWNS)
    assert (line.before["town"], line.after["town"], line.after["nights_moved"]) == ("Cowley", "Oxford", 2)


async def test_chains_of_towns_collapse_and_no_ring_is_made() -> None:
    by = await moderator()
    await merge_towns("cowley", "headington", by)
    await merge_towns("headington", "oxford", by)
    oxford = (await town("oxford")).id
    assert {(await town(slug)).merged_into for slug in ("cowley", "headington")} == {oxford}
    for slug, into in (("oxford", "cowley"), ("cowley", "witney"), ("oxford", "oxford"), ("oxford", "x")):
        with pytest.raises(joining.Joined):
            await merge_towns(slug, into, by)


async def test_a_restart_does_not_part_them_again() -> None:
    by = await moderator()
    await merge_towns("cowley", "oxford", by)
    async with db.transaction() as session:
        await directory.sync_towns(session)
    assert (await town("cowley")).merged_into == (await town("oxford")).id


async def test_a_night_for_a_joined_town_is_kept_in_the_other_even_by_who_has_not_heard() -> None:
    by = await moderator()
    await merge_towns("cowley", "oxford", by)
    place.learn({})
    async with db.transaction() as session:
        await load(session, coming().replace("Oxford", "Cowley"))
    assert [one.town_name for one in await every(Event)] == ["Oxford"]


async def test_an_edit_is_kept_with_how_it_was_before() -> None:
    by = await moderator()
    await venue("the-fox-witney", name="The Fox", nights=1)
    assert await edit("the-fox-witney", by, name="Fox & Hounds", aliases=("Foxy",), step_free_room=True)
    (kept,) = await every(Venue)
    assert (kept.slug, kept.name, kept.step_free_room) == ("the-fox-witney", "Fox & Hounds", True)
    assert {one.name for one in await every(VenueAlias)} == {"The Fox", "Foxy"}
    assert {one.venue_name for one in await every(Event)} == {"The Fox"}
    (line,) = await every(AuditEntry, col(AuditEntry.act) == Act.EDIT_VENUE)
    told = {one.label for one in trail._differences(line.before, line.after)}
    assert told == {"Venue", "Other names", "Step-free to the room"}
    assert not await edit(
        "the-fox-witney", by, name="Fox & Hounds", aliases=("Foxy", "The Fox"), step_free_room=True
    )
    assert await edit("the-fox-witney", by, name="Fox & Hounds", step_free_room=True)
    assert await every(VenueAlias) == []


async def test_a_name_that_another_venue_there_has_is_refused() -> None:
    by = await moderator()
    await venue("the-fox-witney", name="The Fox")
    await venue("the-bell-witney", name="The Bell")
    await venue("the-bell-oxford", name="The Swan", town="oxford")
    for changes in ({"name": "the béll"}, {"aliases": ("The Bell",)}):
        with pytest.raises(venue_desk.Named):
            await edit("the-fox-witney", by, **changes)
    assert await edit("the-fox-witney", by, aliases=("The Swan",)), "it is in another town"


async def test_who_saw_it_as_it_was_before_changes_nothing() -> None:
    by = await moderator()
    await venue("the-fox-witney", name="The Fox")
    async with db.reading() as session:
        seen = (await venue_desk.open_form(session, "the-fox-witney")).seen
    await edit("the-fox-witney", by, address="1 New Road")
    with pytest.raises(Changed):
        async with db.transaction() as session:
            await venue_desk.edit(session, "the-fox-witney", asked(address="2 Other Road"), by, seen=seen)
    assert (await every(Venue))[0].address == "1 New Road"


async def test_a_night_that_is_sent_in_meanwhile_is_not_left_behind() -> None:
    """It was being kept while its venue was joined: it belongs to the venue there is then."""
    by = await moderator()
    await venue("the-fox-witney", name="The Fox")
    new = await venue("fox-inn-witney", name="Fox Inn")
    async with db.transaction() as session:
        kept = night(status=Status.PENDING, venue_name="The Fox")
        said = {name: getattr(kept, name) for name in content.CONTENT}
        sent = Submission(**said, town="witney", organiser_email=kept.organiser_email)
        for name, value in (await content.placed(session, sent)).items():
            setattr(kept, name, value)
        joined = asyncio.create_task(merge("the-fox-witney", "fox-inn-witney", by))
        await asyncio.sleep(0.2)
        assert not joined.done()
        session.add(kept)
    await joined
    assert [one.venue_id for one in await every(Event)] == [new]


async def test_the_process_hears_of_towns_that_are_joined() -> None:
    by = await moderator()
    heard: list[str] = []

    class Keeper:
        def renew(self) -> None:
            heard.append(place.present("cowley"))

    towns = directory.Towns(Keeper())
    async with db.transaction() as session:
        await joining.merge_towns(session, "cowley", "oxford", by)
    towns.renew()
    assert towns.task
    await towns.task
    towns.renew()
    await towns.task
    assert heard == ["oxford"]


def test_a_joined_town_is_known_by_its_slug() -> None:
    assert place.learn({"cowley": "oxford"})
    assert not place.learn({"cowley": "oxford"})
    assert place.present("cowley") == "oxford"
    assert place.present("witney") == "witney"
    assert len(place.towns()) == len(place.shipped()) - 1
