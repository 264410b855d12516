"""Compiled documents as shells."""

from base64 import b64encode
from hashlib import sha256

from openmic.web.client import cut
from openmic.web.head import Head

DOCUMENT = (
    '<!DOCTYPE html><html><head><title>Built</title><meta content="favicon.ico" property="og:image"/>'
    "<script>first()</script></head><body><div><!--slot:finder--><p>skeleton</p><!--/slot:finder--></div>"
    '<script type="module">second()</script><script src="/x.js"></script></body></html>'
)


def test_the_slot_and_the_head_are_filled_and_nothing_else_is_touched() -> None:
    shell = cut(DOCUMENT, "/assets/own.js")
    made = shell.fill(Head("Ours <&> title", "Words"), "<p>nights</p>", stylesheet="/assets/site.css")
    assert "<title>Ours &lt;&amp;&gt; title</title>" in made
    assert "<div><p>nights</p></div>" in made
    assert "skeleton" not in made
    assert "favicon.ico" not in made
    assert made.endswith('<script type="module">second()</script><script src="/x.js"></script></body></html>')


def test_the_policy_allows_exactly_the_shells_own_scripts() -> None:
    policy = cut(DOCUMENT, "/assets/own.js").policy
    for text in ("first()", "second()"):
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.count("sha256-") == 2


def test_backslashes_and_dollars_in_a_title_stay_what_they_are() -> None:
    made = cut(DOCUMENT, "/x.js").fill(Head(r"\1 \g<0> $1"), "", stylesheet="")
    assert r"<title>\1 \g&lt;0&gt; $1</title>" in made
