"""Makes the pictures that must be PNG from their drawings, with the site's typeface: `make share-image`."""

import os
import shutil
from base64 import b64encode

from playwright.sync_api import sync_playwright

from openmic import looks
from openmic.models.choices import Category
from tests.browser.conftest import FLAGS
from tests.running import ROOT
from tests.screenshots import save

CARDS = ROOT / "openmic" / "data" / "cards"  # what the cards of nights are drawn on and with
PICTURES = {
    looks.FOLDER / "share.png": ("styles/share.svg", 1200, 630),
    looks.FOLDER / "touch-icon.png": ("assets/looks/favicon.svg", 180, 180),
    CARDS / "backdrop.png": ("styles/card.svg", 1200, 630),
    **{CARDS / f"{kind}.png": (f"assets/looks/{kind}.svg", 400, 400) for kind in Category},
}


def main() -> None:
    """Writes each of PICTURES; of a drawing that has another shape, the middle."""
    typeface = b64encode((looks.FOLDER / "caprasimo.woff2").read_bytes()).decode()
    style = f"""body {{ margin: 0; background: #26170f }} svg {{ display: block; width: 100vw; height: 100vh }}
        @font-face {{ font-family: Caprasimo; src: url(data:font/woff2;base64,{typeface}) }}"""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for file, (drawing, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            shape = (
                (ROOT / drawing).read_text().replace("<svg ", '<svg preserveAspectRatio="xMidYMid slice" ', 1)
            )
            page.set_content(f"<style>{style}</style>{shape}")
            page.evaluate("document.fonts.ready.then(() => true)")
            save(page.screenshot(), file, colours=64)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
