"""One kind of thing that is kept for a while: for how long, why, and what becomes of it then."""

from dataclasses import dataclass
from datetime import timedelta

INTERESTS = "Legitimate interests"
CONSENT = "Consent"
DUTY = "Legal duty"
YEAR = 365
UNTIL_ITS_END = 0


@dataclass(frozen=True)
class Kept:
    """One kind of thing: it goes `days` after the moment that `since` names, to the microsecond.

    `key` names what forgets it (openmic.domain.retention); where `by_the_site` is False the operator's own tools do.
    """

    key: str
    what: str
    days: int
    since: str
    why: str
    basis: str = INTERESTS
    then: str = "Deleted."
    by_the_site: bool = True

    @property
    def after(self) -> timedelta:
        """How long it is kept."""
        return timedelta(days=self.days)

    @property
    def how_long(self) -> str:
        """The same for people, with the moment it is counted from."""
        if self.days == UNTIL_ITS_END:
            return f"Until {self.since}"
        if self.days % YEAR == 0:
            years = self.days // YEAR
            return f"{years} year{'s' if years > 1 else ''} after {self.since}"
        return f"{self.days} days after {self.since}"
