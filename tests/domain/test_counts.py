"""What is read of a night's counts."""

from datetime import timedelta
from uuid import uuid4

from openmic import clock
from openmic.adapters.html import PLAIN, render
from openmic.db import Session
from openmic.domain import counts
from openmic.models import Counted, NightCount
from openmic.parts.chart import chart
from openmic.views.counts import Bar, NightCounts, described
from tests.builders import keep, night


async def test_a_nights_counts_are_in_all_and_by_day(session: Session) -> None:
    today, looked_at, unseen = clock.today(), night(), night()
    await keep(session, looked_at, unseen)

    def counted(kind: Counted, times: int, *, days_ago: int) -> NightCount:
        day = today - timedelta(days=days_ago)
        return NightCount(event_id=looked_at.id, counted_on=day, kind=kind, times=times)

    await keep(
        session,
        counted(Counted.VIEW, 3, days_ago=0),
        counted(Counted.VIEW, 5, days_ago=29),
        counted(Counted.VIEW, 7, days_ago=30),
        counted(Counted.VIEW, 11, days_ago=300),
        counted(Counted.CALENDAR, 2, days_ago=0),
        counted(Counted.CALENDAR, 2, days_ago=40),
        counted(Counted.MESSAGE, 1, days_ago=1),
    )
    of_no_night = uuid4()
    found = await counts.of(session, [looked_at.id, unseen.id, of_no_night])
    one = found[looked_at.id]
    assert (one.views, one.calendar, one.messages) == (26, 4, 1)
    assert [bar.times for bar in one.days] == [5, *[0] * 28, 3]
    assert one.days[-1].iso == today.isoformat()
    assert one.words == "26 views, 4 calendar files taken, 1 message passed on"
    for other in (unseen.id, of_no_night):
        assert (found[other].views, found[other].calendar, found[other].messages) == (0, 0, 0)
        assert [bar.times for bar in found[other].days] == [0] * 30
    assert await counts.of(session, []) == {}


def test_a_chart_is_drawn_and_also_told_in_words_and_figures() -> None:
    days = (Bar("Monday 2 March", "2026-03-02", 1), Bar("Tuesday 3 March", "2026-03-03", 1200))
    told = described(days, what="Views by day")
    assert (
        told
        == "Views by day, Monday 2 March to Tuesday 3 March: 1,201 in all, most on Tuesday 3 March: 1,200."
    )
    drawn = render(chart(PLAIN, NightCounts(views=1201, days=days)))
    assert f'role="img" aria-label="{told}"' in drawn
    assert "style=" not in drawn
    assert drawn.count("<rect") == 3  # two bars and the line they stand on
    assert 'datetime="2026-03-03"' in drawn
    assert ">1,200</td>" in drawn


def test_nothing_is_drawn_where_nothing_was_counted() -> None:
    drawn = render(chart(PLAIN, NightCounts(days=(Bar("Monday 2 March", "2026-03-02", 0),))))
    assert "0 views" in drawn
    assert "<svg" not in drawn
