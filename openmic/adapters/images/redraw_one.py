"""Draws one picture anew: from standard input to standard output, in a process that may do nothing else.

Run as a file, not imported: it needs Pillow and nothing of ours, so it starts in a tenth of a second. It
answers with a line of JSON, and after that the two pictures.
"""

import contextlib
import io
import json
import resource
import struct
import sys

MEMORY = 512 * 1024 * 1024  # bytes of address space, Python itself included
SECONDS = 10  # of the processor
PIXELS_AT_MOST = 25_000_000
WEBP_PIXELS_AT_MOST = 16_000_000  # decoded, one takes three times the room a PNG does
SHORTEST_SIDE = 200  # pixels
RATIO_AT_MOST = 5  # a longer strip would be a line on the page
LARGE = 1280  # pixels: the longer side
SMALL = (640, 320)  # a card's picture; on a phone the middle square of it shows
MIDDLE = (0.5, 0.4)  # of what is cut off, less at the top, where the heads are


def confine() -> None:
    """Gives up what decoding a picture needs not: memory, time, files to write, cores to leave behind."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(what, (most, most))


confine()

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError  # noqa: E402

Image.MAX_IMAGE_PIXELS = None  # we look ourselves, and Pillow would only warn


class Refused(Exception):
    """Why a picture cannot be taken, in one word that openmic.adapters.images has a sentence for."""


def webp_size(data: bytes) -> tuple[int, int]:
    """The size a WebP file claims, or nothing. Pillow makes room for it before it tells."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return 0, 0
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def look(data: bytes) -> Image.Image:
    """Opens a picture that we take, without decoding it. Its name and the type somebody claims count for nothing."""
    width, height = webp_size(data)
    if width * height > WEBP_PIXELS_AT_MOST:
        raise Refused("large")
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except UnidentifiedImageError:
        raise Refused("kind") from None
    short, long = sorted(image.size)
    if short * long > PIXELS_AT_MOST:
        raise Refused("large")
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:  # phones put a second view into a JPEG
        raise Refused("moving")
    if short < SHORTEST_SIDE:
        raise Refused("small")
    if long > RATIO_AT_MOST * short:
        raise Refused("thin")
    return image


def shrink(image: Image.Image) -> Image.Image:
    """The picture in no more than 1280 by 1280 pixels, in a mode with all colours, the right way up."""
    profile = image.info.get("icc_profile")
    image.draft("RGB", (2 * LARGE, 2 * LARGE))  # a JPEG is decoded no larger than we need it
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")  # 16 bits of grey
    elif image.mode in ("1", "P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    image.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS, reducing_gap=2)
    with contextlib.suppress(Exception):  # directions that cannot be read are none
        image = ImageOps.exif_transpose(image)
    if profile and image.mode in ("RGB", "CMYK", "L"):
        with contextlib.suppress(ImageCms.PyCMSError, OSError):  # a bad profile is none
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = (
                ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
                or image
            )
    return image


def fresh(image: Image.Image) -> Image.Image:
    """Its pixels, and nothing else of it, on new white paper."""
    paper = Image.new("RGB", image.size, "white")
    if "A" in image.getbands():
        image = image.convert("RGBA")
        paper.paste(image, mask=image.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


def webp(image: Image.Image) -> bytes:
    """A picture as a file."""
    file = io.BytesIO()
    image.save(file, "WEBP", quality=80, method=4)
    return file.getvalue()


def answer(data: bytes) -> bytes:
    """What is said about a picture, and the two that were made of it."""
    try:
        large = fresh(shrink(look(data)))
        small = ImageOps.fit(large, SMALL, Image.Resampling.LANCZOS, centering=MIDDLE)
        files = [webp(large), webp(small)]
        said = {"width": large.width, "height": large.height, "large": len(files[0])}
    except Refused as reason:
        files, said = [], {"refused": str(reason)}
    except Exception:  # whatever a library says about a broken file, it is a broken file
        files, said = [], {"refused": "damaged"}
    return b"".join([json.dumps(said).encode(), b"\n", *files])


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
