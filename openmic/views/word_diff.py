"""What has changed between two texts, word by word, short enough to be read at a glance."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

WORD = re.compile(r"\S+\s*|\s+")
NEAR = 8  # words that are shown before and after a difference; the rest is left out
LONGEST = 4000  # words that are compared one by one; nothing people type into our forms has more


@dataclass(frozen=True)
class Mark:
    """Some words: both texts have them, or only the new one, or only the old one."""

    text: str = ""
    is_added: bool = False
    is_taken: bool = False


@lru_cache(maxsize=2000)
def marks(before: str, after: str) -> tuple[Mark, ...]:
    """The new text with what was taken out and put in; long stretches that stayed are shortened."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > LONGEST:
        return _both(before, after)
    made: list[Mark] = []
    steps = SequenceMatcher(None, old, new).get_opcodes()
    for place, (kind, i1, i2, j1, j2) in enumerate(steps):
        if kind == "equal":
            made.append(Mark(_shortened(new[j1:j2], is_first=place == 0, is_last=place == len(steps) - 1)))
        else:
            made += _both("".join(old[i1:i2]), "".join(new[j1:j2]))
    return tuple(made)


def _both(taken: str, added: str) -> tuple[Mark, ...]:
    taken = taken + " " if taken and added and not taken[-1].isspace() else taken
    both = (Mark(taken, is_taken=True), Mark(added, is_added=True))
    return tuple(mark for mark in both if mark.text)


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> str:
    begin, end = 0 if is_first else NEAR, 0 if is_last else NEAR
    if len(words) <= begin + end + NEAR:
        return "".join(words)
    return "".join([*words[:begin], "… ", *words[len(words) - end :]])
