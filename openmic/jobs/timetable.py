"""What happens by the clock, and how often."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from openmic.adapters import mail
from openmic.jobs.deliver_mail import deliver_one
from openmic.jobs.end_features import end_one
from openmic.jobs.forget_pictures import forget_one
from openmic.jobs.remind_moderators import remind
from openmic.settings import Settings


@dataclass(frozen=True)
class Job:
    """One thing to do again and again.

    `run` does a small piece and says whether there is more to do at once. `at_once` is how many of it may be
    under way in this process: one that takes long then holds up no other.
    """

    name: str
    seconds: float
    run: Callable[[], Awaitable[bool]]
    at_once: int = 1


def timetable(settings: Settings) -> tuple[Job, ...]:
    """Every job of a running site."""
    carrier = mail.carrier(settings)
    return (
        Job("deliver mail", 1, partial(deliver_one, carrier, keeps_bodies=settings.debug), at_once=4),
        Job("forget pictures", 3600, forget_one),
        Job("end features", 3600, end_one),
        Job("remind moderators", 900, partial(remind, settings.origin)),
    )
