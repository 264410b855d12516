"""CSV as people's spreadsheet programs save it."""

import csv
import re
import subprocess
import unicodedata
from contextlib import suppress
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic import errors
from openmic.adapters import spreadsheets
from openmic.adapters.spreadsheets import SheetRow, read


def refusal(data: bytes) -> str:
    with pytest.raises(errors.Refusal) as caught:
        read(data)
    return caught.value.advice


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_way_of_writing_it_is_read_the_same(delimiter: str, bom: bytes, end: str):
    lines = (["Title", "DATE", "start ", "venue"], ["Café", "2027-03-14", "19:30", " The Fox "])
    data = bom + end.join(delimiter.join(line) for line in lines).encode()
    cells = {"title": "Café", "date": "2027-03-14", "start": "19:30", "venue": "The Fox"}
    assert read(data) == spreadsheets.Sheet((SheetRow(2, cells),), ())


def test_rows_know_their_first_line_though_texts_span_several():
    sheet = read(b'title,date,start,venue,description\nA,,,,"one\ntwo\n\nfour"\n\n,,,,\nB,,,,\n')
    assert [(row.line, row.cells["title"]) for row in sheet.rows] == [(2, "A"), (8, "B")]
    assert sheet.rows[0].cells["description"] == "one\ntwo\n\nfour"


def test_an_unknown_column_is_named_with_a_suggestion():
    assert read(b"title,date,start,venue,descripton\n").bad == (
        (1, "The column “descripton” is not one we know. Did you mean “description”?"),
    )


def test_an_unknown_column_like_no_other_gets_the_whole_list():
    ((line, reason),) = read(b"title,date,start,venue,colour\n").bad
    assert (line, "The columns are title, date" in reason) == (1, True)


def test_a_missing_column_is_a_refusal_that_names_what_is_there_instead():
    advice = refusal(b"titel,date,start,place\n")
    assert advice.startswith("In line 1: There is no column “title”. There is no column “venue”.")
    assert "“titel” is not one we know. Did you mean “title”?" in advice


def test_a_column_given_twice_is_a_refusal():
    assert "two columns “title”" in refusal(b"title,title,date,start,venue\n")


def test_a_row_with_too_many_cells_is_bad_and_the_others_are_read():
    sheet = read(b"title,date,start,venue\nTea, cake and songs,2027-03-14,19:30,The Fox\nB,,,\nC,,,,,,\n")
    assert [line for line, _ in sheet.bad] == [2]
    assert [row.line for row in sheet.rows] == [3, 4]


def test_a_short_row_leaves_cells_out():
    assert read(b"title,date,start,venue\nA\n").rows == (SheetRow(2, {"title": "A"}),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "There is no column “title”"),
        (b"PK\x03\x04rest", "save it as “CSV UTF-8”"),
        (b"title,date\nCaf\xe9,", "Line 2 is not in UTF-8"),
        ("title".encode("utf-16"), "Line 1 is not in UTF-8"),
        (b'title,date,start,venue\nA,,,\n"B,,,\nC,,,\n', "From line 3 on the file cannot be read"),
        (b'title,date,start,venue\n"A" b,,,\n', "From line 2 on the file cannot be read"),
        (b"title,date,start,venue\n" + b"x" * 200_000, "far too long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_line(data: bytes, words: str):
    assert words in refusal(data)


def test_a_huge_file_is_refused():
    with pytest.raises(errors.TooLarge):
        read(b"x" * (spreadsheets.LARGEST + 1))


@given(st.binary(max_size=400) | st.text('title,date;start\t\n\r"venue\x00', max_size=200).map(str.encode))
def test_hostile_bytes_give_rows_or_a_refusal(data: bytes):
    for start in (b"", b"title,date,start,venue\n"):
        with suppress(errors.Refusal):
            assert isinstance(read(start + data), spreadsheets.Sheet)


HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b\u2060=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹦1+1",
    '=HYPERLINK("https://evil.example";"Click")',
    "=cmd|' /C calc'!A0",
    '"=1+1',
    '","=1+1',
    "a\n=1+1",
    "a\r\n=1+1",
    'a"\r\n=1+1',
    "a;=1+1",
    'a";=1+1',
    "a\t=1+1",
    "\n=1+1",
    "'=1+1",
    "sep=;",
    "{=1+1}",
]
CALM = [
    "Rock-n-roll",
    "Jam; then a slam",
    "Café ☕ 7.30pm",
    "it’s 50% off",
    "a = b",
    "2+2 is 4",
    "",
    "two\nlines",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_what_a_program_would_reckon_gets_an_apostrophe(cell: str):
    """TRUST T22."""
    safe = spreadsheets.harmless(cell)
    for part in re.split(r"[;\t\r\n]", safe):
        shown = unicodedata.normalize("NFKC", "".join(one for one in part if one.isprintable())).strip()
        assert shown[:1] not in ("=", "+", "-", "@") or not shown
    assert safe[:1] not in ("\t", "\r")
    assert safe.replace("'", "") == cell.replace("'", "")


@pytest.mark.parametrize("cell", CALM)
def test_other_words_stay_as_they_are(cell: str):
    assert spreadsheets.harmless(cell) == cell


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=4))
def test_whatever_is_written_is_read_again_cell_by_cell(lines: list[list[str]]):
    text = spreadsheets.write(("a", "b"), lines).decode("utf-8-sig")
    found = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert found == [["a", "b"], *([spreadsheets.harmless(cell) for cell in line] for line in lines)]


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def opened(data: bytes, folder: Path, divided_by: str) -> list[ElementTree.Element]:
    """The cells that LibreOffice makes of a file."""
    (folder / "nights.csv").write_bytes(data)
    filter_ = f"--infilter=CSV:{ord(divided_by)},34,76,1"
    settings = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", settings, "--headless", filter_, "--convert-to", "fods", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "nights.csv")], check=True, capture_output=True, timeout=100)
    return ElementTree.parse(folder / "nights.fods").findall(f".//{TABLE}table-cell")


@pytest.mark.office
@pytest.mark.parametrize("divided_by", [",", ";", "\t"])
def test_libreoffice_finds_text_and_no_formula(tmp_path: Path, divided_by: str):
    data = spreadsheets.write(("title", "venue"), [(cell, cell) for cell in HOSTILE + CALM])
    cells = opened(data, tmp_path, divided_by)
    assert len(cells) > len(HOSTILE)
    assert [cell.get(f"{TABLE}formula") for cell in cells if cell.get(f"{TABLE}formula")] == []
    kinds = {kind for cell in cells if (kind := cell.get(f"{OFFICE}value-type"))}
    assert kinds == {"string"}


@pytest.mark.office
def test_libreoffice_would_reckon_what_is_written_as_it_is(tmp_path: Path):
    """Else the test above could not fail."""
    cells = opened(b'"title","venue"\r\n"=1+1","+1"\r\n', tmp_path, ",")
    assert [cell.get(f"{TABLE}formula") for cell in cells if cell.get(f"{TABLE}formula")] == ["of:=1+1"]
