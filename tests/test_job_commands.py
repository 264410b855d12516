"""The clock's commands, as an operator types them; the site may run meanwhile."""

from typing import Any

from sqlalchemy import create_engine, text

from tests.test_cli import openmic


def asked(url: str, question: str) -> list[Any]:
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(text(question))
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


def test_a_job_is_done_by_hand_once_unless_one_insists(fresh_database: str) -> None:
    before = openmic("job", "list", DATABASE_URL=fresh_database).stdout
    assert "lexicon" in before
    assert "every hour" in before
    assert "not run yet" in before
    first, second = (openmic("job", "run", "lexicon", DATABASE_URL=fresh_database) for _ in range(2))
    assert first.returncode == second.returncode == 0
    assert "is done: 0 rows in" in first.stderr
    assert "Nothing was done now; --again does it once more." in second.stderr
    assert asked(fresh_database, "SELECT job, state, attempts FROM job_run") == [("lexicon", "done", 1)]
    again = openmic("job", "run", "lexicon", "--again", DATABASE_URL=fresh_database)
    assert "is done: 0 rows in" in again.stderr
    assert "Nothing was done" not in again.stderr
    assert asked(fresh_database, "SELECT job, state, attempts FROM job_run") == [("lexicon", "done", 2)]
    assert "Fine" in openmic("job", "list", DATABASE_URL=fresh_database).stdout


def test_what_the_site_is_just_doing_is_left_to_it(fresh_database: str) -> None:
    openmic("job", "run", "lexicon", DATABASE_URL=fresh_database)
    asked(
        fresh_database,
        "UPDATE job_run SET state = 'running', finished_at = NULL, leased_until = now() + interval '1 minute'",
    )
    for more in ((), ("--again",)):
        done = openmic("job", "run", "lexicon", *more, DATABASE_URL=fresh_database)
        assert "is being done just now. Nothing was done now" in done.stderr
    assert asked(fresh_database, "SELECT state, attempts FROM job_run") == [("running", 1)]


def test_a_job_that_fails_says_so(fresh_database: str) -> None:
    asked(fresh_database, "ALTER TABLE lexicon RENAME TO gone")
    done = openmic("job", "run", "lexicon", DATABASE_URL=fresh_database)
    assert done.returncode == 1
    assert "`openmic job list` says why" in done.stderr
    [(state, error)] = asked(fresh_database, "SELECT state, error FROM job_run")
    assert state == "failed"
    assert "lexicon" in error
    assert "Failing" in openmic("job", "list", DATABASE_URL=fresh_database).stdout


def test_a_job_of_another_name_is_none(fresh_database: str) -> None:
    done = openmic("job", "run", "nonsense", DATABASE_URL=fresh_database)
    assert done.returncode == 1
    assert "There are: digest, archive, " in done.stderr


def test_mail_is_dropped_by_hand_once(fresh_database: str) -> None:
    asked(
        fresh_database,
        """
        INSERT INTO outbox (id, kind, recipient, subject, text, html, reply_to, state, attempts, last_error)
        VALUES ('01a20729-a459-7f04-93ef-31ab1de673e4', 'digest', 'robin@example.org', 'x', 'x', 'x', '',
                'uncertain', 1, 'Disconnected')
        """,
    )
    first, second = (
        openmic("outbox", "drop", "01a20729-a459-7f04-93ef-31ab1de673e4", DATABASE_URL=fresh_database)
        for _ in range(2)
    )
    assert (first.returncode, second.returncode) == (0, 1)
    assert "There is no such mail that has not been sent." in second.stderr
    assert asked(fresh_database, "SELECT state, text FROM outbox") == [("dropped", "")]
    assert asked(fresh_database, "SELECT act, by, reason FROM audit_entry") == [
        ("drop_mail", "site", "Weekly mail, 01a20729-a459-7f04-93ef-31ab1de673e4")
    ]
    assert "All mail has been sent." in openmic("outbox", "list", DATABASE_URL=fresh_database).stderr
