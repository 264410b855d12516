"""UK postcodes."""

import pytest

from openmic.views import postcode


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ox1 2jd", "OX1 2JD"),
        ("OX282AB", "OX28 2AB"),
        (" rg9  1ab ", "RG9 1AB"),
        ("w1a 0ax", "W1A 0AX"),
        ("ec1a 1bb", "EC1A 1BB"),
        ("m1 1ae", "M1 1AE"),
        ("gir 0aa", "GIR 0AA"),
    ],
)
def test_a_whole_postcode_is_written_the_usual_way(text: str, written: str):
    assert postcode.normalise(text) == written


@pytest.mark.parametrize("text", ["", "OX1", "OX1 2", "OX1 2CV", "QX1 2JD", "OX1 2JDX", "12345", "OX1-2JD"])
def test_what_is_not_a_whole_postcode_is_not_one(text: str):
    assert postcode.normalise(text) is None


def test_the_last_postcode_is_taken_out_of_a_text():
    assert postcode.take_out("56 Walton St, Oxford OX2 6AE, UK") == ("OX2 6AE", "56 Walton St, Oxford , UK")
    assert postcode.take_out("no code here") == ("", "no code here")
