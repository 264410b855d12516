"""A mail to one person, ready to be written out as text and as a page in the site's look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One line of what a mail is about, such as When and the evening it is."""

    label: str
    text: str


@dataclass(frozen=True)
class Letter:
    """What a mail says. All of it is plain text; nothing a stranger typed belongs into the subject (TRUST T15).

    `kind` names what it is for, in the outbox. `button` and `address` are the one thing to do and its whole
    address; empty for none. `home` is the site's own address.
    """

    kind: str
    subject: str
    home: str
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    button: str = ""
    address: str = ""
    afterwards: tuple[str, ...] = ()

    @property
    def as_text(self) -> str:
        """The whole mail as plain text."""
        facts = "\n".join(f"{fact.label}: {fact.text}" for fact in self.facts)
        action = f"{self.button}:\n{self.address}" if self.button else ""
        closing = f"OpenMicOxfordshire\n{self.home}/"
        parts = (*self.paragraphs, facts, action, *self.afterwards, closing)
        return "\n\n".join(part for part in parts if part) + "\n"
