"""Words on a picture: two typefaces, lines that fit, and no sign that neither typeface has."""

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import ImageDraw, ImageFont

FOLDER = files("openmic").joinpath("data/cards")
DISPLAY, TEXT = "caprasimo.woff2", "noto-sans.woff2"
NO_SIGN = "\U0010ffff"  # no typeface has it: what is drawn for it stands for every sign a typeface lacks
ELLIPSIS = "…"
LOOSE = " ,.;:-–&"  # what does not stand before an ellipsis


@lru_cache(maxsize=64)
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A typeface in one size, in pixels."""
    file = io.BytesIO(FOLDER.joinpath(name).read_bytes())
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=5000)
def has(name: str, sign: str) -> bool:
    """Whether a typeface has a sign."""
    return sign == " " or _drawn(name, sign) != _drawn(name, NO_SIGN)


def _drawn(name: str, sign: str) -> bytes:
    return bytes(face(name, 20).getmask(sign))  # pyright: ignore[reportArgumentType]


def legible(text: str) -> str:
    """What of a text can be written in our typefaces: without emoji, and without scripts that they do not have."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    signs = (sign for sign in spaced if unicodedata.category(sign)[0] not in "CM" and has(TEXT, sign))
    return " ".join("".join(signs).split())


@dataclass(frozen=True)
class Hand:
    """A typeface in a size and a colour. A word with a sign that it lacks is written in the plain one, whole."""

    name: str
    size: int
    colour: str

    def font(self, word: str) -> ImageFont.FreeTypeFont:
        """What a word is written in."""
        return face(self.name if all(has(self.name, sign) for sign in word) else TEXT, self.size)

    @property
    def space(self) -> float:
        """The width of a blank."""
        return face(self.name, self.size).getlength(" ")

    def width(self, line: str) -> float:
        """How long a line is, in pixels."""
        words = line.split(" ")
        return sum(self.font(word).getlength(word) for word in words) + self.space * (len(words) - 1)

    def write(self, draw: ImageDraw.ImageDraw, x: float, y: float, line: str) -> None:
        """Writes a line with its baseline at `y`."""
        for word in line.split(" "):
            font = self.font(word)
            draw.text((x, y), word, self.colour, font, anchor="ls")
            x += font.getlength(word) + self.space

    def fill(self, text: str, width: int, *, most: int) -> tuple[list[str], bool]:
        """A text in at most so many lines, and whether it is whole: nothing left out, no word broken."""
        lines, line, is_whole = [], "", True
        for word in text.split(" "):
            longer = f"{line} {word}".strip()
            if self.width(longer) <= width:
                line = longer
                continue
            lines += [line] if line else []
            pieces = self.broken(word, width)
            is_whole = is_whole and len(pieces) == 1
            lines += pieces[:-1]
            line = pieces[-1]
        lines.append(line)
        if len(lines) <= most:
            return lines, is_whole
        return [*lines[: most - 1], self.cut(lines[most - 1], width)], False

    def broken(self, word: str, width: int) -> list[str]:
        """A word in pieces that each fit into a line."""
        font, pieces, taken = self.font(word), [""], 0.0
        for sign in word:
            wide = font.getlength(sign)
            if taken + wide > width:
                pieces.append("")
                taken = 0.0
            pieces[-1] += sign
            taken += wide
        return pieces

    def cut(self, line: str, width: int) -> str:
        """A line with a sign that there is more, in the room there is."""
        line = line.rstrip(LOOSE)
        while line and self.width(line + ELLIPSIS) > width:
            line = line[:-1].rstrip(LOOSE)
        return line + ELLIPSIS
