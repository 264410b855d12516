"""Where a page may send somebody afterwards (TRUST T18)."""

from urllib.parse import urljoin, urlsplit

import pytest

from openmic.views.path import LONGEST, own_path

ELSEWHERE = [
    "", " ", "my/", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example",
    "\\/evil.example", "/\\/evil.example", "http://evil.example", "https://evil.example/", "HTTPS://evil.example",
    "https:evil.example", "https:/evil.example", "https:///evil.example", "javascript:alert(1)", "JaVaScRiPt:x",
    "data:text/html,x", "vbscript:x", "mailto:x@evil.example", "evil.example", "www.evil.example", "@evil.example",
    ".evil.example", "?q=1", "#x", "/%2fevil.example", "/%2Fevil.example", "%2f%2fevil.example", "/%5cevil.example",
    "/%5Cevil.example", "/a//evil.example", "/..//evil.example", "/./%2fevil.example", "/\tevil.example",
    "/\t/evil.example", "/\n/evil.example", "/\r\nset-cookie: a=b", "\t//evil.example", " //evil.example",
    "/ /evil.example", "/%09/evil.example", "/%0d%0aset-cookie:a", "/%00", "/\0", "/\u2028x", "/＼evil.example",
    "／／evil.example", "/\ud800", "/é", "/%e3%80%82evil", "/" + "x" * LONGEST,
]  # fmt: skip
OURS = [
    "/", "/my/", "/manage/?night=0198c0de-0000-7000-8000-000000000000", "/towns/oxford/?q=jazz+night&when=week",
    "/?q=http://evil.example", "/@evil.example", "/submit/?step=2#title", "/a/../b/", "/;evil.example", "/?then=//evil",
]  # fmt: skip


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_may_lead_elsewhere_leads_nowhere(text: str) -> None:
    assert own_path(text) == ""


@pytest.mark.parametrize("text", OURS)
def test_a_path_of_ours_stays_and_stays_ours(text: str) -> None:
    assert own_path(text) == text
    assert urlsplit(urljoin("https://openmic.example/sign-in/", text)).netloc == "openmic.example"
