"""CSV as people's spreadsheet programs save it."""

from contextlib import suppress

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
