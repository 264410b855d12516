"""A page of the queue: what waits, since when, and what its moderator has done in the last minute."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from openmic import urls
from openmic.models.choices import Act
from openmic.views import queue_address, reasons
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.form import Option
from openmic.views.queue_address import HELD, OLDEST, QueueAddress
from openmic.views.queue_item import Beside, QueueItem, Tried, item
from openmic.views.queue_words import duration

PER_PAGE = 20
REASONS = (Option("", "Choose a reason"), *(Option(one.key, one.label) for one in reasons.ALL))
BULK = "bulk"  # stands for an item's id where several are turned down together
DONE = {
    Act.APPROVE: ("Approved", "approved"),
    Act.LOOK_OVER: ("Looked over", "looked over"),
    Act.REJECT: ("Rejected", "rejected"),
    Act.UNPUBLISH: ("Taken off the site", "taken off the site"),
    Act.HOLD: ("Held", "held"),
    Act.RELEASE: ("Put back", "put back"),
}


@dataclass(frozen=True)
class Done:
    """One press of a button in the last minute. `batch` undoes it."""

    batch: str = ""
    words: str = ""


@dataclass(frozen=True)
class QueuePage:
    """What waits, as one moderator sees it. `is_shut` when nobody is signed in: then there is nothing else in it.

    `path` is the address without its query; `query` names this part of the queue, for the forms.
    `gate` is the warning that new nights are not taken from everybody, if so;
    `unsent` the one that mail waits for a person.
    """

    path: str = ""
    query: str = ""
    is_shut: bool = False
    gate: str = ""
    unsent: str = ""
    waiting: str = ""
    held: str = ""
    headline: str = ""
    clock: str = ""
    is_oldest_first: bool = False
    shows_held: bool = False
    newest_href: str = ""
    oldest_href: str = ""
    waiting_href: str = ""
    held_href: str = ""
    nights: tuple[QueueItem, ...] = ()
    has_nights: bool = False
    more_href: str = ""
    start_href: str = ""
    news: str = ""
    is_good_news: bool = False
    done: Done = Done()
    earlier: tuple[Done, ...] = ()
    earlier_words: str = ""
    summary: tuple[Problem, ...] = ()
    reason: Field = EMPTY
    words: Field = EMPTY
    is_rejecting: bool = False


SHUT = QueuePage(path=urls.queue(), is_shut=True)


def page(
    at: QueueAddress,
    rows: Sequence[Any],
    counted: Any,
    beside: Beside,
    lately: Sequence[Done],
    *,
    now: datetime,
    tried: Tried,
) -> QueuePage:
    """Rows, one more than a page holds if there are more, as a page."""
    shown = rows[:PER_PAGE]
    ids = [str(row.id) for row in shown]
    last = shown[-1] if shown else None
    more = ""
    if last is not None and len(rows) > PER_PAGE:
        more = at.going_on(
            was_hidden=last.hidden_at is not None, queued_at=last.queued_at, event_id=last.id
        ).path
    items = tuple(
        item(row, beside, now=now, following=following, tried=tried)
        for row, following in zip(shown, [*ids[1:], *ids[-2:-1], ""], strict=False)
    )
    first = replace(at, after="")
    is_tried = tried.item in (BULK, *ids)
    many = tried if tried.item == BULK else Tried()
    return QueuePage(
        path=urls.queue(),
        query=f"?{at.query}" if at.query else "",
        waiting=str(counted.waiting or ""),
        held=str(counted.held or ""),
        headline=headline(counted.waiting),
        clock=f"The oldest waits {duration(now - counted.oldest)}." if counted.oldest else "",
        is_oldest_first=at.order == OLDEST,
        shows_held=at.show == HELD,
        newest_href=replace(first, order="").path,
        oldest_href=replace(first, order=OLDEST).path,
        waiting_href=replace(first, show="").path,
        held_href=replace(first, show=HELD).path,
        nights=items,
        has_nights=bool(items),
        more_href=more,
        start_href=first.path if at.after else "",
        news=_news(at),
        is_good_news=at.news in queue_address.IS_GOOD,
        done=lately[0] if lately else Done(),
        earlier=tuple(lately[1:]),
        earlier_words=f"{len(lately) - 1} more in the last minute" if len(lately) > 1 else "",
        summary=_summary(tried) if is_tried else (),
        reason=many.reason,
        words=many.words,
        is_rejecting=bool(many.item),
    )


def headline(waiting: int) -> str:
    """How many wait."""
    return {0: "Nothing waits", 1: "1 night waits"}.get(waiting, f"{waiting:,} nights wait")


def lately(lines: Sequence[Any]) -> tuple[Done, ...]:
    """What can still be taken back, of a moderator's lines of the last minute, the last first."""
    newest: set[Any] = set()
    batches: dict[Any, list[Any]] = {}
    gone: set[Any] = set()
    for line in lines:
        if line.batch_id and line.act in DONE:
            batches.setdefault(line.batch_id, []).append(line)
            if line.event_id in newest:
                gone.add(line.batch_id)
        elif line.batch_id:
            gone.add(line.batch_id)
        newest.add(line.event_id)
    return tuple(_done(batch, those) for batch, those in batches.items() if batch not in gone)


def _done(batch: Any, lines: Sequence[Any]) -> Done:
    first = lines[-1]
    if len(lines) == 1:
        return Done(str(batch), f"{DONE[first.act][0]}: {first.title}")
    acts = dict.fromkeys(DONE[line.act][1] for line in reversed(lines))
    counted = [f"{sum(DONE[line.act][1] == act for line in lines)} {act}" for act in acts]
    return Done(str(batch), ", ".join(counted))


def _news(at: QueueAddress) -> str:
    return left_words(at.left) or queue_address.NEWS.get(at.news, "")


def left_words(left: int) -> str:
    """What there is to say about those of several that were not decided."""
    if left == 1:
        return "1 had changed or was decided already: look at it again."
    return f"{left} had changed or were decided already: look at them again." if left else ""


def _summary(tried: Tried) -> tuple[Problem, ...]:
    fields = (("reason", tried.reason), ("words", tried.words))
    return tuple(Problem(f"#{name}-{tried.item}", field.problem) for name, field in fields if field.problem)
