"""Pictures as phones send them, and as nobody should, made where they are needed."""

import io
import zlib
from typing import Any

from PIL import Image, PngImagePlugin

# A smooth picture in all colours: large enough for everything, quick to make
SCENE = Image.merge(
    "RGB",
    [
        Image.linear_gradient("L").resize((640, 480)).rotate(turn, expand=False).resize((640, 480))
        for turn in (0, 90, 180)
    ],
)
GPS = {1: "N", 2: (51.0, 45.0, 7.0), 3: "W", 4: (1.0, 15.0, 28.0)}
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,45.123N"/></rdf:RDF></x:xmpmeta>"""
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x14\x1c\x02P\x00\x0fCANARY-IPTC-NAM"


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """A picture as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(*, orientation: int = 1) -> bytes:
    """What a phone writes about a picture: where it was taken, by what, and which way is up."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = "CANARY-EXIF-MAKER"
    told.get_ifd(0x8825).update(GPS)
    return told.tobytes()


def talkative() -> bytes:
    """A JPEG that tells everything: EXIF and XMP with a place, IPTC, a comment, a thumbnail of its own."""
    thumbnail = saved(SCENE.resize((160, 120)), "JPEG", comment=b"CANARY-THUMBNAIL")
    plain = saved(SCENE, "JPEG", exif=exif(), xmp=XMP, comment=b"CANARY-COMMENT")
    extra = segment(0xED, IPTC) + segment(0xE2, b"MPF-not\x00" + thumbnail)
    return plain[:2] + extra + plain[2:]


def segment(mark: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return b"\xff" + bytes([mark]) + (len(content) + 2).to_bytes(2, "big") + content


def huge(side: int) -> bytes:
    """A PNG of a few kilobytes that would be a picture of side times side."""
    return saved(Image.new("1", (side, side)))


def moving(frames: int) -> bytes:
    """A PNG that says it has so many frames, and has them."""
    whole = saved(SCENE.resize((240, 240)))
    head, rest = whole[:33], whole[33:]
    control = chunk(b"acTL", frames.to_bytes(4, "big") + bytes(4))
    first = chunk(b"fcTL", frame(0, 240))
    tiny = zlib.compress(b"\x00\x00\x00\x00")
    more = b"".join(
        chunk(b"fcTL", frame(2 * n - 1, 1)) + chunk(b"fdAT", (2 * n).to_bytes(4, "big") + tiny)
        for n in range(1, frames)
    )
    end = rest.rindex(b"IEND") - 4
    return head + control + first + rest[:end] + more + rest[end:]


def frame(number: int, side: int) -> bytes:
    """The control of one frame."""
    size = side.to_bytes(4, "big") * 2
    return number.to_bytes(4, "big") + size + bytes(8) + b"\x00\x01\x00\x0a\x00\x00"


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def with_text() -> bytes:
    """A PNG with words in it, one of them compressed."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "CANARY-TEXT <script>alert(1)</script>")
    told.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    return saved(SCENE, pnginfo=told, exif=exif())
