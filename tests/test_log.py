"""What is private stays out of the log, whoever writes the line and however it is written."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

import pytest
import structlog

from openmic import log


@contextmanager
def written(style: str, *, level: str = "info") -> Iterator[Callable[[], str]]:
    """Logs as a site does, and gives what was written; afterwards the process logs as it did before."""
    root = logging.getLogger()
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict] + [root]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in loggers]
    with redirect_stderr(StringIO()) as lines:
        log.configure(level=level, style=style)
        yield lines.getvalue
    structlog.reset_defaults()
    for one, handlers, was, propagate in before:
        one.handlers[:] = handlers
        one.setLevel(was)
        one.propagate = propagate


def say(message: str, **more: object) -> None:
    structlog.get_logger().info(message, **more)


IN_BOTH_STYLES = pytest.mark.parametrize("style", ["text", "json"])


@IN_BOTH_STYLES
@pytest.mark.parametrize(
    ("message", "secret"),
    [
        ("from canary@example.org", "canary"),
        ("from canary+tag@mail.example.org, again", "canary"),
        ("GET /?email=canary%40example.org", "canary"),
        ("GET /verify/?token=canary&next=/", "canary"),
        ("GET /verify/?a=1&TOKEN=canary", "canary"),
        ("{'token': 'canary'}", "canary"),
        ("password = canary", "canary"),
        ("Cookie: theme=dark; session=canary", "canary"),
        ("Set-Cookie: session=canary; HttpOnly", "canary"),
        ("Authorization: Bearer canary.canary", "canary"),
        ("cannot reach postgresql://openmic:canary!pass@db/openmic", "canary"),
        ("from 203.0.113.77", "113.77"),
        ("from 2001:db8:1:2:3:4:5:beef", "beef"),
        ("from 2001:db8::beef port 1", "beef"),
        ("from 2001:db8:a:b::beef", "beef"),
    ],
)
def test_a_secret_in_a_message_is_hidden(style: str, message: str, secret: str):
    with written(style) as lines:
        say(message)
        logging.getLogger("some.library").warning("it said %s", message)
    assert secret not in lines()
    assert len(lines().splitlines()) == 2


@IN_BOTH_STYLES
@pytest.mark.parametrize(
    "private",
    [
        {"email": "canary"},
        {"headers": {"Cookie": "canary"}},
        {"headers": {"set-cookie": ["canary", "canary"]}},
        {"form": {"step": 1, "more": [{"organiser_email": "canary"}]}},
        {"database_url": "canary"},
        {"who": ("canary@example.org",)},
        {"who": {"canary@example.org"}},
        {"counts": {"canary@example.org": 1}},
        {"error": ValueError("canary@example.org")},
        {"body": b"canary@example.org"},
        {"deep": [[[{"a": {"b": "token=canary"}}]]]},
    ],
)
def test_a_secret_in_a_value_is_hidden_at_any_depth(style: str, private: dict[str, object]):
    with written(style) as lines:
        say("sent", **private)
    assert "canary" not in lines()
    assert "[hidden]" in lines() or "[address]" in lines()


@IN_BOTH_STYLES
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_line_break_sent_in_forges_no_line(style: str, end: str):
    with written(style) as lines:
        say(f"tea{end}2026-01-01 [info] forged", title=f"a{end}2026-01-01 [info] forged")
        logging.getLogger("some.library").warning("tea%sforged", end)
    assert len(lines().splitlines()) == 2


@IN_BOTH_STYLES
def test_a_terminal_is_sent_no_commands(style: str):
    with written(style) as lines:
        say("\x1b[2Jgone \u202egnihton")
    assert not {"\x1b", "\u202e"} & set(lines())


@IN_BOTH_STYLES
def test_an_exceptions_words_are_cleaned_and_forge_no_line(style: str):
    with written(style) as lines:
        try:
            raise ValueError("canary@example.org\n2026-01-01 [info] forged")
        except ValueError:
            structlog.get_logger().exception("It failed")
            logging.getLogger("some.library").exception("It failed too")
    assert "canary" not in lines()
    assert lines().count("ValueError: [address]") == 2
    assert not any(line.startswith("2026-01-01") for line in lines().splitlines())


@pytest.mark.parametrize("name", ["uvicorn.error", "uvicorn", "sqlalchemy.engine", "some.library"])
def test_a_librarys_lines_go_through_the_same_door(name: str):
    foreign = logging.getLogger(name)
    own_stream = StringIO()
    foreign.handlers[:] = [logging.StreamHandler(own_stream)]
    foreign.propagate = False
    with written("json") as lines:
        foreign.error("lost %s\nforged", "canary@example.org")
    (line,) = lines().splitlines()
    assert json.loads(line)["event"] == "lost [address]\\nforged"
    assert own_stream.getvalue() == ""
    foreign.handlers.clear()
    foreign.propagate = True


def test_uvicorns_lines_about_requests_are_not_written():
    with written("text") as lines:
        logging.getLogger("uvicorn.access").info('203.0.113.77 - "GET /?token=canary"')
    assert lines() == ""


def test_times_numbers_and_plain_words_stay_as_they_are():
    with written("json") as lines:
        say("at 19:30:00", version="1.2.3", count=3, took=0.5, here="127.0.0.1", found=None, cut=True)
    line = json.loads(lines())
    del line["timestamp"]
    assert line == {
        "event": "at 19:30:00",
        "version": "1.2.3",
        "count": 3,
        "took": 0.5,
        "here": "127.0.0.1",
        "found": None,
        "cut": True,
        "level": "info",
    }


def test_only_what_is_important_enough_is_written():
    with written("text", level="warning") as lines:
        say("small talk")
        structlog.get_logger().warning("news")
    assert "small talk" not in lines()
    assert "news" in lines()


@IN_BOTH_STYLES
@pytest.mark.parametrize("filler", ["x", "\n", "é", "\u202e", "😀", '"'])
def test_a_record_is_never_longer_than_a_page(style: str, filler: str):
    with written(style) as lines:
        say(
            "begins " + filler * 60_000,
            title=filler * 60_000,
            more=[filler * 9000] * 9,
            deep={filler * 9000: 1},
        )
        try:
            raise ValueError(filler * 60_000 + " the end")
        except ValueError:
            logging.getLogger("some.library").exception("failed " + filler * 60_000)
    for record in lines().splitlines() if style == "json" else [lines()[:4000], lines()[-4000:]]:
        assert len(record) <= 4000
    assert len(lines()) <= 8100
    assert "begins" in lines()
    assert lines().count("Traceback") == 1
    assert "the end" in lines(), "a traceback's last words say what happened"


@IN_BOTH_STYLES
def test_a_line_that_cannot_be_written_is_named_and_not_shown(style: str):
    with written(style) as lines:
        logging.getLogger("some.library").error("%d of them", "canary@example.org")
    assert "some.library" in lines()
    assert "canary" not in lines()
    assert len(lines().splitlines()) == 1


def test_a_log_that_cannot_be_written_to_stops_nobody():
    with written("text"):
        handler = logging.getLogger().handlers[0]
        handler.stream = StringIO()
        handler.stream.close()
        say("tea")
