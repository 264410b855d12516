"""Makes the pictures that must be PNG from their drawings, with the site's typeface: `make share-image`."""

import os
import shutil
from base64 import b64encode

from playwright.sync_api import sync_playwright

from openmic import looks
from tests.browser.conftest import FLAGS
from tests.running import ROOT
from tests.screenshots import save

PICTURES = {
    "share.png": ("styles/share.svg", 1200, 630),
    "touch-icon.png": ("assets/looks/favicon.svg", 180, 180),
}


def main() -> None:
    """Writes each of PICTURES into assets/looks/."""
    typeface = b64encode((looks.FOLDER / "caprasimo.woff2").read_bytes()).decode()
    style = f"""body {{ margin: 0; background: #26170f }} svg {{ display: block }}
        @font-face {{ font-family: Caprasimo; src: url(data:font/woff2;base64,{typeface}) }}"""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, (drawing, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(f"<style>{style}</style>{(ROOT / drawing).read_text()}")
            page.evaluate("document.fonts.ready.then(() => true)")
            save(page.screenshot(), looks.FOLDER / name, colours=64)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
