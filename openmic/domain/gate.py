"""Whether new nights are taken: a switch that moderators throw when a wave of spam comes."""

from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import audit
from openmic.models import Act, SwitchName
from openmic.queries import submissions, switches
from openmic.views import gate
from openmic.views.gate import CLOSED, OPEN, SIGNED_IN, Gate
from openmic.views.people import Person


class Shut(errors.Refusal):
    """New nights are not taken just now, or not from guests."""

    status = 403
    title = "We can’t take new nights just now"


async def look(session: Session) -> Gate:
    """How the switch stands, since when and by whom: for moderators."""
    row = await switches.find(session, SwitchName.SUBMISSIONS)
    return gate.of(row, now=clock.now()) if row else gate.of_nobody()


async def notice(session: Session, *, is_signed_in: bool) -> str:
    """What somebody must know before they type; empty when their night will be taken."""
    row = await switches.find(session, SwitchName.SUBMISSIONS)
    return gate.notice(row.value if row else OPEN, is_signed_in=is_signed_in)


async def admit(session: Session, key: UUID, *, is_signed_in: bool) -> None:
    """Lets a form through, if new nights are taken or the form has made its night before. Raises Shut."""
    is_shut = await notice(session, is_signed_in=is_signed_in)
    if is_shut and await submissions.by_key(session, key) is None:
        raise Shut(gate.KEPT)


async def turn(session: Session, value: str, by: Person) -> None:
    """Turns the switch; as it stands already, nothing happens. Raises Refusal for no way it could stand."""
    if value not in (OPEN, SIGNED_IN, CLOSED):
        raise errors.Refusal
    row = await switches.lock(session, SwitchName.SUBMISSIONS)
    was = row.value if row else OPEN
    if was != value:
        await switches.turn(session, SwitchName.SUBMISSIONS, value=value, at=clock.now(), by=by.id)
        await audit.note(
            session, Act.SWITCH, by=by, before={"submissions": was}, after={"submissions": value}
        )
