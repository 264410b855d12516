"""Text as people send it, made fit to keep: no invisible characters, no stray spaces."""

import re
import unicodedata

# Straight ones are found by every search, whichever keyboard wrote them.
APOSTROPHES = str.maketrans(dict.fromkeys("‘’‛ʼ＇", "'"))
BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Cc, Cf and Cs: control characters, bidirectional and zero-width ones, half surrogates (Unicode 16, 4.5)
INVISIBLE = ("Cc", "Cf", "Cs")
# Letters and symbols that draw nothing: a title made of them would look empty.
BLANK = str.maketrans(dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " "))
NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def tidy_line(text: str) -> str:
    """One line of text: trimmed, inner spaces and line breaks become one space each."""
    return " ".join(_visible(text).split())


def tidy_paragraphs(text: str) -> str:
    """Text with line breaks: each line tidied, at most one empty line between two others."""
    lines = "\n".join(" ".join(line.split()) for line in _visible(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def fold(text: str) -> str:
    """The same for texts that differ only in case, accents, spaces or the kind of apostrophe.

    Import keys are made of it: changing what it does makes old nights look new.
    """
    parts = unicodedata.normalize("NFKD", tidy_line(text).casefold())
    return tidy_line("".join(letter for letter in parts if not unicodedata.combining(letter)))


def slugify(text: str) -> str:
    """A piece of an address: a to z, digits and single hyphens; empty if the text has none of them."""
    return NOT_IN_SLUG.sub("-", fold(text).replace("'", "")).strip("-")


def _visible(text: str) -> str:
    broken = BREAKS.sub("\n", text).translate(APOSTROPHES).translate(BLANK)
    kept = (" " if letter == "\t" else letter for letter in broken if letter in "\n\t" or _is_visible(letter))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in INVISIBLE
