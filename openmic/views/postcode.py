"""UK postcodes: recognised and written in the one usual way."""

import re

# The shapes in the Cabinet Office's bulk data transfer standard, which Royal Mail's addresses follow.
OUTWARD = r"[A-PR-UWYZ](?:[0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9]{1,2}|[A-HK-Y][0-9][ABEHMNPRVWXY])"
INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
POSTCODE = re.compile(rf"({OUTWARD}|GIR(?=\s*0AA)) ?({INWARD})", re.IGNORECASE | re.ASCII)
IN_TEXT = re.compile(rf"\b({OUTWARD})\s?({INWARD})\b", re.IGNORECASE | re.ASCII)


def normalise(text: str) -> str | None:
    """A postcode in capitals with one space, such as OX1 2AB; None if the text is not a whole one."""
    found = POSTCODE.fullmatch(" ".join(text.split()))
    return _written(found) if found else None


def take_out(text: str) -> tuple[str, str]:
    """The last postcode in a text (or nothing), and the text without it."""
    found = list(IN_TEXT.finditer(text))
    if not found:
        return "", text
    last = found[-1]
    return _written(last), text[: last.start()] + text[last.end() :]


def _written(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}".upper()
