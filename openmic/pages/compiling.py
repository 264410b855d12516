"""What is done to Reflex's compiled client: shells for dynamic pages, one bundle for any host, the stylesheets."""

import re
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shutil import copyfile
from typing import Any

from reflex.plugins import Plugin

from openmic import looks
from openmic.pages import stylesheets

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE_PATHS = ("/e/_", "/towns/_", "/venues/_")
ROUTER_CONFIG = "react-router.config.js"
CHATTER = re.compile(r'console\.log\("(?:Disconnect|Socket is)[^)]*\);')
GLOBAL_STYLES = (
    'jsx("link",{as:"style",href:reflexGlobalStyles,rel:"preload"},),'
    'jsx("link",{href:reflexGlobalStyles,rel:"stylesheet",type:"text/css"},),'
)
CHOICE_OF_THEME = re.compile(r'jsx\("script",\{\},"\\n// Only run in browser(?:[^"\\]|\\.)*"\),')
AFTER_NAVIGATION = re.compile(
    r"  const handleNavigationEvents = useRef\(false\);.*?\}, \[location, dispatch, addEvents\]\);", re.DOTALL
)
QUESTIONS = 'import { useQuestions } from "$/public/questions.js";\n'
COMMENT = re.compile(r"^\s*//.*\n|\s+// .*$", re.MULTILINE)
BAKED_ADDRESS = re.compile(r"""(["'`])(?:ws|http)s?://localhost:8000(/[^"'`]*)\1""")


class OneBundle(Plugin):
    """Hooks into Reflex's build."""

    def get_frontend_development_dependencies(self, **context: Any) -> tuple[str, ...]:
        return ("bootstrap@5.3.8", "purgecss@8.0.0", "sass@1.93.2")

    def pre_compile(self, **context: Any) -> None:
        """Prerenders one sample address of each dynamic page, to be its shell."""
        context["add_modify_task"](ROUTER_CONFIG, prerender_samples)
        context["add_modify_task"]("utils/state.js", lambda script: asking_at_once(without_chatter(script)))
        context["add_modify_task"]("vite.config.js", in_one_file)
        context["add_modify_task"]("app/_document.js", without_links)
        context["add_save_task"](own_entry)

    def provides_entry_client(self) -> bool:
        """Reflex leaves the client's first module to us."""
        return True

    def post_build(self, **context: Any) -> None:
        """Runs before Reflex compresses the files."""
        static = Path(context["static_dir"])
        for file in static.glob("assets/client-*.js"):
            file.write_text(find_own_host(file.read_text()))
        write_once(static, "site", ".css", stylesheets.whole_site())
        write_once(static, "first", ".css", stylesheets.first_pages())
        write_once(static, "poster", ".css", stylesheets.poster())
        for stem in ("early", "openmic", "waiting", "draft"):
            write_once(static, stem, ".js", for_the_head((ROOT / "assets" / f"{stem}.js").read_text()))
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


def asking_at_once(script: str) -> str:
    """Reflex's client with assets/questions.js in the place of its own effect after a navigation."""
    if QUESTIONS in script:
        return script  # Reflex leaves this file as the last build made it
    changed, count = AFTER_NAVIGATION.subn("  useQuestions(dispatch, addEvents);", script)
    if count != 1:
        raise RuntimeError("Reflex writes state.js differently now: see tests/reflex/")
    return QUESTIONS + changed


def own_entry() -> tuple[str, str]:
    """The client's first module, where Reflex's would be."""
    return str(ROOT / ".web" / "app" / "entry.client.js"), (ROOT / "assets" / "entry.js").read_text()


def in_one_file(config: str) -> str:
    """Vite's configuration with all modules in one file: on a slow line each further one costs a round trip."""
    jsx = 'fileURLToPath(new URL("./public/plain-jsx.js", import.meta.url))'
    return replaced(
        config,
        ("groups: [", 'groups: [{ test: /./, name: "client", priority: 1 },'),
        ("alias: [", f'alias: [{{ find: "@emotion/react", replacement: {jsx} }},'),
        file="vite.config.js",
    )


def without_links(document: str) -> str:
    """The document without Reflex's own stylesheet, which is empty and holds up the first paint, and without its
    choice between light and dark, which is the visitor's system's here."""
    changed, count = CHOICE_OF_THEME.subn("", replaced(document, (GLOBAL_STYLES, ""), file="_document.js"))
    if count != 1:
        raise RuntimeError("Reflex writes _document.js differently now: see tests/reflex/")
    return changed


def replaced(text: str, *changes: tuple[str, str], file: str) -> str:
    """The text with each change made; fails the build when there is nothing to change any more."""
    for old, new in changes:
        if old not in text:
            raise RuntimeError(f"Reflex writes {file} differently now: see tests/reflex/")
        text = text.replace(old, new)
    return text


def without_chatter(script: str) -> str:
    """Reflex's client notes every connect and disconnect in the console; that is a place for faults."""
    return CHATTER.sub("", script)


def find_own_host(script: str) -> str:
    """Reflex bakes in the websocket's address at build time; ours is wherever the page came from."""
    return BAKED_ADDRESS.sub(r"(location.origin+\1\2\1)", script)


def for_the_head(script: str) -> str:
    """A script as it stands in every document: without its comments, and with what it must know of the build."""
    return COMMENT.sub("", script).replace("REFLEX_VERSION", version("reflex"))


def write_once(static: Path, stem: str, ending: str, text: str) -> None:
    """Writes a file whose name changes with its content, so that browsers may keep it for ever."""
    name = f"{stem}-{sha256(text.encode()).hexdigest()[:12]}{ending}"
    (static / "assets" / name).write_text(text)
