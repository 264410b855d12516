"""Every page is valid HTML, as the Nu HTML checker sees it."""

import json
import subprocess
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup

from tests.running import ROOT, RunningSite

CHECKER = ROOT / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.java
def test_the_checker_finds_no_error_and_no_warning(running_site: RunningSite, tmp_path: Path) -> None:
    first = httpx.get(running_site.url, trust_env=False).text
    night = BeautifulSoup(first, "html.parser").select("article a")[0]["href"]
    addresses = [
        "/",
        "/towns/oxford/",
        "/?q=zzzz",
        "/?town=atlantis&on=2026-02-30",
        str(night),
        "/nowhere/",
        "/dev/mailbox/",
        "/sign-in/",
        "/sign-in/sent/",
        "/sign-out/",
        "/subscribe/",
        "/subscribe/sent/",
    ]
    texts = {path: httpx.get(running_site.url + path, trust_env=False).text for path in addresses}
    assert complaints(texts, tmp_path) == []


def complaints(texts: dict[str, str], folder: Path) -> list[str]:
    """What the checker has to say of documents, each with its name."""
    names = list(texts)
    for number, name in enumerate(names):
        (folder / f"{number}.html").write_text(texts[name], encoding="utf-8")
    done = subprocess.run(
        ["java", "-jar", str(CHECKER), "--format", "json", *map(str, sorted(folder.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{names[int(Path(one['url']).stem)]}: {one['message']} {one.get('extract', '')}"
        for one in json.loads(done.stderr)["messages"]
        if one["type"] == "error" or one.get("subType") == "warning"
    ]
