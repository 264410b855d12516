"""What a moderator's forms say, however they came: posted, or over the websocket."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from openmic.views import reasons
from openmic.views.fields import Field
from openmic.views.queue import BULK, PER_PAGE
from openmic.views.queue_item import Tried
from openmic.views.reasons import Why

ONE = ("approve", "reject", "hold", "release")
PICK = "pick-"
NOTHING = Tried()


@dataclass(frozen=True)
class Asked:
    """A decision somebody asks for: about which nights, each with the number of the words seen.

    `why` is the reason for "reject"; when it cannot be taken, `tried` is what to show again.
    """

    act: str = ""
    picked: tuple[tuple[UUID, int], ...] = ()
    following: str = ""
    is_several: bool = False
    why: Why | None = None
    tried: Tried = NOTHING

    @property
    def is_wrong(self) -> bool:
        """Whether the reason cannot be taken."""
        return self.act == "reject" and self.why is None


def one(sent: Mapping[str, object], *, act: str, item: str) -> Asked:
    """A decision about the night with the id `item`."""
    said = _texts(sent)
    event_id = _id(item)
    picked = ((event_id, _number(said.get("seen", ""))),) if event_id else ()
    following = said.get("following", "") if _id(said.get("following", "")) else ""
    return _with_reason(Asked(act if act in ONE else "", picked, following), said, item=item)


def several(sent: Mapping[str, object]) -> Asked:
    """A decision about all nights that are ticked."""
    said = _texts(sent)
    ids = {name: _id(name.removeprefix(PICK)) for name in said if name.startswith(PICK)}
    picked = tuple((event_id, _number(said[name])) for name, event_id in ids.items() if event_id)
    act = said.get("act", "")
    return _with_reason(Asked(act if act in ONE else "", picked[:PER_PAGE], is_several=True), said, item=BULK)


def batch(sent: Mapping[str, object]) -> UUID | None:
    """The press of a button that is to be taken back."""
    return _id(_texts(sent).get("batch", ""))


def _with_reason(asked: Asked, said: Mapping[str, str], *, item: str) -> Asked:
    if asked.act != "reject":
        return asked
    key, words = said.get(f"reason-{item}", ""), said.get(f"words-{item}", "")
    found = reasons.why(key, words)
    if isinstance(found, Why):
        return replace(asked, why=found)
    is_known = key in reasons.BY_KEY
    ticked = tuple(f"{event_id}-{seen}" for event_id, seen in asked.picked) if item == BULK else ()
    tried = Tried(
        item, Field(key, "" if is_known else found), Field(words, found if is_known else ""), ticked
    )
    return replace(asked, tried=tried)


def _texts(sent: Mapping[str, object]) -> dict[str, str]:
    return {name: value.replace("\0", " ") for name, value in sent.items() if isinstance(value, str)}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
