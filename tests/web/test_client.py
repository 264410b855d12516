"""Compiled documents as shells."""

from base64 import b64encode
from hashlib import sha256

from openmic.web.client import Styles, also_from, cut
from openmic.web.head import Head

DOCUMENT = (
    '<!DOCTYPE html><html><head><title>Built</title><meta content="favicon.ico" property="og:image"/>'
    '<link rel="modulepreload" href="/assets/a.js"/><link rel="modulepreload" href="/assets/b.js"/>'
    "<script>first()</script></head><body><div><!--slot:finder--><p>skeleton</p><!--/slot:finder--></div>"
    '<script type="module" async="">import "/assets/a.js";</script><script src="/x.js"></script></body></html>'
)
STYLES = Styles("p { color: red }")
SHELL = cut(DOCUMENT, code="/assets/client.js", scripts=["own()"], styles=STYLES)


def in_policy(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_the_slot_and_the_head_are_filled_and_nothing_else_is_touched() -> None:
    made = SHELL.fill(Head("Ours <&> title", "Words"), "<p>nights</p>")
    assert "<title>Ours &lt;&amp;&gt; title</title>" in made
    assert "<div><p>nights</p></div>" in made
    assert "skeleton" not in made
    assert "favicon.ico" not in made
    assert made.endswith('<script src="/x.js"></script></body></html>')


def test_the_client_is_asked_for_in_the_head_and_begins_at_the_end() -> None:
    head, body = SHELL.fill(Head("Ours"), "").split("</head>")
    assert head.count("modulepreload") == 1
    assert '<link rel="modulepreload" href="/assets/client.js">' in head
    assert '<script type="module" async="">import "/assets/client.js";</script>' in body


def test_what_the_first_paint_needs_is_in_the_document() -> None:
    head = SHELL.fill(Head("Ours"), "").split("</head>")[0]
    assert head.endswith("<script>own()</script><style>p { color: red }</style>")
    assert 'rel="stylesheet"' not in head


def test_the_policy_allows_exactly_the_shells_own_scripts_and_styles() -> None:
    for text in ("first()", "own()", 'import "/assets/client.js";'):
        assert in_policy(text) in SHELL.policy
    assert SHELL.policy.count("sha256-") == 4
    assert f"style-src 'self' {in_policy(STYLES.text)};" in SHELL.policy
    assert "script-src 'none'" in STYLES.policy()


def test_backslashes_and_dollars_in_a_title_stay_what_they_are() -> None:
    made = SHELL.fill(Head(r"\1 \g<0> $1"), "")
    assert r"<title>\1 \g&lt;0&gt; $1</title>" in made


def test_one_page_may_let_another_sites_widget_in() -> None:
    other = "https://widget.example"
    plain = also_from(Styles("p{}").policy(), other)
    assert f"script-src {other};" in plain
    assert plain.endswith(f"frame-src {other}")
    live = also_from(Styles("p{}").policy("'self' 'sha256-x'"), other)
    assert f"script-src 'self' 'sha256-x' {other};" in live
    without = (part for part in live.split("; ") if not part.startswith(("script-src", "frame-src")))
    assert all(other not in part for part in without)
