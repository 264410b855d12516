"""Forms as browsers send them, with and without a picture; and as nobody should (TRUST T23)."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from openmic.errors import Refusal
from openmic.settings import Settings
from openmic.web import uploads
from openmic.web.protection import BODY_AT_MOST, UPLOAD_AT_MOST, Protection

MANY = uploads.FIELDS_AT_MOST + 1
LARGE = b"x" * (uploads.PICTURE_AT_MOST + 1)


async def read(request: Request) -> JSONResponse:
    sent = await uploads.form(request)
    size = None if sent.picture is None else len(sent.picture)
    return JSONResponse({"pairs": sent.pairs, "picture": size, "problem": sent.problem})


async def refuse(_: Request, refusal: Exception) -> JSONResponse:
    assert isinstance(refusal, Refusal)
    return JSONResponse({}, refusal.status)


@pytest.fixture
def site() -> httpx.AsyncClient:
    """Asks a form's route behind the same protection as the whole site."""
    routes = [Route(path, read, methods=["POST"]) for path in ("/submit/", "/manage/", "/sign-in/")]
    app = Starlette(routes=routes, exception_handlers={Refusal: refuse})
    settings = Settings(debug=True, port=8000, _env_file=None)  # pyright: ignore[reportCallIssue]
    transport = httpx.ASGITransport(Protection(app, app, settings))
    ours = {"sec-fetch-site": "same-origin"}
    return httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", headers=ours)


def body(*parts: str, end: str = "--line--\r\n") -> dict:
    """A multipart body by hand."""
    text = "".join(f"--line\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + end
    return {"content": text.encode(), "headers": {"content-type": "multipart/form-data; boundary=line"}}


async def test_a_form_without_a_file_is_read(site: httpx.AsyncClient) -> None:
    answer = await site.post("/sign-in/", data={"title": "Tom & Zoë’s", "kit": ["mic", "piano"], "blank": ""})
    assert answer.json()["pairs"] == [
        ["title", "Tom & Zoë’s"], ["kit", "mic"], ["kit", "piano"], ["blank", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/submit/", "/manage/"])
async def test_a_form_with_a_picture_is_read(site: httpx.AsyncClient, path: str) -> None:
    data = {"title": "Tom & Zoë’s\r\nnight", "kit": ["mic", "piano"]}
    answer = await site.post(path, data=data, files={"picture": ("me.svg", LARGE[:-1], "image/png")})
    assert answer.json() == {
        "pairs": [["title", "Tom & Zoë’s\r\nnight"], ["kit", "mic"], ["kit", "piano"]],
        "picture": uploads.PICTURE_AT_MOST,
        "problem": "",
    }


async def test_a_field_of_files_left_empty_is_no_picture(site: httpx.AsyncClient) -> None:
    answer = await site.post("/submit/", **body('name="picture"; filename=""\r\n\r\n', 'name="a"\r\n\r\nb'))
    assert answer.json() == {"pairs": [["a", "b"]], "picture": None, "problem": ""}


async def test_a_picture_too_large_loses_nothing_that_was_typed(site: httpx.AsyncClient) -> None:
    answer = await site.post("/submit/", data={"title": "Jam"}, files={"picture": ("me.png", LARGE)})
    assert answer.json() == {"pairs": [["title", "Jam"]], "picture": None, "problem": uploads.TOO_LARGE}


async def test_only_the_field_of_the_picture_may_hold_a_file(site: httpx.AsyncClient) -> None:
    files = [("title", ("a.txt", b"not typed")), ("picture", ("a.png", b"1")), ("picture", ("b.png", b"22"))]
    answer = await site.post("/submit/", data={"picture": "words"}, files=files)
    assert answer.json() == {"pairs": [["picture", "words"]], "picture": 1, "problem": ""}


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
async def test_too_many_fields_and_too_much_text_are_refused(site: httpx.AsyncClient, kind: str) -> None:
    files = {"picture": ("a.png", b"1")} if kind.startswith("multipart") else None
    for data in ({f"f{n}": "" for n in range(MANY)}, {"text": "x" * uploads.TEXT_AT_MOST + "x"}):
        answer = await site.post("/submit/", data=data, files=files)
        assert answer.request.headers["content-type"].startswith(kind)
        assert answer.status_code == 413


@pytest.mark.parametrize(
    "request_",
    [
        body('name="a"\r\n\r\nb', end=""),
        body('name="a"\r\n\r\nb', end="--lin"),
        body("name=a\r\nnonsense"),
        {"content": b"--\r\n", "headers": {"content-type": "multipart/form-data"}},
        {"content": b"x", "headers": {"content-type": f"multipart/form-data; boundary={'b' * 5000}"}},
        {"json": {"title": "Jam"}},
        body(f'name="a"\r\nX-Long: {"x" * 100_000}\r\n\r\nb'),
    ],
    ids=[
        "cut off",
        "half a line",
        "no header",
        "no boundary",
        "long boundary",
        "json",
        "long header",
    ],
)
async def test_what_is_no_form_is_refused(site: httpx.AsyncClient, request_: dict) -> None:
    assert (await site.post("/submit/", **request_)).status_code == 400


async def test_only_forms_with_a_picture_may_be_large(site: httpx.AsyncClient) -> None:
    async def flood(size: int) -> AsyncIterator[bytes]:
        for _ in range(size // 60_000 + 1):
            yield b"x" * 60_000

    multipart = {"content-type": "multipart/form-data; boundary=line"}
    plain = {"content-type": "application/x-www-form-urlencoded"}
    for path, headers, size in (
        ("/sign-in/", multipart, BODY_AT_MOST),
        ("/submit/", plain, BODY_AT_MOST),
        ("/submit/", multipart, UPLOAD_AT_MOST),
    ):
        known = await site.post(path, content=b"x" * (size + 1), headers=headers)
        start = f"--line\r\n{'Content-Disposition: form-data; name=picture; filename=a'}\r\n\r\n".encode()

        async def unknown(start: bytes = start, size: int = size) -> AsyncIterator[bytes]:
            yield start
            async for chunk in flood(size):
                yield chunk

        streamed = await site.post(path, content=unknown(), headers=headers)
        assert (known.status_code, streamed.status_code) == (413, 413), path
