"""The commands, as an operator types them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.running import ROOT

SHEET = """title,category,date,start,venue,town,organiser,email
Song night,music,2097-12-04,19:30,The Bell,Witney,Jo,jo@example.org
Late poems,spoken,2097-12-05,22:30,The Lantern,Oxford,Kim,kim@example.org
"""


def openmic(*words: str, folder: Path = ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a command with these settings, from a folder; what it says is in `stderr`."""
    env = {**os.environ, **settings}
    done = subprocess.run(
        [sys.executable, "-m", "openmic", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def titles(url: str) -> list[tuple[str, str]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [
            tuple(row)
            for row in connection.execute(text("SELECT title, status FROM event ORDER BY start_at"))
        ]
    engine.dispose()
    return found


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "nights.csv"
    file.write_text(SHEET)
    return file


def test_a_file_is_imported_once_however_often_one_asks(fresh_database: str, sheet: Path) -> None:
    first = openmic("import", str(sheet), DATABASE_URL=fresh_database)
    again = openmic("import", str(sheet), DATABASE_URL=fresh_database)
    assert "Added 2, 0 already here, 0 over already." in first.stderr
    assert "Added 0, 2 already here, 0 over already." in again.stderr
    assert titles(fresh_database) == [("Song night", "pending"), ("Late poems", "pending")]


def test_a_dry_run_only_says_what_would_be(fresh_database: str, sheet: Path) -> None:
    done = openmic("import", str(sheet), "--dry-run", DATABASE_URL=fresh_database)
    assert "Would add 2" in done.stderr
    assert titles(fresh_database) == []


def test_one_bad_row_keeps_everything_out_and_is_named(fresh_database: str, sheet: Path) -> None:
    sheet.write_text(SHEET + "Bad,musik,2097-13-01,19:30,The Bell,Witney,Jo,jo@example.org\n")
    done = openmic("import", str(sheet), "--publish", DATABASE_URL=fresh_database)
    assert done.returncode == 1
    assert "Line 4: date:" in done.stderr
    assert "Line 4: category:" in done.stderr
    assert titles(fresh_database) == []
    rest = openmic("import", str(sheet), "--publish", "--skip-bad", DATABASE_URL=fresh_database)
    assert rest.returncode == 0
    assert [status for _, status in titles(fresh_database)] == ["published", "published"]


def test_a_series_nobody_runs_is_named_once_on_one_line_with_the_options(
    fresh_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "nights.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Songs\nLOCATION:The Bell\n"
        "DTSTART:20260105T193000\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    done = openmic("import", str(file), DATABASE_URL=fresh_database)
    assert done.stderr.splitlines() == [
        "▸ Importing into the database at DATABASE_URL",
        "Line 2: organiser: The calendar does not say who runs it; "
        "say who with --organiser-name and --organiser-email",
        "Added 0, 0 already here, 0 over already, 1 with something wrong.",
    ]
    named = ("--organiser-name", "Jo", "--organiser-email", "jo@example.org")
    assert openmic("import", str(file), *named, DATABASE_URL=fresh_database).returncode == 0


def test_the_command_says_which_database_it_writes_to_and_never_its_password(
    fresh_database: str, sheet: Path, tmp_path: Path
) -> None:
    done = openmic("import", str(sheet), "--dry-run", DATABASE_URL=fresh_database)
    assert done.stderr.startswith("▸ Checking against the database at DATABASE_URL\n")
    assert fresh_database not in done.stderr
    assert "://" not in done.stderr
    away = tmp_path / "away"
    away.mkdir()
    own = tmp_path / "[own] database"
    done = openmic("import", str(sheet), folder=away, DATABASE_URL="", DATA_DIR=str(own))
    assert done.stderr.startswith(f"▸ Importing into the database in {own}\n")
    assert "Added 2, 0 already here" in done.stderr
    assert list(away.iterdir()) == []


def test_what_is_no_file_of_nights_is_refused_in_words(fresh_database: str, sheet: Path) -> None:
    sheet.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    done = openmic("import", str(sheet), DATABASE_URL=fresh_database)
    assert done.returncode == 1
    assert done.stderr.strip()


def test_bad_settings_are_all_named_and_no_value_is_shown() -> None:
    done = openmic(
        "config", "check", DEBUG="false", PUBLIC_URL="http://hush.example", PORT="hush", DATABASE_URL=""
    )
    assert done.returncode == 78
    for name in ("PUBLIC_URL", "PORT", "DATABASE_URL", "ALLOWED_HOSTS"):
        assert name in done.stderr
    assert "hush" not in done.stderr


def test_made_up_nights_can_be_taken_out(fresh_database: str) -> None:
    done = openmic("remove-samples", DATABASE_URL=fresh_database)
    assert "Removed 0 made-up nights." in done.stderr


def test_the_help_names_every_command() -> None:
    said = openmic("--help").stdout
    assert [
        name
        for name in ("run", "build", "import", "remove-samples", "db", "config", "moderator", "job")
        if name not in said
    ] == []


def test_mail_that_has_not_been_sent_is_listed_without_a_word_of_it(fresh_database: str) -> None:
    assert "All mail has been sent." in openmic("outbox", "list", DATABASE_URL=fresh_database).stderr
    engine = create_engine(fresh_database)
    with engine.begin() as connection:
        connection.execute(
            text("""
                INSERT INTO outbox (id, kind, recipient, subject, text, html, reply_to, state, attempts, last_error,
                                    created_at)
                VALUES ('01a20729-a459-7f04-93ef-31ab1de673e4', 'verify', 'robin@example.org', 'Please confirm',
                        'canary', 'canary', '', 'dead', 3, '550 no such user', now() - interval '90 minutes')
            """)
        )
    said = openmic("outbox", "list", DATABASE_URL=fresh_database).stderr
    assert (
        "01a20729-a459-7f04-93ef-31ab1de673e4  verify  dead  1 h 30 min old  3 tries  550 no such user"
        in said
    )
    for private in ("canary", "robin", "Please confirm"):
        assert private not in said
    again = openmic("outbox", "retry", "01a20729-a459-7f04-93ef-31ab1de673e4", DATABASE_URL=fresh_database)
    assert again.returncode == 0
    with engine.connect() as connection:
        queued = connection.execute(text("SELECT state, attempts, next_at <= now() FROM outbox")).one()
    engine.dispose()
    assert tuple(queued) == ("queued", 0, True)


def test_a_mail_that_is_not_there_is_said_plainly(fresh_database: str) -> None:
    missing = openmic("outbox", "retry", "01a20729-a459-7f04-93ef-31ab1de673e4", DATABASE_URL=fresh_database)
    assert missing.returncode == 1
    assert "There is no such mail that has not been sent." in missing.stderr
