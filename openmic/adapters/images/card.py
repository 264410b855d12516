"""Draws a card: the picture of 1200 by 630 that others show with a link to us, in our own look (styles/card.svg)."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageOps

from openmic.adapters.images.lettering import DISPLAY, FOLDER, TEXT, Hand, legible
from openmic.views.card import Card

SIZE = (1200, 630)
LARGEST = 100_000  # bytes
OURS, THEIRS = (
    64,
    (192, 96, 48, 24, 12, 6),
)  # colours of the words, and of the picture: as many as make a file small enough
PAPER, INK, LAMP, OXBLOOD = "#fffaf0", "#26170f", "#f2b143", "#a8341f"
LEFT, TOP, BOTTOM, WIDTH = 64, 84, 522, 620  # where the words are, in pixels
LABEL, GAP = 46, 20
TITLES = (84, 76, 68, 60, 54, 48, 42)  # sizes
FRAME, SIDE, ROUND = (728, 108), 400, 18  # where the picture is
HEADS = (0.5, 0.4)  # of what is cut off a picture, less at the top


def draw(card: Card, picture: bytes = b"") -> bytes:
    """A card as a PNG of no more than 100 kB, with what our typefaces have of its words. `picture` is one of our own
    WebP files; one that cannot be read is left out.
    """
    paper = _piece("backdrop")
    _write(ImageDraw.Draw(paper), card)
    shown = ImageOps.fit(_opened(picture) or _drawings(card.kinds), (SIDE, SIDE), centering=HEADS)
    shown = ImageOps.grayscale(shown).convert("RGB") if card.is_cancelled else shown
    mask = Image.new("L", (SIDE * 2, SIDE * 2))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, SIDE * 2 - 1, SIDE * 2 - 1), ROUND * 2, fill=255)
    framed = paper.crop((*FRAME, FRAME[0] + SIDE, FRAME[1] + SIDE))
    framed.paste(shown, mask=mask.resize((SIDE, SIDE)))
    return _png(paper, framed)


def _piece(name: str) -> Image.Image:
    with FOLDER.joinpath(f"{name}.png").open("rb") as file:
        return Image.open(file).convert("RGB")


def _opened(picture: bytes) -> Image.Image | None:
    try:
        return Image.open(io.BytesIO(picture), formats=("WEBP",)).convert("RGB") if picture else None
    except OSError:
        return None


def _drawings(kinds: Sequence[str]) -> Image.Image:
    """The drawing of a kind of night; of several, four as a square."""
    if len(kinds) == 1:
        return _piece(kinds[0])
    half, whole = SIDE // 2, Image.new("RGB", (SIDE, SIDE))
    for place, kind in enumerate(kinds[:4]):
        whole.paste(_piece(kind).resize((half, half)), (place % 2 * half, place // 2 * half))
    return whole


def _write(draw: ImageDraw.ImageDraw, card: Card) -> None:
    """Label, title, time and place from top to bottom, in the middle of the room there is."""
    label, ground, ink = ("Cancelled", OXBLOOD, PAPER) if card.is_cancelled else (card.label, LAMP, INK)
    badge, time, place = Hand(TEXT, 26, ink), Hand(TEXT, 36, LAMP), Hand(TEXT, 32, PAPER)
    title, where = legible(card.title) or card.label, legible(card.where)
    places, _ = place.fill(where, WIDTH, most=2)
    below = [(time, list(card.when), 1.3), (place, places if where else [], 1.3)]
    blocks = [(*_heading(title, BOTTOM - TOP - LABEL - _height(below)), 1.1), *below]
    y = TOP + (BOTTOM - TOP - LABEL - _height(blocks)) / 2
    draw.rounded_rectangle((LEFT, y, LEFT + badge.width(label) + 36, y + LABEL), 10, fill=ground)
    badge.write(draw, LEFT + 18, y + 0.7 * LABEL, label)
    y += LABEL
    for hand, lines, lead in blocks:
        y += GAP if lines else 0
        for line in lines:
            hand.write(draw, LEFT, y + 0.85 * hand.size, line)
            y += hand.size * lead


def _heading(title: str, room: float) -> tuple[Hand, list[str]]:
    """The title in the largest size in which it is whole; the end of a very long one is cut off."""
    hand, lines = Hand(DISPLAY, TITLES[-1], PAPER), [""]
    for size in TITLES:
        hand = Hand(DISPLAY, size, PAPER)
        lines, is_whole = hand.fill(title, WIDTH, most=3)
        if is_whole and _height([(hand, lines, 1.1)]) <= room:
            break
    return hand, lines


def _height(blocks: Sequence[tuple[Hand, list[str], float]]) -> float:
    return sum(GAP + len(lines) * hand.size * lead for hand, lines, lead in blocks if lines)


def _png(paper: Image.Image, framed: Image.Image) -> bytes:
    """Both in one file. Each has colours of its own, so that a picture of many leaves those of the words alone; it
    has as many as there is room for.
    """
    framed = ImageOps.posterize(
        framed, 6
    )  # a quarter of the shades is as good to the eye, and done in a tenth of the time
    base, data = paper.quantize(OURS, dither=Image.Dither.NONE), b""
    for colours in THEIRS:
        picture = framed.quantize(colours, dither=Image.Dither.NONE)
        whole = base.copy()
        whole.putpalette([*_palette(base, OURS), *_palette(picture, colours)])
        whole.paste(picture.point([min(index + OURS, 255) for index in range(256)]), FRAME)
        file = io.BytesIO()
        whole.save(file, "PNG", compress_level=6)
        data = file.getvalue()
        if len(data) <= LARGEST:
            break
    return data


def _palette(image: Image.Image, colours: int) -> list[int]:
    """Exactly so many colours, the last of them black where there are fewer."""
    known = (image.getpalette() or [])[: 3 * colours]
    return known + [0] * (3 * colours - len(known))
