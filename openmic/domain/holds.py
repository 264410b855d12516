"""Legal holds: a night that is needed as evidence is not forgotten until somebody lets it go."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import audit
from openmic.domain.decision import Changed
from openmic.models import Act, Event, LegalHold, Role
from openmic.queries import holds as rows
from openmic.queries import submissions as nights
from openmic.views import holds as views
from openmic.views.people import Person

MAY = Role.ADMIN.value  # who places and lifts them


class NothingLeft(errors.Refusal):
    """The night was forgotten before."""

    status = 409
    title = "There is nothing left to keep"
    advice = "What was personal about this night is gone already: only what, where and when is left."


async def every(session: Session) -> tuple[views.Hold, ...]:
    """Every hold that stands; those that are to be looked at first come first."""
    return tuple(views.of(row, now=clock.now()) for row in await rows.standing(session))


async def of_night(session: Session, night: Any, by: Person) -> views.NightHold:
    """Whether a hold keeps a night (its row, as moderators see it), and what `by` can do about that."""
    found = await rows.standing(session, event_id=night.id)
    return views.of_night(night, found, now=clock.now(), is_admin=by.may_act_as(MAY))


async def open_form(session: Session, event_id: UUID) -> tuple[views.HoldForm, views.Hold]:
    """The form that places a hold on a night, and what stands; then it renews that. Raises NotFound, NothingLeft."""
    event = await nights.find(session, event_id)
    _can_be_kept(event)
    found = await rows.standing(session, event_id=event_id)
    hold = views.of(found[0], now=clock.now()) if found else views.Hold()
    return await dressed(session, event_id, views.blank(hold)), hold


async def dressed(session: Session, event_id: UUID, form: views.HoldForm) -> views.HoldForm:
    """A form with the night it is about, and the days there are to choose from. Raises as `open_form` does."""
    event, today = _can_be_kept(await nights.find(session, event_id)), clock.today()
    return replace(
        form,
        title=event.title,
        first_day=(today + timedelta(days=1)).isoformat(),
        last_day=(today + views.FURTHEST).isoformat(),
    )


async def place(session: Session, event_id: UUID, asked: views.Asked, by: Person, *, seen: str) -> None:
    """Keeps a night until somebody lets it go; one that is kept already is kept anew, with what is asked for now.

    `seen` is the id of the hold that stood when the form was opened, or empty. Raises Changed when it is another one
    now, and as `open_form` does.
    """
    event = _can_be_kept(await nights.lock(session, event_id))
    found = await rows.standing(session, event_id=event_id)
    if seen != (str(found[0].id) if found else ""):
        raise Changed
    for one in found:
        await rows.lift(session, one.id, by=by.id, now=clock.now())
    hold = LegalHold(
        event_id=event_id,
        reason=asked.reason,
        owner=asked.owner,
        review_on=asked.review_on,
        placed_by=by.id,
        created_at=clock.now(),
    )
    await rows.add(session, hold)
    after = {"owner": asked.owner, "review_on": asked.review_on.isoformat()}
    await audit.note(session, Act.KEEP, by=by, event=event, reason=asked.reason, after=after)


async def lift(session: Session, event_id: UUID, by: Person) -> None:
    """Lets a night go: from then on it is forgotten as any other; done twice it is done once. Raises NotFound."""
    event = await nights.lock(session, event_id)
    if event is None:
        raise errors.NotFound
    for one in await rows.standing(session, event_id=event_id):
        await rows.lift(session, one.id, by=by.id, now=clock.now())
        await audit.note(session, Act.LET_GO, by=by, event=event)


def _can_be_kept(event: Event | None) -> Event:
    if event is None:
        raise errors.NotFound("There is no such night.")
    if event.erased_at:
        raise NothingLeft
    return event
