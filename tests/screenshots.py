"""Takes the pictures in docs/screenshots/ from the real site with its sample nights: `make screenshots`."""

import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from openmic import urls
from tests.browser.conftest import FLAGS, live
from tests.running import ROOT, running
from tests.test_cli import openmic

PICTURES = {
    "finder-light": ("/", 1280, "light"),
    "finder-dark": ("/", 1280, "dark"),
    "finder-tablet": ("/", 768, "light"),
    "finder-phone": ("/", 390, "dark"),
    "finder-phone-light": ("/", 390, "light"),
    "event-light": ("first night", 1280, "light"),
    "event-dark": ("first night", 1280, "dark"),
    "event-phone": ("first night", 390, "light"),
    "submit-phone": ("/submit/", 390, "light"),
    "submit-dark": ("/submit/", 1280, "dark"),
    "sign-in-phone": ("/sign-in/", 390, "light"),
    "not-found-phone": ("/nowhere/", 390, "dark"),
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
            if address.startswith("/"):
                page.goto(site.url + address)
            else:
                page.locator("article a").first.click()
                page.wait_for_url("**/e/**")
            page.locator("h1").wait_for()
            if address == "/submit/":
                live(page)
            page.evaluate("document.fonts.ready.then(() => true)")
            save(page.screenshot(), folder / f"{name}.png", colours=128)
            page.close()
        take_shared(browser, site.url, folder)
        take_mail(browser, site.url, folder / "weekly-mail-phone.png", data=data)
        browser.close()


def take_shared(browser: Browser, url: str, folder: Path) -> None:
    """The card that others show with a link to a night, and its poster on paper."""
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.goto(url)
    night = str(page.locator("article a").first.get_attribute("href"))
    save(page.request.get(url + urls.card(night)).body(), folder / "card.png", colours=128)
    page.goto(f"{url}{night}poster/")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.emulate_media(media="print")
    save(page.screenshot(), folder / "poster.png", colours=128)
    page.close()


def take_mail(browser: Browser, url: str, file: Path, *, data: str) -> None:
    """The weekly mail, as a moderator looks at it before anybody gets it."""
    place = {"DATA_DIR": f"{data}/var", "PUBLIC_URL": url}
    link = openmic("moderator", "add", "sam@example.org", **place).stdout.strip()
    page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="light")
    page.goto(link)
    page.get_by_role("main").get_by_role("button").first.click()
    page.goto(url + urls.digest_preview(page="html"))
    page.locator("h1").wait_for()
    save(page.screenshot(), file, colours=128)
    page.close()


def save(picture: bytes, file: Path, *, colours: int) -> None:
    """Writes a PNG of few colours, which are enough for flat drawings and make it small."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(
        file, optimize=True
    )


if __name__ == "__main__":
    main()
