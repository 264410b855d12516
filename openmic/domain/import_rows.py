"""One form for the nights of a file, whichever kind of file it is."""

from dataclasses import dataclass
from hashlib import sha256

Trouble = tuple[str, str]  # field, sentence


@dataclass(frozen=True)
class Defaults:
    """Whom to write to about nights whose file does not say.

    `advice` is how to give them, in the words of whoever asks for the import: the end of a sentence.
    """

    organiser_name: str = ""
    organiser_email: str = ""
    advice: str = "give a name and an address for such nights"


@dataclass(frozen=True)
class ImportRow:
    """One night as the file has it. `fields` are a Submission's; `troubles` is what was wrong already,
    and also speaks for the fields that are left out.

    `key` is the same whenever the same night is imported; it is empty if the night cannot be told.
    """

    line: int
    fields: dict[str, object]
    key: str = ""
    cancelled: bool = False
    troubles: tuple[Trouble, ...] = ()


def import_key(*identity: str) -> str:
    """What tells a night from all others, as 64 hexadecimal digits (SHA-256)."""
    return sha256("\n".join(identity).encode("utf-8", "replace")).hexdigest()
