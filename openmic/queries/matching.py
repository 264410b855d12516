"""Which published events a search is about: as a condition that its statements share.

Searches of one shape have the same condition, down to the object; only the values differ, and are sent beside it.
`status = 'published'` is written as a literal so that the planner may use the partial indexes, which hold what
is live and nothing else.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, reduce
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, func, literal_column, select, union_all
from sqlmodel import col

from openmic.models import Event, Town, Venue, VenueAlias
from openmic.models.event import LIVE
from openmic.models.search import tokens

E = Event.__table__.c  # pyright: ignore[reportAttributeAccessIssue]

NOW = bindparam("now", type_=E.end_at.type)
# the planner takes "live" and "later than now" for independent, expects hardly a row, and sorts them all;
# said like this, that a night is not over asks nothing of its statistics
NOT_OVER = and_(LIVE, func.greatest(E.end_at, NOW) != NOW)
# no night is longer than a day (a CHECK says so), which lets the index find what is still running
NOT_LONG_AGO = E.start_at > bindparam("earliest")
BEFORE, FROM_ON = E.start_at < bindparam("until"), E.start_at >= bindparam("first")
# a town or venue by an address it once had is the one it was joined to
TOWN_ID = func.coalesce(col(Town.merged_into), col(Town.id))
IN_TOWN = E.town_id == select(TOWN_ID).where(col(Town.slug) == bindparam("town")).scalar_subquery()
VENUE_ID = union_all(
    select(col(Venue.id)).where(col(Venue.slug) == bindparam("venue")),
    select(col(VenueAlias.venue_id)).where(col(VenueAlias.slug) == bindparam("venue")),
).limit(1)
AT_VENUE = E.venue_id == VENUE_ID.scalar_subquery()
OF_KIND = E.category.in_(bindparam("categories", expanding=True))


@dataclass(frozen=True)
class Condition:
    """What listings must fulfil: the same clause for all searches of one shape, and this one's values."""

    clause: ColumnElement[bool]
    values: dict[str, Any] = field(default_factory=dict)


def matching(
    *,
    now: datetime,
    window: tuple[datetime, datetime] | None = None,
    venue: str = "",
    words: str = "",
    town: str = "",
    categories: Collection[str] = (),
) -> Condition:
    """The condition for listings that are not over, narrowed as asked. `venue` and `town` are slugs."""
    conditions: list[ColumnElement[bool]] = [NOT_OVER]
    values: dict[str, Any] = {"now": now}
    asked = wording(words)
    if asked:
        conditions.append(asked.clause)
        values |= asked.values
    else:
        conditions.append(NOT_LONG_AGO)
        values["earliest"] = now - timedelta(days=1)
    if window:
        conditions.append(BEFORE)
        values["until"] = window[1]
        if window[0] > now:
            conditions.append(FROM_ON)
            values["first"] = window[0]
    if town:
        conditions.append(IN_TOWN)
        values["town"] = town
    if venue:
        conditions.append(AT_VENUE)
        values["venue"] = venue
    if categories:
        conditions.append(OF_KIND)
        values["categories"] = sorted(categories)
    return Condition(_all(*conditions), values)


def wording(words: str) -> Condition | None:
    """The condition for events that have all these words; None when there is nothing to look for."""
    asked = tokens(words)
    if not asked:
        return None
    values = {f"word{place}": token for place, token in enumerate(asked)}
    values |= {f"written{place}": f"'{token}'" for place, token in enumerate(asked)}
    values[f"written{len(asked) - 1}"] += ":*"
    return Condition(_has_words(len(asked)), values)


@cache
def _all(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(*conditions)


@cache
def _has_words(many: int) -> ColumnElement[bool]:
    """Words as a tsquery: each as written or stemmed, the last one also as the beginning of a word."""
    parts = [*(_whole(place) for place in range(many - 1)), _either(many - 1)]
    return E.search_vector.op("@@")(reduce(lambda one, other: one.op("&&")(other), parts))


def _whole(place: int) -> ColumnElement:
    # a word English leaves out ("at", "the") asks for nothing: && with the empty query is no condition
    is_left_out = func.numnode(_stemmed(place)) == 0
    return case((is_left_out, literal_column("''::tsquery")), else_=_either(place)).self_group()


def _either(place: int) -> ColumnElement:
    plain = func.to_tsquery(
        literal_column("'openmic_simple'::regconfig"), bindparam(f"written{place}", type_=Text)
    )
    return plain.op("||")(_stemmed(place)).self_group()


def _stemmed(place: int) -> ColumnElement:
    return func.plainto_tsquery(
        literal_column("'openmic_english'::regconfig"), bindparam(f"word{place}", type_=Text)
    )
