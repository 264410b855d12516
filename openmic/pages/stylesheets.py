"""The stylesheets of the built site: one with all the site uses, one with what its two busiest pages use.

The finder and a night are most people's first page, so their documents carry no rule of a form or of the
moderators' desk. What they use follows from their imports: nothing is named by hand, nothing can be forgotten.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from openmic import looks

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST_PAGES = ("openmic/pages/finder.py", "openmic/pages/detail.py")
STYLED = ("openmic/pages/", "openmic/parts/")
FILE_OF_OURS = re.compile(r"looks:([\w.-]+)")


def whole_site() -> str:
    """Bootstrap with our variables and our own rules after it, less what nothing on the site uses."""
    return compiled()


def first_pages() -> str:
    """The same, less what neither the finder nor the page of a night uses."""
    return compiled("--content", *sorted(reached(*FIRST_PAGES)), "openmic/adapters/html.py")


def poster() -> str:
    """The rules of a printed sheet, which has no others."""
    return packed((ROOT / "styles" / "poster.css").read_text())


def compiled(*options: str) -> str:
    """All rules less the unused ones. `options` are PurgeCSS's, which else reads every part and page."""
    bootstrap = node(
        "sass/sass.js", "--load-path=.web/node_modules", "--no-source-map", "--quiet", "styles/theme.scss"
    )
    whole = ROOT / ".web" / "whole.css"
    whole.write_text(bootstrap + (ROOT / "assets" / "openmic.css").read_text())
    used = node(
        *("purgecss/bin/purgecss.js", "--config", "styles/purgecss.config.mjs", "--css", str(whole)), *options
    )
    (kept,) = json.loads(used)
    return packed(kept["css"])


def packed(css: str) -> str:
    """Rules with the addresses of our own files, and without blanks."""
    file = ROOT / ".web" / "whole.css"
    file.write_text(FILE_OF_OURS.sub(lambda found: looks.address(found[1]), css))
    return node("sass/sass.js", "--style=compressed", "--no-source-map", str(file))


def reached(*files: str) -> set[str]:
    """The files of pages and parts that these import, however far down; and these themselves."""
    found: set[str] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in found and file.startswith(STYLED) and (ROOT / file).is_file():
            found.add(file)
            waiting.extend(imported(file))
    return found


def imported(file: str) -> Iterator[str]:
    """The files one file may import, and names that are no files."""
    for statement in ast.walk(ast.parse((ROOT / file).read_text())):
        if isinstance(statement, ast.ImportFrom) and statement.module:
            for name in (statement.module, *(f"{statement.module}.{one.name}" for one in statement.names)):
                yield f"{name.replace('.', '/')}.py"


def node(program: str, *options: str) -> str:
    """What a JavaScript program of the build prints."""
    command = [str(Path(sys.executable).parent / "node"), f".web/node_modules/{program}", *options]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
