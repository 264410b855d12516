"""Structured logs that hide addresses, tokens and cookies, whoever writes the line (TRUST T32)."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

SECRET_KEYS = re.compile(r"cookie|authorization|token|password|secret|email|database_url", re.IGNORECASE)
HIDDEN = (
    (re.compile(r"://[^\s/@]+@"), "://[hidden]@"),
    (re.compile(r"[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63})*"), "[address]"),
    (re.compile(r"(?i)\b(cookie|authorization)(['\"]?\s*[=:]\s*)[^\r\n]+"), r"\1\2[hidden]"),
    (re.compile(r"(?i)\b(token|password|secret)(['\"]?\s*[=:]\s*)([^\s&;,}]+)"), r"\1\2[hidden]"),
    (re.compile(r"\b(?!127\.)(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b(?!\.)"), r"\1.0"),
    (re.compile(r"(?i)\b([\da-f]{1,4}(?::[\da-f]{1,4}){2})(?::[\da-f]{1,4}){5}\b"), r"\1::"),
    (re.compile(r"(?i)\b([\da-f]{1,4}(?::[\da-f]{1,4}){0,2})(?::[\da-f]{1,4}){0,4}::[\da-f:]+\b"), r"\1::"),
)
HARMLESS = re.compile(r"[A-Za-z /_-]{0,200}")  # none of those above is made of letters alone
LONGEST = 4000  # characters of one record: nobody fills the disk with a single line
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def hide(value: Any) -> Any:
    """A value without anything private, at any depth."""
    if isinstance(value, dict):
        return {
            hide(str(key)): "[hidden]" if SECRET_KEYS.search(str(key)) else hide(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple | set):
        return [hide(item) for item in value]
    if isinstance(value, int | float | bool | None):
        return value
    text = str(value)
    if HARMLESS.fullmatch(text):
        return text
    for pattern, instead in HIDDEN:
        text = pattern.sub(instead, text)
    return CONTROL.sub(" ", _cut(text, LONGEST))


def _cut(text: str, longest: int) -> str:
    # the middle goes: a traceback says at its end what happened, most other lines at the beginning
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]} … {text[-half:]}"


def _hide_private(logger: object, method: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    # one line is one record: a line break somebody sent in must not forge another
    hidden = hide(dict(line))
    return {
        key: item.replace("\n", "\n    " if key in ("exception", "stack") else "\\n")
        if isinstance(item, str)
        else item
        for key, item in hidden.items()
    }


def _in_short(render: Processor) -> Processor:
    """The renderer, held to LONGEST for the whole record: what does not fit is cut, value by value."""

    def rendered(logger: Any, method: str, line: MutableMapping[str, Any]) -> str:
        text = str(render(logger, method, dict(line)))
        for longest in (LONGEST * 3 // 4, LONGEST // 4, LONGEST // 20, LONGEST // 100):
            if len(text) <= LONGEST:
                break
            short = {key: _short(value, longest) for key, value in line.items()}
            text = str(render(logger, method, short))
        return text

    return rendered


def _short(value: Any, longest: int) -> Any:
    return value if isinstance(value, int | float | None) else _cut(str(value), longest)


class Door(logging.StreamHandler):
    """Writes what comes to stderr. A record that cannot be written is named, never shown as it came."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the name is logging's)
        """Says that a line is missing, unless that is itself what cannot be written."""
        if record.name != __name__:
            logging.getLogger(__name__).error("a line of %s could not be written", record.name)


def configure(*, level: str, style: str) -> None:
    """Sends every log line of this process, ours and the libraries', through one door to stderr.

    `style` is text for people or json for machines.
    """
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    last = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = Door(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.PositionalArgumentsFormatter(), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _hide_private,
                _in_short(last),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in ("engineio.server", "socketio.server"):
        # without a level they would add a handler of their own as they start, past this door
        logging.getLogger(name).setLevel("ERROR")
    # uvicorn's lines hold whole addresses and visitors' IPs; our own line for each request does not
    logging.getLogger("uvicorn").setLevel("WARNING")
