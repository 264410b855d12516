"""Random words that prove something, and the hashes under which they are remembered."""

import hmac
import secrets
from hashlib import sha256
from string import ascii_lowercase, digits

LONGEST = 200  # characters; ours have 43


def new() -> str:
    """A word of 256 random bits, fit for a link or a cookie."""
    return secrets.token_urlsafe(32)


def key() -> str:
    """A name for a file that nobody can guess: 32 letters and digits, the same in small and capital letters."""
    return "".join(secrets.choice(ascii_lowercase + digits) for _ in range(32))


def hashed(secret: str) -> str:
    """What is stored of a secret: its SHA-256. As the secret is random, no slower hash is needed."""
    return sha256(secret[:LONGEST].encode("utf-8", "replace")).hexdigest()


def keyed(text: str, *, key: str) -> str:
    """A text's HMAC-SHA-256: the same for the same text, and nothing to guess it from without the key."""
    return hmac.new(key.encode(), text.encode("utf-8", "replace"), sha256).hexdigest()


def signed(text: str, *, key: str) -> str:
    """A text with its signature, to be handed to a visitor and to come back unchanged."""
    return f"{text}.{keyed(text, key=key)}"


def unsigned(given: str, *, key: str) -> str | None:
    """The text of what `signed` made, or None if anybody has changed it."""
    text, _, signature = given.rpartition(".")
    return (
        text
        if hmac.compare_digest(signature.encode("utf-8", "replace"), keyed(text, key=key).encode())
        else None
    )
