"""The table of what is kept for how long says the same in the code and in docs/privacy.md."""

from pathlib import Path

import pytest

from openmic.views.kept import Kept
from openmic.views.retention import TABLE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
HEAD = "| what | how long | then | why | lawful basis | by |"


def as_line(row: Kept) -> str:
    who = "the site" if row.by_the_site else "operator"
    return f"| {row.what} | {row.how_long} | {row.then} | {row.why} | {row.basis} | {who} |"


def test_the_document_has_the_table_of_the_code() -> None:
    lines = PAGE.read_text().splitlines()
    first = lines.index(HEAD)
    shown = lines[first + 2 : lines.index("", first)]
    assert shown == [as_line(row) for row in TABLE]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("nights", "180 days after the night ended"),
        ("report_addresses", "90 days after the report came"),
        ("audit_lines", "1 year after it was done"),
        ("links", "Until they stop working"),
    ],
)
def test_how_long_is_said_in_words(key: str, words: str) -> None:
    assert next(row for row in TABLE if row.key == key).how_long == words


def test_every_row_says_why_and_by_what_right() -> None:
    assert [
        row.key for row in TABLE if not (row.what and row.since and row.why and row.basis and row.then)
    ] == []
    assert {row.basis for row in TABLE} == {"Legitimate interests", "Consent", "Legal duty"}
