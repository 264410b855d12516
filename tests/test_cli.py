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


def openmic(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a command with these settings; what it says is in `stderr`, on one line."""
    env = {**os.environ, "COLUMNS": "200", **settings}
    done = subprocess.run(
        [sys.executable, "-m", "openmic", *words],
        cwd=ROOT,
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


def test_the_help_names_every_command() -> None:
    said = openmic("--help").stdout
    assert [name for name in ("run", "build", "import", "db", "config") if name not in said] == []
