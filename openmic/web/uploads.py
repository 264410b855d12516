"""What a form sent: its words, and at most one picture. Read as it comes, and never more than is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from openmic import errors

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FIELDS_AT_MOST = 60
TEXT_AT_MOST = 64 * 1024  # bytes, names and values together
PICTURE = "picture"  # the one field that may hold a file
PICTURE_AT_MOST = 5_000_000  # bytes
TOO_LARGE = "The picture is larger than 5 MB. Please choose a smaller one."


@dataclass(frozen=True)
class Sent:
    """A form as it came. `problem` is the sentence to show beside the picture's field, or empty."""

    pairs: tuple[tuple[str, str], ...] = ()
    picture: bytes | None = None
    problem: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Each field's value; the last one, if it came more than once."""
        return dict(self.pairs)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self.pairs if key == name]


async def form(request: Request) -> Sent:
    """Reads a form in either of the two ways browsers send one.

    A picture that is too large is thrown away as it comes, and is a `problem`, so that everything typed
    can be kept. Raises TooLarge for too much text, and Refusal for what is no form.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind == b"multipart/form-data":
        return await _multipart(request, options.get(b"boundary", b""))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > TEXT_AT_MOST:
            raise errors.TooLarge
    if kind not in (b"application/x-www-form-urlencoded", b""):
        raise errors.Refusal
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS_AT_MOST
        )
    except ValueError:
        raise errors.TooLarge from None
    return Sent(tuple(pairs))


async def _multipart(request: Request, boundary: bytes) -> Sent:
    reader = _Reader()
    try:
        parser = MultipartParser(boundary, reader.callbacks)
        async for chunk in request.stream():
            parser.write(chunk)
        parser.finalize()
    except FormParserError:
        raise errors.Refusal from None
    if not (boundary and reader.is_whole):
        raise errors.Refusal
    is_large = len(reader.picture) > PICTURE_AT_MOST
    picture = None if is_large or not reader.picture else bytes(reader.picture)
    return Sent(tuple(reader.pairs), picture, TOO_LARGE if is_large else "")


@dataclass
class _Reader:
    """Collects the parts of one multipart body, as the parser finds them."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    picture: bytearray = field(default_factory=bytearray)
    is_whole: bool = False
    seen: int = 0  # parts so far
    text: int = 0  # bytes of words so far
    header: bytearray = field(default_factory=bytearray)
    headers: bytearray = field(default_factory=bytearray)
    name: str = ""
    is_file: bool = False
    is_picture: bool = False
    value: bytearray = field(default_factory=bytearray)

    @property
    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_part_begin": self.begin,
            "on_header_field": self.named,
            "on_header_value": self.told,
            "on_header_end": self.understood,
            "on_part_data": self.take,
            "on_part_end": self.keep,
            "on_end": self.finish,
        }

    def begin(self) -> None:
        """A part begins."""
        self.seen += 1
        if self.seen > FIELDS_AT_MOST:
            raise errors.TooLarge
        self.name, self.is_file, self.is_picture, self.value = "", False, False, bytearray()

    def named(self, data: bytes, start: int, end: int) -> None:
        """A piece of a header's name."""
        self.header += data[start:end]

    def told(self, data: bytes, start: int, end: int) -> None:
        """A piece of a header's value."""
        self.headers += data[start:end]

    def understood(self) -> None:
        """A header is whole: only the one that names the field matters; nobody's word on a type is taken."""
        if bytes(self.header).lower() == b"content-disposition":
            options = parse_options_header(bytes(self.headers))[1]
            self.name = options.get(b"name", b"").decode("utf-8", "replace")
            self.is_file = b"filename" in options
            self.is_picture = self.is_file and self.name == PICTURE and not self.picture
        self.header, self.headers = bytearray(), bytearray()

    def take(self, data: bytes, start: int, end: int) -> None:
        """A piece of a field's value, or of the file."""
        if self.is_picture:
            # one byte too many is enough to know; the rest is not kept
            self.picture += data[start : min(end, start + PICTURE_AT_MOST + 1 - len(self.picture))]
        elif not self.is_file:
            self.text += end - start
            if self.text > TEXT_AT_MOST:
                raise errors.TooLarge
            self.value += data[start:end]

    def keep(self) -> None:
        """A part is whole."""
        if not self.is_file and self.name:
            self.text += len(self.name)
            self.pairs.append((self.name, self.value.decode("utf-8", "replace")))

    def finish(self) -> None:
        """The last boundary has come."""
        self.is_whole = True
