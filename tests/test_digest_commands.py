"""`openmic digest preview`, as an operator types it."""

from datetime import timedelta
from pathlib import Path

import pytest

from openmic import clock, db
from tests.builders import keep, night
from tests.people import PUBLIC, fingerprint
from tests.test_cli import openmic
from tests.weekly import READER, subscribed

NOTHING = "they would get no mail"


@pytest.fixture
def settings(database: db.Database, fresh_database: str) -> dict[str, str]:
    """A site's address over the test's database."""
    return {
        "DEBUG": "true",
        "PUBLIC_URL": PUBLIC,
        "DATABASE_URL": fresh_database,
        "CONTROLLER_NAME": "Robin Example",
    }


async def test_it_prints_what_somebody_would_get_and_changes_nothing(
    settings: dict[str, str], tmp_path: Path
) -> None:
    async with db.transaction() as session:
        await keep(session, night(start_at=clock.now() + timedelta(days=9), published_at=clock.now()))
    await subscribed()
    before = await fingerprint()
    page = tmp_path / "mail.html"
    done = openmic("digest", "preview", READER, "--html", str(page), **settings)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Subject: 1 new open mic\n\n1 new open mic\n")
    assert "Open mic at the Lantern" in done.stdout
    assert "Run by Robin Example." in done.stdout
    assert f"{PUBLIC}/unsubscribe/?token=preview\n" in done.stdout
    assert page.read_text().startswith("<!doctype html>")
    assert await fingerprint() == before


async def test_it_says_when_there_is_nothing_and_when_nobody_asked(settings: dict[str, str]) -> None:
    await subscribed()
    done = openmic("digest", "preview", READER, **settings)
    assert (done.returncode, done.stdout) == (0, "")
    assert NOTHING in " ".join(done.stderr.split())
    done = openmic("digest", "preview", "nobody@example.org", **settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert "has not asked for the weekly mail" in " ".join(done.stderr.split())
