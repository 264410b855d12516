"""What would go if somebody asked to be forgotten, and what would stay."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Rows = Mapping[str, list[dict[str, Any]]]

FACTS = "What, where and when a listed night was. Nobody can be told from it."
TRAIL = "That something was done with a night, and when; not the words, and not who you are."
MEMORY = "A hash of your address, for a year: if a backup is restored, you are forgotten again."
BACKUPS = (
    "Backups, for up to 90 days. They are encrypted, and nobody looks into them but to restore the site."
)
SHUT_OUT = "Your address, and that you were shut out, so that this holds."


@dataclass(frozen=True)
class Erasing:
    """Both lists in words; how many listed nights are still to come, held or not; and the nights that a hold keeps."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]
    to_come: int = 0
    held: int = 0
    is_moderator: bool = False


def plan(rows: Rows, *, now: datetime) -> Erasing:
    """What would become of all that is held about somebody (openmic.queries.privacy.everything)."""
    held = {one["event_id"] for one in rows["holds"] if one["lifted_at"] is None}
    nights = [night for night in rows["nights"] if night["id"] not in held]
    listed = [night for night in nights if night["published_at"]]
    open_ = [one for one in rows["complaints"] if one["answered_at"] is None]
    account = rows["account"][0] if rows["account"] else None
    is_shut_out = bool(account and account["disabled_at"])
    goes = (
        _of(len(listed), "night that was listed", "nights that were listed", _nights),
        _of(
            len(nights) - len(listed), "night that was never listed", "nights that were never listed", _whole
        ),
        _of(len(rows["messages_written"]), "message you wrote", "messages you wrote"),
        _of(len(rows["messages_received"]), "message you were sent", "messages you were sent"),
        _of(len(rows["reports"]), "report: your address and words", "reports: your address and words"),
        _of(len(rows["complaints"]) - len(open_), "complaint we answered", "complaints we answered"),
        "Your weekly mail. You get no more of it." if rows["subscriptions"] else "",
        "Your account, and you are signed out everywhere." if account and not is_shut_out else "",
        "Mails we wrote to you, also those not sent yet, and every link in them.",
    )
    stays = (
        _of(len(held), "night under a legal hold", "nights under a legal hold", _held),
        _of(
            len(open_),
            "complaint",
            "complaints",
            lambda some: f"{some} until we have answered, and not longer.",
        ),
        SHUT_OUT if is_shut_out else "",
        FACTS if listed else "",
        TRAIL if nights else "",
        MEMORY,
        BACKUPS,
    )
    upcoming = [one for one in rows["nights"] if one["status"] == "published" and one["end_at"] > now]
    return Erasing(
        _given(goes),
        _given(stays),
        to_come=len(upcoming),
        held=len(held),
        is_moderator=bool(account and account["role"] != "organiser" and not is_shut_out),
    )


def _of(count: int, one: str, many: str, say: Callable[[str], str] = "{}.".format) -> str:
    return say(f"{count} {one if count == 1 else many}") if count else ""


def _nights(some: str) -> str:
    return f"{some}: your name, your address, the words, the picture and the ticket link."


def _whole(some: str) -> str:
    return f"{some}: all of it."


def _held(some: str) -> str:
    return f"{some}, with what belongs to it. A claim or an enquiry needs it. We look at that again on the day named."


def _given(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
