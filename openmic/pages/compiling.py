"""What is done to Reflex's compiled client: shells for dynamic pages, one bundle for any host, the stylesheet."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any

from reflex.plugins import Plugin

from openmic import looks

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE_PATHS = ("/e/_", "/towns/_", "/venues/_")
ROUTER_CONFIG = "react-router.config.js"
CHATTER = re.compile(r'console\.log\("(?:Disconnect|Socket is)[^)]*\);')
FILE_OF_OURS = re.compile(r"looks:([\w.-]+)")
BAKED_ADDRESS = re.compile(r"""(["'`])(?:ws|http)s?://localhost:8000(/[^"'`]*)\1""")


class OneBundle(Plugin):
    """Hooks into Reflex's build."""

    def get_frontend_development_dependencies(self, **context: Any) -> tuple[str, ...]:
        return ("bootstrap@5.3.8", "purgecss@8.0.0", "sass@1.93.2")

    def pre_compile(self, **context: Any) -> None:
        """Prerenders one sample address of each dynamic page, to be its shell."""
        context["add_modify_task"](ROUTER_CONFIG, prerender_samples)
        context["add_modify_task"]("utils/state.js", without_chatter)

    def post_build(self, **context: Any) -> None:
        """Runs before Reflex compresses the files."""
        static = Path(context["static_dir"])
        for file in static.glob("assets/reflex-env-*.js"):
            file.write_text(find_own_host(file.read_text()))
        write_once(static, "site", ".css", compiled_styles())
        write_once(static, "openmic", ".js", (ROOT / "assets" / "openmic.js").read_text())
        for file in looks.FOLDER.iterdir():
            copyfile(file, static / looks.address(file.name).lstrip("/"))


def prerender_samples(config: str) -> str:
    """React Router's configuration with the sample addresses among the prerendered ones."""
    extra = "".join(f', "{path}"' for path in SAMPLE_PATHS)
    changed = config.replace(
        '"prerender": true', f'"prerender": async ({{getStaticPaths}}) => [...getStaticPaths(){extra}]'
    )
    if changed == config and "prerender" in config:
        raise RuntimeError("Reflex writes react-router.config.js differently now: see tests/reflex/")
    return changed


def without_chatter(script: str) -> str:
    """Reflex's client notes every connect and disconnect in the console; that is a place for faults."""
    return CHATTER.sub("", script)


def find_own_host(script: str) -> str:
    """Reflex bakes in the websocket's address at build time; ours is wherever the page came from."""
    return BAKED_ADDRESS.sub(r"(location.origin+\1\2\1)", script)


def compiled_styles() -> str:
    """Bootstrap with our variables and our own rules after it, less what nothing on the site uses."""
    bootstrap = node(
        "sass/sass.js", "--load-path=.web/node_modules", "--no-source-map", "--quiet", "styles/theme.scss"
    )
    whole = ROOT / ".web" / "whole.css"
    whole.write_text(bootstrap + (ROOT / "assets" / "openmic.css").read_text())
    used = node("purgecss/bin/purgecss.js", "--config", "styles/purgecss.config.mjs", "--css", str(whole))
    (kept,) = json.loads(used)
    whole.write_text(FILE_OF_OURS.sub(lambda found: looks.address(found[1]), kept["css"]))
    return node("sass/sass.js", "--style=compressed", "--no-source-map", str(whole))


def node(program: str, *options: str) -> str:
    """What a JavaScript program of the build prints."""
    command = [str(Path(sys.executable).parent / "node"), f".web/node_modules/{program}", *options]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603


def write_once(static: Path, stem: str, ending: str, text: str) -> None:
    """Writes a file whose name changes with its content, so that browsers may keep it for ever."""
    name = f"{stem}-{sha256(text.encode()).hexdigest()[:12]}{ending}"
    (static / "assets" / name).write_text(text)
