"""Drawing the pictures that others show with a link to a night."""

import io
import time

from PIL import Image

from benchmarks.figures import table, timing
from openmic.adapters.images import card as drawing
from openmic.models import Category
from openmic.views.card import Card

TIMES = 20
TITLES = (
    "Jam",
    "Songs from the Back Room",
    "An evening of stories, poems and everything that can be said aloud " * 2,
)


def photograph() -> bytes:
    """A picture as organisers' are kept, of many colours."""
    parts = [Image.linear_gradient("L").resize((1280, 960)).rotate(turn) for turn in (0, 90, 180)]
    file = io.BytesIO()
    Image.merge("RGB", parts).save(file, "WEBP")
    return file.getvalue()


def measure() -> None:
    """Cards of every kind, one after the other, as the site draws them."""
    rows = []
    for what, picture in {"with a drawing": b"", "with the night's picture": photograph()}.items():
        took, sizes, began = [], [], time.perf_counter()
        for number in range(TIMES):
            kind = str(list(Category)[number % len(Category)])
            when = ("Saturday 28 November", "7.30pm to 10.30pm")
            one = Card("Music", TITLES[number % len(TITLES)], when, "The Paper Lantern, Witney", (kind,))
            before = time.perf_counter()
            sizes.append(len(drawing.draw(one, picture)))
            took.append(time.perf_counter() - before)
        rows.append([what, timing(took, time.perf_counter() - began).words, f"{max(sizes) / 1000:.0f} kB"])
    table("A card drawn, once for each change", ["", "p50 / p95 ms", "the largest"], rows)


if __name__ == "__main__":
    measure()
