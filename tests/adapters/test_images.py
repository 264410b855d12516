"""Pictures drawn anew: what is taken, how it comes out, and what is said of the rest (TRUST T23)."""

import io
import json
import subprocess
import sys

import pytest
from PIL import Image, ImageCms

from openmic.adapters import images
from openmic.errors import BadPicture
from tests.adapters import drawn
from tests.adapters.drawn import SCENE, saved


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_comes_out_in_two_sizes(kind: str) -> None:
    picture = await images.redraw(saved(SCENE.resize((2560, 1440)), kind))
    large, small = opened(picture.large), opened(picture.small)
    assert (large.format, large.mode, large.size) == ("WEBP", "RGB", (1280, 720))
    assert (picture.width, picture.height) == (1280, 720)
    assert (small.format, small.mode, small.size) == ("WEBP", "RGB", (640, 320))


async def test_a_small_picture_is_not_blown_up() -> None:
    picture = await images.redraw(saved(SCENE.resize((200, 300))))
    assert (picture.width, picture.height) == (200, 300)


def corners(image: Image.Image) -> list[bool]:
    """Which of the corners, clockwise from the top left, are bright."""
    right, bottom = image.width - 9, image.height - 9
    grey = image.convert("L")
    places = ((8, 8), (right, 8), (right, bottom), (8, bottom))
    return [bool(grey.getpixel(place) > 127) for place in places]  # pyright: ignore


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_picture_stands_the_right_way_up(orientation: int) -> None:
    upright = Image.new("L", (400, 300))
    upright.paste(255, (0, 0, 200, 150))
    back = {2: [0], 3: [3], 4: [1], 5: [5], 6: [2], 7: [6], 8: [4]}  # Image.Transpose that a camera undid
    lying = upright
    for turn in back.get(orientation, []):
        lying = lying.transpose(Image.Transpose(turn))
    picture = await images.redraw(saved(lying, "JPEG", exif=drawn.exif(orientation=orientation)))
    assert (picture.width, picture.height) == (400, 300)
    assert corners(opened(picture.large)) == [True, False, False, False]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
async def test_every_kind_of_colour_is_taken(mode: str) -> None:
    grey = Image.new("L", (400, 300), 255)
    image = Image.new("I;16", (400, 300), 65535) if mode == "I;16" else grey.convert(mode)
    picture = await images.redraw(saved(image))
    assert opened(picture.large).getpixel((200, 150)) == (255, 255, 255)


async def test_what_is_transparent_is_white_paper() -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 200, 300))
    large = opened((await images.redraw(saved(clear))).large)
    assert large.getpixel((100, 150)) == (0, 0, 0)
    assert large.getpixel((300, 150)) == (255, 255, 255)


async def test_colours_are_those_every_screen_knows() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    for profile in (lab.tobytes(), b"no profile at all"):  # one of another kind, and a broken one
        picture = await images.redraw(saved(SCENE, icc_profile=profile))
        assert "icc_profile" not in opened(picture.large).info


async def test_a_print_shops_cmyk_is_taken() -> None:
    picture = await images.redraw(saved(SCENE.convert("CMYK"), "JPEG"))
    assert opened(picture.large).mode == "RGB"


@pytest.mark.parametrize("side", ["large", "small"])
async def test_nothing_but_pixels_gets_through(side: str) -> None:
    for told in (drawn.talkative(), drawn.with_text()):
        assert b"CANARY" in told
        out = getattr(await images.redraw(told), side)
        assert out[:4] + out[8:16] == b"RIFFWEBPVP8 ", (
            "one chunk of pixels, and nothing that could hold words"
        )
        assert len(out) == 8 + int.from_bytes(out[4:8], "little"), "nothing after its end"
        for word in (b"CANARY", b"Exif", b"xmp", b"GPS", b"8BIM", b"ICCP", b"<script"):
            assert word not in out
        assert not (set(opened(out).info) - {"loop", "background", "timestamp", "duration"})


