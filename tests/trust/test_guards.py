"""Every guarded address asks first who is there."""

import re
from uuid import UUID

import pytest

from openmic.errors import NotAllowed
from openmic.views.people import Person
from openmic.web import signed_in
from tests.people import browser, sign_in
from tests.test_house_rules import GUARDED_ROUTES

pytestmark = pytest.mark.usefixtures("database")
RANKS = ("organiser", "moderator", "admin")
NIGHT = "0198c0de-0000-7000-8000-000000000000"
CALLS = [(path, method) for path, methods in GUARDED_ROUTES.items() for method in sorted(methods)]


@pytest.mark.parametrize(("path", "method"), CALLS)
async def test_nobody_gets_in_unknown(path: str, method: str) -> None:
    address = re.sub(r"\{\w+\}", NIGHT, path)
    for cookie in ("", "openmic_session=made-up", "openmic_session=" + "A" * 43):
        answer = await browser(cookie=cookie).request(method, f"{address}?night={NIGHT}")
        if method in ("GET", "HEAD"):
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in/")
        else:
            assert answer.status_code == 401
        assert "set-cookie" not in answer.headers


async def test_who_had_to_sign_in_comes_back_to_where_they_were() -> None:
    visitor = browser()
    sent = await visitor.get(f"/my/?before={NIGHT}")
    assert sent.headers["location"] == (
        "/sign-in/?then=%2Fmy%2F%3Fbefore%3D0198c0de-0000-7000-8000-000000000000"
    )
    await sign_in(visitor)
    assert (await visitor.get("/my/")).status_code == 200


async def test_only_a_role_that_reaches_gets_in() -> None:
    person = {role: Person(UUID(int=1), role, role != "organiser") for role in RANKS}
    for has in RANKS:
        for wanted in RANKS:
            if RANKS.index(has) >= RANKS.index(wanted):
                assert signed_in.admit(person[has], role=wanted) is person[has]
            else:
                with pytest.raises(NotAllowed):
                    signed_in.admit(person[has], role=wanted)
