"""Words a moderator should see, however they are spelt: openmic/data/banned_words.txt says which.

Whole words with common endings, never a part of a word: Scunthorpe is no problem. One pass over the text; no
regular expression here takes longer for a hostile one (TRUST T25).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "data" / "banned_words.txt"
AT_MOST = 20  # words that are named of one text
LONGEST = 60  # characters of each
ENDINGS = ("", "s", "es", "ed", "er", "ers", "in", "ing", "ings", "y")
LETTERS = re.compile(r"[^\W\d_]+")
CONTRACTED = re.compile(r"^[a-z]+['’](?:re|s|t|ll|ve|d|m)$")  # "who're" is innocent
THRICE = re.compile(r"(.)\1\1")
REPEATED = re.compile(r"(.)\1+")
EDGES = ".,:;!?\"'()[]{}<>«»“”‘’…-–—_/\\"

# Letters of other alphabets that look like ours, once accents and widths are gone
LOOK_ALIKES = {
    "a": "аαɑᴀ", "b": "вьʙ", "c": "сϲᴄ", "d": "ԁᴅ", "e": "еεҽᴇ", "f": "ғꜰ", "g": "ɡԍɢ", "h": "һнʜ", "i": "іιıɪ",
    "j": "јᴊ", "k": "кκᴋ", "l": "ӏʟł", "m": "мᴍ", "n": "пηɴո", "o": "оοσᴏօø", "p": "рρᴘ", "q": "ԛ", "r": "гʀ",
    "s": "ѕꜱ", "t": "тτᴛ", "u": "υцᴜս", "v": "νѵᴠ", "w": "шωᴡԝ", "x": "хχ", "y": "уүʏ", "z": "ᴢ",
}  # fmt: skip
AS_OURS = str.maketrans({seen: ours for ours, others in LOOK_ALIKES.items() for seen in others})
# Digits and signs that stand for letters; an l is taken for an i, as a 1 may be either
LEET = str.maketrans(dict(zip("013456789@$!|+€£l", "oieasgtbgasiiteii", strict=True)))
SIGNS = frozenset("013456789@$!|+€£")


@dataclass(frozen=True)
class _List:
    """The list, made ready for being looked up."""

    words: frozenset[str]  # with every ending
    beginnings: tuple[str, ...]
    leet: frozenset[str]
    once: frozenset[str]  # each letter once where it comes twice
    by_length: dict[int, tuple[str, ...]]  # without endings, for those with a star for a letter
    in_spaced: tuple[str, ...]  # long enough to mean something among single letters
    clean: tuple[str, ...]


@cache
def _list() -> _List:
    lines = [line.strip() for line in FILE.read_text(encoding="utf-8").splitlines()]
    entries, clean, grade = [], [], ""
    for line in lines:
        if line.startswith("["):
            grade = line
        elif line and not line.startswith("#"):
            (clean if grade == "[clean]" else entries).append(line)
    exact = {entry[1:] for entry in entries if entry.startswith("=")}
    beginnings = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
    stems = {entry.rstrip("*") for entry in entries if not entry.startswith("=")}
    words = frozenset(exact | {stem + ending for stem in stems for ending in ENDINGS})
    bare = sorted(exact | stems)
    return _List(
        words=words,
        beginnings=beginnings,
        leet=frozenset(word.translate(LEET) for word in words),
        once=frozenset(REPEATED.sub(r"\1", word) for word in words),
        by_length={size: tuple(word for word in bare if len(word) == size) for size in map(len, bare)},
        in_spaced=tuple(word.translate(LEET) for word in bare if len(word) > 3),
        clean=tuple(clean),
    )


def flagged(text: str, *, allowed: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of a text that a moderator should see, as they were typed. `allowed` are names, as of venues."""
    pieces = [(piece, _fold(piece)) for piece in text.split()]
    found = dict.fromkeys([*_words(pieces, allowed), *_spaced(pieces)])
    return tuple(word[:LONGEST] for word in found)[:AT_MOST]


def _fold(text: str) -> str:
    """Small letters of our own alphabet, as far as they look like some, and what else there is to see."""
    return text.lower() if text.isascii() else "".join(map(_fold_one, text))


@lru_cache(maxsize=5000)
def _fold_one(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter).casefold()
    seen = (one for one in parts if unicodedata.category(one) not in ("Mn", "Me", "Cf", "Cc"))
    return "".join(seen).translate(AS_OURS)[:4]  # some letters are whole sentences


def _words(pieces: Sequence[tuple[str, str]], allowed: Iterable[str]) -> Iterator[str]:
    """Words that are written as words, whether plainly or in disguise."""
    plain: list[tuple[str, str]] = []
    for typed, folded in pieces:
        parts = LETTERS.findall(folded)
        plain += [(part, typed) for part in parts]
        if _is_disguised(folded, parts):
            yield typed.strip(EDGES) or typed
    bad = [place for place, (word, _) in enumerate(plain) if _is_bad(word)]
    names = _by_word(allowed) if bad else {}
    for place in bad:
        word, typed = plain[place]
        if not any(_stands(plain, name, place) for name in names.get(word, ())):
            yield typed.strip(EDGES)


def _is_bad(word: str) -> bool:
    known = _list()
    if word in known.words or word.startswith(known.beginnings):
        return True
    return bool(THRICE.search(word)) and REPEATED.sub(r"\1", word) in known.once


def _is_disguised(folded: str, parts: Sequence[str]) -> bool:
    """Whether it is such a word with signs in it: f.u.c.k, sh1t, c*nt."""
    known, inner = _list(), folded.strip(EDGES)
    if inner.isalpha() or not parts:
        return False
    if len(parts) > 1 and _is_bad("".join(parts)) and not CONTRACTED.search(inner):
        return True
    if not SIGNS.isdisjoint(inner):
        leet = inner.translate(LEET)
        if leet in known.leet or any(part in known.leet for part in LETTERS.findall(leet)):
            return not any(map(_is_bad, parts))  # else it is found as it is
    if "*" in inner and len(inner) - inner.count("*") > 1:
        same = known.by_length.get(len(inner), ())
        return any(all(a in ("*", b) for a, b in zip(inner, word, strict=True)) for word in same)
    return False


def _by_word(allowed: Iterable[str]) -> dict[str, list[list[str]]]:
    """Names that may be said, by each word they are made of."""
    names: dict[str, list[list[str]]] = {}
    for name in (*_list().clean, *allowed):
        words = LETTERS.findall(_fold(name))
        for word in set(words):
            names.setdefault(word, []).append(words)
    return names


def _stands(plain: Sequence[tuple[str, str]], name: list[str], place: int) -> bool:
    """Whether the word at a place is a part of that name."""
    starts = (place - at for at, word in enumerate(name) if word == plain[place][0])
    return any(
        start >= 0 and [word for word, _ in plain[start : start + len(name)]] == name for start in starts
    )


def _spaced(pieces: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Words in single letters, with spaces between them."""
    for is_single, run in groupby(pieces, key=lambda piece: len(piece[1].strip(EDGES)) < 2):
        some = [(typed, folded.strip(EDGES)) for typed, folded in run] if is_single else []
        joined = "".join(folded for _, folded in some).translate(LEET)
        if any(word in joined for word in _list().in_spaced):
            yield " ".join(typed for typed, _ in some)
