"""What happens by the clock, and when. Another job is one more line here."""

from datetime import timedelta
from functools import partial

from openmic.adapters import mail
from openmic.domain.schedules import Daily, Hourly, Weekly
from openmic.jobs.archive import archive
from openmic.jobs.close_days import close_days
from openmic.jobs.deliver_mail import deliver, settle
from openmic.jobs.end_features import end_one
from openmic.jobs.forget import forget
from openmic.jobs.forget_pictures import forget_one
from openmic.jobs.job import Job, Pump
from openmic.jobs.reapply_erasures import reapply_erasures
from openmic.jobs.refresh_lexicon import refresh_lexicon
from openmic.jobs.remind_moderators import remind
from openmic.jobs.write_counts import write_counts
from openmic.jobs.write_digest import write_digest
from openmic.settings import Settings

A_DAY_AND_A_HALF = timedelta(hours=36)  # what is on from Tuesday night on is worth a mail; older news is not


def pumps(settings: Settings) -> tuple[Pump, ...]:
    """What each process looks at all the time."""
    carrier = mail.carrier(settings)
    leaving = partial(deliver, carrier=carrier, keeps_bodies=settings.debug)
    return (
        Pump("deliver mail", 1, leaving, at_once=4),
        Pump("settle mail", 60, settle),
        Pump("write counts", 5, write_counts),
    )


def jobs(settings: Settings) -> tuple[Job, ...]:
    """What is done once in each period, by whichever process comes first."""
    return (
        Job(
            name="digest",
            about="Writes the weekly mail",
            schedule=Weekly("mon", 9),
            catch_up=A_DAY_AND_A_HALF,
            run=write_digest,
        ),
        Job(
            name="archive",
            about="Puts nights away that are over",
            schedule=Hourly(),
            run=archive,
        ),
        Job(
            name="visits",
            about="Counts the visitors of the day that is over, and forgets their marks",
            schedule=Daily(1),
            run=close_days,
        ),
        Job(
            name="retention",
            about="Takes out what was kept for long enough",
            schedule=Daily(3),
            run=forget,
        ),
        Job(
            name="erasures",
            about="Forgets again whom a restored backup has brought back",
            schedule=Daily(4),
            run=reapply_erasures,
        ),
        Job(
            name="lexicon",
            about="Takes in the words of listed nights, for mistyped searches",
            schedule=Hourly(),
            run=refresh_lexicon,
        ),
        Job(
            name="reminder",
            about="Looks for what has waited long, and tells moderators once a day",
            schedule=Hourly(),
            run=partial(remind, home=settings.origin),
        ),
        Job(
            name="features",
            about="Ends features whose last day is over",
            schedule=Hourly(),
            run=end_one,
        ),
        Job(
            name="pictures",
            about="Takes out pictures that no night shows",
            schedule=Hourly(),
            run=forget_one,
        ),
    )
