"""A mail server that takes for ever keeps nobody waiting who sends a night in (TRUST R4, R5)."""

import asyncio
from pathlib import Path

import httpx

from tests.mail_sink import Received, Sink
from tests.running import running
from tests.sending import typed

NIGHTS = 6


def test_a_night_is_taken_while_the_mail_server_says_nothing(
    fresh_database: str, smtp_sink: Sink, tmp_path: Path
) -> None:
    answered: list[Received] = []

    async def never(received: Received) -> str:
        await asyncio.sleep(20)
        answered.append(received)
        return "250 OK"

    smtp_sink.answer = never
    settings = {"DATABASE_URL": fresh_database, "SAMPLE_DATA": "false", "DATA_DIR": str(tmp_path)}
    with (
        running(tmp_path, **settings, **smtp_sink.settings) as site,
        httpx.Client(base_url=site.url, headers={"origin": site.url}, trust_env=False) as browser,
    ):
        for number in range(NIGHTS):
            form = typed(organiser_email=f"organiser-{number}@example.org", key="")
            assert browser.post("/submit/", data=form).status_code == 303
        assert answered == [], "the mail server has answered, so this proves nothing"
        site.kill()
