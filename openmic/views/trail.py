"""The audit trail in words: who did what, when, why, and what was different afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from openmic import urls
from openmic.models.choices import Act, Actor
from openmic.views import dates, gate, queue_night, word_diff
from openmic.views.form import Option
from openmic.views.queue_night import Difference

PER_PAGE = 50
ACTS = {
    Act.SUBMIT: "Sent in",
    Act.VERIFY: "Address confirmed",
    Act.CHANGE: "Changed by its organiser",
    Act.CANCEL: "Cancelled",
    Act.WITHDRAW: "Withdrawn",
    Act.APPEAL: "Decision questioned",
    Act.APPROVE: "Approved",
    Act.REJECT: "Turned down",
    Act.HOLD: "Held aside",
    Act.RELEASE: "Put back into the queue",
    Act.UNDO: "Decision undone",
    Act.EDIT: "Edited",
    Act.UNPUBLISH: "Taken off the site",
    Act.LOOK_OVER: "Looked over",
    Act.AUTO_PUBLISH: "Listed at once",
    Act.HIDE: "Hidden by a report",
    Act.REVIEW_REPORT: "Report upheld",
    Act.DISMISS_REPORT: "Report dismissed",
    Act.RELEASE_MESSAGE: "Message passed on",
    Act.DROP_MESSAGE: "Message dropped",
    Act.FEATURE: "Featured",
    Act.UNFEATURE: "No longer featured",
    Act.TRUST: "Organiser trusted",
    Act.DISTRUST: "Organiser no longer trusted",
    Act.SWITCH: "Switch turned",
    Act.ARCHIVE: "Put away",
    Act.KEEP: "Kept by a legal hold",
    Act.LET_GO: "Legal hold lifted",
    Act.ERASE: "Forgotten at somebody’s request",
    Act.ANSWER: "Complaint answered",
    Act.RESEND_MAIL: "Mail sent again",
    Act.DROP_MAIL: "Mail dropped",
    Act.EDIT_VENUE: "Venue edited",
    Act.MERGE_VENUES: "Venues joined",
    Act.MERGE_TOWNS: "Towns joined",
}
ACTORS = {
    Actor.MODERATOR: "A moderator",
    Actor.ORGANISER: "Its organiser",
    Actor.VISITOR: "A visitor",
    Actor.SITE: "The site itself",
}
STATES = {"pending": "Waits", "published": "Listed", "rejected": "Turned down", "archived": "Put away"}
KNOWN = {True: "yes", False: "no", None: ""}
# what is said of a venue or town
PLACE = (
    ("Venue", "venue", lambda name: name),
    ("Other names", "aliases", lambda names: ", ".join(names or ())),
    ("Address", "address", lambda text: text),
    ("Town", "town", lambda name: name),
    ("Postcode", "postcode", lambda text: text if text is not None else ""),
    ("Step-free to the room", "step_free_room", KNOWN.get),
    ("Step-free to the stage", "step_free_stage", KNOWN.get),
    ("Step-free to a toilet", "step_free_toilet", KNOWN.get),
    ("About getting in", "access_note", lambda text: text),
    ("Nights that moved", "nights_moved", lambda many: str(many or "")),
    ("Venues that moved", "venues_moved", lambda many: str(many or "")),
    ("Wishes that moved", "wishes_moved", lambda many: str(many or "")),
)
CHOICES = (Option("", "Everything"), *(Option(act.value, words) for act, words in ACTS.items()))


@dataclass(frozen=True)
class Line:
    """One act. `href` and `title` are the night's, as moderators see it; empty for none."""

    at: str = ""
    when: str = ""
    who: str = ""
    what: str = ""
    why: str = ""
    title: str = ""
    href: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Trail:
    """A page of them, the last first. `night` is the one night they are about, if it is only one."""

    lines: tuple[Line, ...] = ()
    act: str = ""
    night: str = ""
    night_id: str = ""
    more_href: str = ""
    start_href: str = ""


def line(row: Any, now: datetime) -> Line:
    """A row in words."""
    return Line(
        at=dates.iso(row.at),
        when=dates.moment(row.at, now),
        who=row.person or ACTORS[row.by],
        what=ACTS[row.act],
        why=row.reason,
        title=row.title or row.after.get("venue") or row.after.get("town") or "",
        href=_page(row),
        differences=_differences(row.before, row.after),
    )


def _page(row: Any) -> str:
    """Where moderators see what it is about."""
    if row.title:
        return urls.moderated(row.event_id)
    if row.after.get("venue"):
        return urls.venue_desk(row.after["slug"])
    return urls.town(row.after["slug"]) if row.act == Act.MERGE_TOWNS else ""


def page(
    rows: Sequence[Any], now: datetime, *, act: str, night_id: UUID | None, before: UUID | None
) -> Trail:
    """Rows, one more than a page holds if there are more, as a page."""
    asked = {name: str(value) for name, value in (("event", night_id or ""), ("act", act)) if value}
    more = ""
    if len(rows) > PER_PAGE:
        more = urls.moderation("trail", urlencode(asked | {"before": rows[PER_PAGE - 1].id}))
    return Trail(
        lines=tuple(line(row, now) for row in rows[:PER_PAGE]),
        act=act,
        night=next((row.title or "" for row in rows), "") if night_id else "",
        night_id=str(night_id or ""),
        more_href=more,
        start_href=urls.moderation("trail", urlencode(asked)) if before else "",
    )


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    if not before or not after:
        return ()
    words = queue_night.differences(before, after) if "title" in before and "title" in after else ()
    return (*words, *_of_state(before, after))


def _of_state(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    told = (
        ("Stands", "status", lambda word: STATES.get(str(word), "")),
        ("Featured until", "featured_until", _last_day),
        ("New nights", "submissions", lambda word: gate.LABELS.get(str(word), "")),
        *(PLACE if "slug" in before else ()),
    )
    pairs = [(label, *(say(one.get(name)) or "" for one in (before, after))) for label, name, say in told]
    return tuple(
        Difference(label, word_diff.marks(old, new))
        for label, old, new in pairs
        if old != new and (old or new)
    )


def _last_day(until: str | None) -> str:
    return dates.last_day(datetime.fromisoformat(until)) if until else ""