REFUSED = {
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "kind"),
    "HTML": (b"<!doctype html><script>alert(1)</script>", "kind"),
    "a ZIP": (b"PK\x03\x04" + bytes(500), "kind"),
    "a GIF": (saved(SCENE, "GIF"), "kind"),
    "a TIFF": (saved(SCENE, "TIFF"), "kind"),
    "an AVIF": (saved(SCENE, "AVIF"), "kind"),
    "nothing": (b"", "kind"),
    "zeros": (bytes(10_000), "kind"),
    "a bomb of 12000": (drawn.huge(12_000), "large"),
    "a bomb of 30000": (drawn.huge(30_000), "large"),
    "one column too many": (saved(Image.new("1", (5001, 5000))), "large"),
    "a WebP of one row too many": (saved(Image.new("L", (4000, 4001)), "WEBP", method=0), "large"),
    "a moving PNG": (drawn.moving(5000), "moving"),
    "a moving WebP": (
        saved(SCENE, "WEBP", save_all=True, append_images=[SCENE.rotate(90)], lossless=True), "moving",
    ),
    "a small one": (saved(Image.new("RGB", (199, 400))), "small"),
    "a strip": (saved(Image.new("RGB", (1001, 200))), "thin"),
    "half a JPEG": (saved(SCENE, "JPEG")[:4000], "damaged"),
    "half a PNG": (saved(SCENE.effect_spread(9))[:40_000], "damaged"),
    "half a WebP": (saved(SCENE.effect_spread(9), "WEBP")[:4000], "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
async def test_what_cannot_be_taken_is_refused_with_a_reason(what: str) -> None:
    data, reason = REFUSED[what]
    with pytest.raises(BadPicture) as caught:
        await images.redraw(data)
    assert caught.value.advice == images.SENTENCES[reason]


async def test_a_file_that_claims_to_be_huge_is_believed_at_once() -> None:
    small = bytearray(saved(SCENE, "WEBP", lossless=True))
    small[21:25] = ((16383 << 14) | 16383).to_bytes(4, "little")
    extended = b"RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00" + bytes(4) + b"\xff\x3f\x00" * 2 + bytes(100)
    for data in (bytes(small), extended):
        with pytest.raises(BadPicture, match="25 million"):
            await images.redraw(data)


MEASURE = """
import json, resource, subprocess, sys
drawn = subprocess.run([sys.executable, "-I", sys.argv[1]], stdin=sys.stdin.buffer, capture_output=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([drawn.returncode, drawn.stdout.partition(b"\\n")[0].decode(), peak]))
"""


@pytest.mark.parametrize(("kind", "side"), [("PNG", 5000), ("JPEG", 5000), ("WEBP", 4000)])
def test_the_largest_picture_we_take_is_drawn_in_little_memory(kind: str, side: int) -> None:
    mode = "RGB" if kind == "JPEG" else "RGBA"
    data = saved(SCENE.convert(mode).resize((side, side)), kind, **({"method": 0} if kind == "WEBP" else {}))
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, images.PROGRAM], input=data, capture_output=True, check=True
    )
    status, said, peak = json.loads(run.stdout)
    assert (status, json.loads(said)["width"]) == (0, 1280)
    peak *= 1 if sys.platform == "darwin" else 1024
    assert peak < 300_000_000, f"{peak / 1e6:.0f} MB"


async def test_who_takes_too_long_is_stopped_and_leaves_nobody_waiting(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(600)")
    monkeypatch.setattr(images, "PROGRAM", tmp_path / "slow.py")
    monkeypatch.setattr(images, "PATIENCE", 0.5)
    for _ in range(images.AT_ONCE + 1):
        with pytest.raises(BadPicture):
            await images.redraw(saved(SCENE))


async def test_the_process_has_little_and_knows_nothing(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "CANARY")
    source = images.PROGRAM.read_text().partition("from PIL")[0]
    spying = f"""{source}
import os
said = [os.environ.get("SECRET_KEY"), resource.getrlimit(resource.RLIMIT_FSIZE)[0],
        resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0]]
print(json.dumps({{"width": 1, "height": 1, "large": 0}}))
print(json.dumps(said))
"""
    (tmp_path / "spy.py").write_text(spying)
    monkeypatch.setattr(images, "PROGRAM", tmp_path / "spy.py")
    assert json.loads((await images.redraw(b"")).small) == [None, 0, 512 * 1024 * 1024, 10]
