"""A mail to one person, ready to be written out as text and as a page in the site's look."""

import textwrap
from dataclasses import dataclass

WIDTH = 72  # characters of a line of text, as mail has always had them
FALLBACK = "If the button does not work, copy this address into your browser:"


@dataclass(frozen=True)
class Fact:
    """One line of what a mail is about, such as When and the evening it is; with `href`, a link."""

    label: str
    text: str
    href: str = ""

    @property
    def as_text(self) -> str:
        """The line as plain text. An address stands alone, however long it is."""
        line = _wrapped(f"{self.label}: {self.text}", indent="    ")
        return f"{line}\n{self.href}\n" if self.href else line


@dataclass(frozen=True)
class Letter:
    """What a mail says. All of it is plain text; nothing a stranger typed belongs into the subject (TRUST T15).

    `kind` names what it is for, in the outbox. `button` and `address` are the one thing to do and its whole
    address; empty for none. `home` is the site's own address. `quoted` are lines of somebody else's words.
    """

    kind: str
    subject: str
    home: str
    paragraphs: tuple[str, ...]
    quoted: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    button: str = ""
    address: str = ""
    afterwards: tuple[str, ...] = ()

    @property
    def as_text(self) -> str:
        """The whole mail as plain text. An address stands alone on its line, however long it is."""
        facts = "\n".join(fact.as_text for fact in self.facts).strip()
        action = f"{self.button}:\n{self.address}" if self.button else ""
        closing = f"-- \nOpenMicOxfordshire\n{self.home}/"
        said, after = (tuple(map(_wrapped, words)) for words in (self.paragraphs, self.afterwards))
        quoted = "\n>\n".join(map(_quoted, self.quoted))
        return "\n\n".join(part for part in (*said, quoted, facts, action, *after, closing) if part) + "\n"


def _quoted(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="> ", subsequent_indent="> ", break_on_hyphens=False)


def _wrapped(text: str, *, indent: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
