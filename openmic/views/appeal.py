"""What an organiser says against a decision."""

from openmic.views.fields import Field

LONGEST = 1000  # characters


def check(typed: str) -> Field:
    """The words as they are to be kept, or as typed with what is wrong with them."""
    words = typed.replace("\r\n", "\n").strip()
    if not words:
        return Field(typed, "Say in a few words why you think so.")
    if len(words) > LONGEST:
        return Field(typed, f"Keep this to {LONGEST:,} characters; it has {len(words):,}.")
    return Field(words)
