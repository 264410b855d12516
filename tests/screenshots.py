"""Takes the pictures in docs/screenshots/ from the real site with its sample nights: `make screenshots`."""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, live
from tests.running import ROOT, running

PICTURES = {
    "finder-light": ("/", 1280, "light"),
    "finder-phone": ("/", 390, "dark"),
    "event-dark": ("first night", 1280, "dark"),
}


def main() -> None:
    """Writes one PNG for each of PICTURES."""
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data), DATA_DIR=f"{data}/var") as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, (address, width, scheme) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,  # pyright: ignore[reportArgumentType]
                locale="en-GB",
                reduced_motion="reduce",
            )
            page.goto(site.url)
            live(page)
            if not address.startswith("/"):
                page.locator("article a").first.click()
                page.locator("dl").wait_for()
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
