"""The stylesheet holds what the site uses and nothing else; the drawings are there, small and harmless."""

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from openmic import frontend, looks
from openmic.models.choices import Category
from openmic.pages import stylesheets
from openmic.parts.mail_frame import DARK

ROOT = frontend.ROOT
SHEET, FIRST, POSTER = (
    next((frontend.BUILD / "assets").glob(f"{stem}-*.css")) for stem in ("site", "first", "poster")
)
FIRST_FILES = {ROOT / file for file in stylesheets.reached(*stylesheets.FIRST_PAGES)}
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
# Bootstrap's states: a browser or a toggle sets them, no part of ours; the last stands in a `:not()` of what we use.
STATES = {"active", "disabled", "btn-check", "dropdown-toggle"}
# Microformats have no look: programs read them (docs/reach.md).
MICROFORMATS = {
    *("h-event", "h-card", "p-name", "p-category", "p-location", "p-organizer", "u-url", "u-photo"),
    *("dt-start", "dt-end", "e-content", "p-street-address", "p-locality", "p-postal-code"),
}
DRAWINGS = sorted(looks.FOLDER.glob("*.svg"))


def literals(tree: ast.AST) -> set[str]:
    """The words of every string in a piece of code."""
    return {
        word
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for word in node.value.split()
    }


def code() -> list[ast.Module]:
    return trees(*(ROOT / "openmic" / folder / "*.py" for folder in ("parts", "pages", "web")))


def trees(*patterns: Path) -> list[ast.Module]:
    return [ast.parse(file.read_text()) for one in patterns for file in sorted(one.parent.glob(one.name))]


def said(code: list[ast.Module]) -> set[str]:
    """Every class the code gives to an element."""
    return {
        word
        for tree in code
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "class_"
        for word in literals(keyword.value)
    }


def styled(css: str) -> set[str]:
    """Every class a stylesheet has a rule for."""
    selectors = re.sub(r"\{[^{}]*\}", "{}", re.sub(r'"[^"]*"|url\([^)]*\)', "", css))
    return set(CLASS.findall(re.sub(r"@[^{;]*", "", selectors)))


def test_every_class_that_is_used_has_a_rule() -> None:
    used = said(code())
    assert len(used) > 50
    # a mail brings its own, and Cloudflare's widget finds its place by its class
    others = styled(DARK) | MICROFORMATS | {"cf-turnstile"}
    assert used - styled(SHEET.read_text()) - styled(POSTER.read_text()) - others == set()


def test_every_rule_is_for_a_class_that_is_used() -> None:
    words = {word for tree in code() for word in literals(tree)}
    assert (styled(SHEET.read_text()) | styled(POSTER.read_text())) - words - STATES == set()


def test_the_first_pages_have_every_rule_they_need_and_no_form_or_table() -> None:
    used = said(trees(*FIRST_FILES))
    assert len(used) > 50
    first = styled(FIRST.read_text())
    assert used - styled(DARK) - MICROFORMATS <= first < styled(SHEET.read_text())
    assert not {"table", "form-check-input", "list-group", "nav"} & first


def test_style_and_typeface_are_light() -> None:
    assert Path(f"{SHEET}.br").stat().st_size <= 10_000
    assert Path(f"{FIRST}.br").stat().st_size <= 7_000
    assert (looks.FOLDER / "caprasimo.woff2").stat().st_size <= 10_500


def test_everything_the_stylesheet_and_the_parts_name_is_served() -> None:
    names = [looks.address(file.name) for file in looks.FOLDER.iterdir()]
    assert all((frontend.BUILD / name.lstrip("/")).is_file() for name in names)
    for sheet in (SHEET, FIRST, POSTER):
        assert set(re.findall(r"/assets/[\w.-]+", sheet.read_text())) <= set(names)
        assert "looks:" not in sheet.read_text()


@pytest.mark.parametrize("category", Category)
def test_every_kind_of_night_has_a_drawing_of_the_same_shape(category: Category) -> None:
    drawing = ElementTree.parse(looks.FOLDER / f"{category}.svg").getroot()
    assert (drawing.get("width"), drawing.get("height")) == ("320", "160")


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_is_small_and_draws_only(file: Path) -> None:
    assert file.stat().st_size <= 2_500
    names = {node.tag.rpartition("}")[2] for node in ElementTree.parse(file).iter()}
    assert names <= {"svg", "g", "path", "circle", "ellipse", "rect"}


@pytest.mark.parametrize(
    ("name", "size", "most"), [("share.png", (1200, 630), 60_000), ("touch-icon.png", (180, 180), 10_000)]
)
def test_pictures_for_others_have_the_size_they_ask_for(name: str, size: tuple[int, int], most: int) -> None:
    with Image.open(looks.FOLDER / name) as picture:
        assert picture.size == size
    assert (looks.FOLDER / name).stat().st_size <= most


def test_an_address_changes_with_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "FOLDER", tmp_path)
    seen = set()
    for text in ("one", "two"):
        (tmp_path / "a-name-of-no-drawing.svg").write_text(text)
        looks.address.cache_clear()
        seen.add(looks.address("a-name-of-no-drawing.svg"))
    looks.address.cache_clear()
    assert len(seen) == 2
