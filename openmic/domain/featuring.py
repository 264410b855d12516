"""A moderator has a night shown first for some days; it ends by itself."""

from datetime import date, datetime, timedelta

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import audit
from openmic.models import Act, Actor, Event, Status
from openmic.queries import featured as rows
from openmic.queries import submissions as nights
from openmic.views.people import Person

LONGEST = 60  # days ahead


class NotListed(errors.Refusal):
    """Nobody can see the night, or it is over."""

    status = 409
    title = "This night can’t be featured"
    advice = "Only a night that is listed and still to come can be featured."


def ends_at(typed: str) -> datetime | str:
    """The end of the London day that was typed, or what is wrong with it in words."""
    today = clock.today()
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return "Choose the last day on which it is featured."
    if not today <= day <= today + timedelta(days=LONGEST):
        return f"Choose a day from today on, at most {LONGEST} days ahead."
    return clock.start_of_day(day + timedelta(days=1))


async def feature(session: Session, event: Event, by: Person, *, until: datetime) -> None:
    """Features a locked night until then; one that is featured gets the new end. Raises NotListed."""
    if event.status != Status.PUBLISHED or event.end_at <= clock.now() or event.cancelled_at:
        raise NotListed
    if event.featured_until != until:
        await _set(session, event, Act.FEATURE, by=by, until=until)


async def unfeature(session: Session, event: Event, by: Person) -> None:
    """Features a locked night no longer; done twice it is done once."""
    if event.featured:
        await _set(session, event, Act.UNFEATURE, by=by, until=None)


async def end_one(session: Session) -> bool:
    """Ends one feature whose time is over. Says whether there was one; two processes never end the same."""
    event = await rows.lock_over(session, now=clock.now())
    if event:
        await _set(session, event, Act.UNFEATURE, by=Actor.SITE, until=None)
    return event is not None


async def _set(
    session: Session, event: Event, act: Act, *, by: Person | Actor, until: datetime | None
) -> None:
    before = audit.snapshot(event)
    await rows.set_featured(session, event.id, until=until)
    now_so = await nights.find(session, event.id)
    after = audit.snapshot(now_so) if now_so else {}
    await audit.note(session, act, by=by, event=event, before=before, after=after)
