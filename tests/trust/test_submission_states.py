"""The wizard's handlers as an attacker calls them over the websocket (TRUST T3, T5)."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from openmic.state.submission import SubmissionState
from openmic.views import night_form
from tests.running import RunningSite
from tests.sending import typed
from tests.trust.visitor import STATE, visiting

WIZARD = f"{STATE}.openmic___state___submission____submission_state"
HANDLERS = ("look", "ask", "guess", "back")
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40)
ANYTHING = st.recursive(
    LEAVES | st.sampled_from(["x" * 60_000, "\ud800", "\0", "\u202e", -(10**40), math.nan]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
TYPED = st.dictionaries(st.sampled_from([*night_form.NAMES, "page", "status"]), ANYTHING, max_size=8)
DAYS = st.sampled_from(["9999-12-31", "0001-01-01", "2027-10-31", "2027-03-28", "2026-W50-3"])
HOURS = st.sampled_from(["00:00", "01:30", "23:59", "12am", ""])
NIGHTS = st.builds(lambda on, starts, ends: typed(on=on, starts=starts, ends=ends), DAYS, HOURS, HOURS)


@pytest.mark.parametrize("handler", ["ask", "guess"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=TYPED | NIGHTS | ANYTHING)
async def test_whatever_is_sent_no_handler_fails(handler: str, sent: object) -> None:
    state = SubmissionState(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    for _ in range(2):
        await getattr(SubmissionState, handler).fn(state, sent)
        assert state.notice == ""
    str(state.page).encode()  # it can be sent back


async def test_over_the_websocket_nothing_fails_nothing_is_kept_and_nothing_leaks(
    running_site: RunningSite,
) -> None:
    def nights() -> object:
        with create_engine(running_site.database_url, poolclass=NullPool).connect() as connection:
            return connection.execute(text("SELECT count(*), max(updated_at) FROM event")).one()

    before, log = nights(), len(running_site.log.read_text())
    hostile = [
        {"typed": typed(title="\0\u202e", on="9999-12-31", starts="23:30")},
        {"typed": typed(organiser_email="CANARY@example.org", title="")},
        {"typed": [1, 2]},
        {"typed": {"title": {"a": 1}, "on": 3}},
        {"typed": None},
        {"typed": {}, "more": 1},
        {"page": {"is_ready": True}},
        {},
    ]
    async with visiting(running_site) as visitor:
        heard = await visitor.hydrate("/submit/")
        for handler in HANDLERS:
            for payload in hostile:
                heard += await visitor.call(f"{WIZARD}.{handler}", payload, path="/submit/")
        assert await visitor.call(f"{WIZARD}.look", path="/submit/")
        for name in ("_preview", "setvar", "set_page", "page"):
            assert await visitor.call(f"{WIZARD}.{name}", {"value": "x"}) == []
    assert nights() == before
    said = running_site.log.read_text()[log:]
    assert "handler failed" not in said
    assert "Traceback" not in said
    assert "CANARY" not in "".join(heard) + said
