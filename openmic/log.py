"""Structured logs that hide addresses, tokens and cookies, whoever writes the line (TRUST T32)."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

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
LONGEST = 4000  # characters of one value: nobody fills the disk with a single line
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
    for pattern, instead in HIDDEN:
        text = pattern.sub(instead, text)
    return CONTROL.sub(" ", text if len(text) <= LONGEST else text[:LONGEST] + "…")


def _hide_private(logger: object, method: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    # one line is one record: a line break somebody sent in must not forge another
    hidden = hide(dict(line))
    return {
        key: item.replace("\n", "\n    " if key in ("exception", "stack") else "\\n")
        if isinstance(item, str)
        else item
        for key, item in hidden.items()
    }


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
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.PositionalArgumentsFormatter(), *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _hide_private, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # uvicorn's lines hold whole addresses and visitors' IPs; our own line for each request does not
    logging.getLogger("uvicorn").setLevel("WARNING")
