"""What a guest sees between sending a night in and a person looking at it."""

from dataclasses import dataclass

from openmic.views import dates
from openmic.views.letters.nights import Night
from openmic.views.listing import place_words


@dataclass(frozen=True)
class Receipt:
    """What happens next with a night that has just been sent in. `where_to` is the mailbox we wrote to.

    `secret` is what the link to this page holds, for its own form.
    """

    title: str = ""
    when: str = ""
    where: str = ""
    where_to: str = ""
    is_proved: bool = False
    secret: str = ""
    is_held: bool = False


def receipt(row: Night, *, mailbox: str, is_proved: bool, secret: str, is_held: bool = False) -> Receipt:
    """The receipt of a night."""
    on = dates.on_day(row.start_at)
    return Receipt(
        title=row.title,
        when=f"{dates.day(on, on)}, {dates.hours(row.start_at, row.end_at)}",
        where=place_words(row.venue_name, row.town_name),
        where_to=mailbox,
        is_proved=is_proved,
        secret=secret,
        is_held=is_held,
    )
