"""Reads the CSV files that docs/import.md describes, as spreadsheet programs save them; writes safe ones."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO

from openmic import errors

NEEDED = ("title", "date", "start", "venue")
OPTIONAL = (
    "category",
    "description",
    "end",
    "address",
    "town",
    "postcode",
    "organiser",
    "email",
    "tickets",
    "cancelled",
)
COLUMNS = NEEDED + OPTIONAL
DELIMITERS = ",;\t"
LARGEST = 10_000_000  # bytes
LONGEST_CELL = 100_000  # characters
# Where a program that divides by semicolons or tabs, or by lines, might begin a cell within one of ours
BEGINS = re.compile(r"([;\t\r\n])")


@dataclass(frozen=True)
class SheetRow:
    """One row: `cells` by column name, trimmed; `line` is where it begins in the file, from 1."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What a file holds: its rows, and (line, reason) for what could not be placed."""

    rows: tuple[SheetRow, ...]
    bad: tuple[tuple[int, str], ...]


def read(data: bytes) -> Sheet:
    """Reads CSV (RFC 4180) in UTF-8 with or without BOM, divided by commas, semicolons or tabs.

    Raises errors.TooLarge, and errors.Refusal for what is no such file or lacks a needed column.
    """
    text = _decode(data)
    lines = _split(text)
    first, header = next(lines, (1, []))
    columns = [cell.strip().lower() for cell in header]
    unknown = [name for name in columns if name and name not in COLUMNS]
    complaints = [_unknown(name, columns) for name in unknown]
    missing = [f"There is no column “{name}”." for name in NEEDED if name not in columns]
    twice = [f"There are two columns “{name}”." for name in COLUMNS if columns.count(name) > 1]
    if missing or twice:
        raise errors.Refusal(" ".join((f"In line {first}:", *missing, *twice, *complaints[:5])))
    rows, bad = [], [(first, complaint) for complaint in complaints]
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(columns) :]):
            bad.append((line, "There are more cells than columns: is a text with commas missing its quotes?"))
        else:
            given = zip(columns, cells, strict=False)
            rows.append(SheetRow(line, {name: cell.strip() for name, cell in given if name in COLUMNS}))
    return Sheet(tuple(rows), tuple(bad))


def _decode(data: bytes) -> str:
    if len(data) > LARGEST:
        raise errors.TooLarge(f"A file may have {LARGEST // 1_000_000} MB. Please split it.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise errors.Refusal("This is a spreadsheet program's own file. Please save it as “CSV UTF-8”.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise errors.Refusal(f"Line {line} is not in UTF-8. Please save the file as “CSV UTF-8”.") from error


def _split(text: str):
    """Yields (line it begins in, cells) of each row that is not empty; quoted cells may hold line breaks."""
    head = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    csv.field_size_limit(LONGEST_CELL)
    reader, line = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        reason = "a text in quotes is not closed, has something after it, or is far too long"
        raise errors.Refusal(f"From line {line} on the file cannot be read: {reason}.") from error


def _unknown(name: str, columns: list[str]) -> str:
    free = [known for known in COLUMNS if known not in columns]
    close = get_close_matches(name, free, n=1, cutoff=0.6)
    hint = f"Did you mean “{close[0]}”?" if close else f"The columns are {', '.join(COLUMNS)}."
    return f"The column “{name[:40]}” is not one we know. {hint}"


def write(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A CSV file (RFC 4180) for every spreadsheet program: in UTF-8 with a BOM, every cell in quotes, and none a
    formula, whatever somebody typed.
    """
    text = StringIO(newline="")
    sheet = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    sheet.writerow(columns)
    sheet.writerows([harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell with an apostrophe before whatever a spreadsheet program would reckon (TRUST T22)."""
    text = "".join(f"'{part}" if _is_formula(part) else part for part in BEGINS.split(cell))
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") else text


def _is_formula(text: str) -> bool:
    """Whether what is seen of a text first begins a formula, also in the wide letters of east Asia."""
    first = next((one for one in text if one.isprintable() and not one.isspace()), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[0] in "=+-@"
