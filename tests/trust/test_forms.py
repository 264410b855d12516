"""The forms of a night as an attacker sends them (TRUST T5)."""

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import browser
from tests.sending import FORM, typed

pytestmark = pytest.mark.usefixtures("database")


NAMES = [*typed(), "kept_picture", "seen", "status", "receipt", "mailbox", "token"]
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.text(max_size=40) | st.sampled_from(list(typed().values())))
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=PAIRS,
    path=st.sampled_from(
        [
            "/submit/",
            "/submit/sent/",
            "/verify-email/",
            "/manage/",
            "/manage/change/",
            "/manage/cancel/",
            "/manage/withdraw/",
            "/manage/copy/",
        ]
    ),
)
async def test_whatever_form_is_sent_it_is_answered(pairs: list[tuple[str, str]], path: str) -> None:
    """TRUST T5."""
    body = httpx.QueryParams([(name, value.encode("utf-8", "replace").decode()) for name, value in pairs])
    answer = await browser().post(path, content=str(body), headers=FORM)
    assert answer.status_code < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from([FORM["content-type"], "multipart/form-data; boundary=x", "text/plain", ""]),
)
async def test_whatever_bytes_are_sent_they_are_answered(body: bytes, kind: str) -> None:
    """TRUST T5."""
    for path in (
        "/submit/",
        "/manage/",
        "/submit/sent/?receipt=%ff%00",
        "/manage/change/?token=%ff&night=%00",
    ):
        answer = await browser().post(path, content=body, headers={"content-type": kind})
        assert answer.status_code < 500
