"""The client's files: kept for ever under a name that changes with them, small on the way, and nothing else."""

import httpx
import pytest

from tests.running import RunningSite


@pytest.fixture
def names(running_site: RunningSite) -> list[str]:
    """Every file the finder's document asks for."""
    text = httpx.get(running_site.url, trust_env=False).text
    return sorted(
        {part.split('"')[0] for mark in ('href="', 'src="') for part in text.split(f"{mark}/assets/")[1:]}
    )


def test_files_are_kept_for_ever_and_come_compressed(running_site: RunningSite, names: list[str]) -> None:
    assert any(name.startswith("client-") for name in names)
    for name in names:
        answer = httpx.get(
            f"{running_site.url}/assets/{name}", trust_env=False, headers={"accept-encoding": "br, gzip"}
        )
        assert answer.status_code == 200, name
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers
        assert "immutable" in answer.headers["cache-control"], name
        if name.endswith((".js", ".svg")) and int(answer.headers["content-length"]) > 1000:
            assert answer.headers.get("content-encoding") == "br", name


@pytest.mark.parametrize(
    "path",
    [
        "/assets/", "/assets/../index.html", "/assets/%2e%2e/index.html", "/index.html", "/e/_/", "/e/_/index.html",
        "/404.html", "/__spa-fallback.html", "/openmic-inputs.sha256", "/_upload", "/_event/", "/ping", "/_health",
        "/auth-codespace", "/_all_routes", "/admin", "/.env", "/rxconfig.py",
    ],
)  # fmt: skip
def test_nothing_else_is_served(running_site: RunningSite, path: str) -> None:
    for method in ("GET", "POST"):
        page = {"origin": running_site.url}
        answer = httpx.request(method, running_site.url + path, headers=page, trust_env=False)
        assert answer.status_code in (404, 405), (method, path)
        assert answer.headers["x-frame-options"] == "DENY"
