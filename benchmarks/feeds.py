"""The feeds to measure: a calendar of about a thousand nights, the largest one, and pages of a hundred."""

from datetime import timedelta

from benchmarks import filling
from openmic import clock, urls

DAYS = 90  # over which filling.LIVE nights are spread


def paths() -> dict[str, list[str]]:
    """Their addresses by what they are; as in a county, when filling.LIVE nights are to come."""
    last = clock.today() + timedelta(days=1000 * DAYS // filling.LIVE)
    return {
        "1,000 nights .ics": [urls.feed("ics", f"until={last}")],
        "2,000 nights .ics": [urls.feed("ics")],
        "100 nights .json": [urls.feed("json"), urls.feed("json", "town=oxford")],
        "100 nights .atom": [urls.feed("atom")],
        "100 nights JSON Feed": [urls.json_feed()],
    }
