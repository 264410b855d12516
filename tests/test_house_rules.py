"""The code base checks itself: the rules of docs/architecture.md and CONTRIBUTING.md that a program can see."""

import ast
import dataclasses
import re
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from reflex.state import State

import openmic.app  # noqa: F401  (registers every state)
from openmic.settings import Settings
from openmic.web.app import DEV_ROUTES, ROUTES

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "openmic").rglob("*.py"))
OURS = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split()

# Every address there is, each deliberately open to anybody. One that needs a guard is listed with it.
PUBLIC_ROUTES = {
    "/": {"GET", "HEAD"},
    "/towns/": {"GET", "HEAD"},
    "/venues/": {"GET", "HEAD"},
    "/towns/{town}/": {"GET", "HEAD"},
    "/venues/{venue}/": {"GET", "HEAD"},
    "/tonight/": {"GET", "HEAD"},
    "/this-week/": {"GET", "HEAD"},
    "/this-weekend/": {"GET", "HEAD"},
    "/e/{event}/": {"GET", "HEAD"},
    "/e/{event}/event.ics": {"GET", "HEAD"},
    "/e/{event}/report": {"GET", "HEAD", "POST"},
    "/e/{event}/report/": {"GET", "HEAD", "POST"},
    "/e/{event}/report/sent/": {"GET", "HEAD"},
    "/embed/": {"GET", "HEAD"},  # the only one that another site's frame may show: tests/trust/test_frames.py
    "/embed/code/": {"GET", "HEAD"},
    "/events/partial-list/": {"GET", "HEAD"},
    "/e/{event}/card.png": {"GET", "HEAD"},
    "/e/{event}/poster/": {"GET", "HEAD"},
    "/e/{event}/qr.svg": {"GET", "HEAD"},
    "/towns/{town}/card.png": {"GET", "HEAD"},
    "/venues/{venue}/card.png": {"GET", "HEAD"},
    "/sitemap.xml": {"GET", "HEAD"},
    "/sitemap-{number}.xml": {"GET", "HEAD"},
    "/robots.txt": {"GET", "HEAD"},
    "/media/{file}": {"GET", "HEAD"},
    "/healthz": {"GET", "HEAD"},
    "/readiness": {"GET", "HEAD"},
    "/submit/": {"GET", "HEAD", "POST"},
    "/submit/sent/": {"GET", "HEAD", "POST"},
    "/verify-email/": {"GET", "HEAD", "POST"},
    "/manage/": {"GET", "HEAD", "POST"},  # without a link or being signed in it only offers to send one
    "/e/{event}/contact/": {"GET", "HEAD", "POST"},
    "/e/{event}/contact": {"GET", "HEAD", "POST"},
    "/e/{event}/contact/sent/": {"GET", "HEAD"},
    "/messages/confirm/": {"GET", "HEAD", "POST"},
    "/subscribe/": {"GET", "HEAD", "POST"},
    "/subscribe/sent/": {"GET", "HEAD"},
    # each of these does nothing without a token from a mail
    "/subscribe/confirm/": {"GET", "HEAD", "POST"},
    "/subscriptions/": {"GET", "HEAD"},
    "/subscriptions/{act}/": {"POST"},
    "/unsubscribe/": {"GET", "HEAD", "POST"},
    "/sign-in/": {"GET", "HEAD", "POST"},
    "/sign-in/sent/": {"GET", "HEAD"},
    "/sign-in/confirm/": {"GET", "HEAD", "POST"},
    "/sign-out/": {"GET", "HEAD", "POST"},
    "/digest/{week}/{event}/": {"GET", "HEAD"},
    "/terms/": {"GET", "HEAD"},
    "/privacy/": {"GET", "HEAD"},
    "/guidelines/": {"GET", "HEAD"},
    "/accessibility/": {"GET", "HEAD"},
    "/cookies/": {"GET", "HEAD"},
    "/about/": {"GET", "HEAD"},
    # pages of other sites may ask first whether they may read these
    "/feed/upcoming.json": {"GET", "HEAD", "OPTIONS"},
    "/feed/upcoming.ics": {"GET", "HEAD", "OPTIONS"},
    "/feed/upcoming.atom": {"GET", "HEAD", "OPTIONS"},
    "/feed/jsonfeed.json": {"GET", "HEAD", "OPTIONS"},
    "/feed/openapi.json": {"GET", "HEAD", "OPTIONS"},
    "/feeds/": {"GET", "HEAD"},
    "/privacy/request/": {"GET", "HEAD", "POST"},
    "/privacy/request/sent/": {"GET", "HEAD"},
    "/privacy/erased/": {"GET", "HEAD"},
    "/complaint/": {"GET", "HEAD", "POST"},
    "/complaint/sent/": {"GET", "HEAD"},
    # a token from a mail opens them, and nothing else does: tests/web/test_personal_data.py
    "/privacy/data/": {"GET", "HEAD"},
    "/privacy/data/data.json": {"GET", "HEAD"},
    "/privacy/data/data.html": {"GET", "HEAD"},
    "/privacy/data/erase/": {"GET", "HEAD", "POST"},
}
# Each of these asks first who is there (web/signed_in.py); tests/trust/test_guards.py tries.
GUARDED_ROUTES = {
    "/my/": {"GET", "HEAD"},
    "/my/nights.csv": {"GET", "HEAD"},
    # with a token from a mail, or signed in
    "/manage/change/": {"GET", "HEAD", "POST"},
    "/manage/cancel/": {"GET", "HEAD", "POST"},
    "/manage/copy/": {"GET", "HEAD", "POST"},
    "/manage/nights.csv": {"GET", "HEAD"},
    "/manage/appeal/": {"POST"},
    "/manage/confirm/": {"GET", "HEAD", "POST"},
    "/manage/withdraw/": {"GET", "HEAD", "POST"},
    "/manage/messages/": {"GET", "HEAD", "POST"},
    # admins only: tests/web/test_complaints.py
    "/moderation/complaints/": {"GET", "HEAD"},
    "/moderation/complaints/{complaint}/answer": {"POST"},
    # moderators only
    "/moderation/messages/": {"GET", "HEAD"},
    "/moderation/messages/{message}/release": {"POST"},
    "/moderation/messages/{message}/drop": {"POST"},
    "/moderation/": {"GET", "HEAD"},
    "/moderation/partial-queue/": {"GET", "HEAD"},
    "/moderation/events/{event}/approve": {"POST"},
    "/moderation/events/{event}/reject": {"POST"},
    "/moderation/events/{event}/hold": {"POST"},
    "/moderation/events/{event}/release": {"POST"},
    "/moderation/reports/{report}/review": {"POST"},
    "/moderation/reports/{report}/dismiss": {"POST"},
    "/moderation/bulk": {"POST"},
    "/moderation/undo": {"POST"},
    # moderators: tests/trust/test_desk_guards.py tries each as everybody else
    "/moderation/events/": {"GET", "HEAD"},
    "/moderation/events/{event}/": {"GET", "HEAD"},
    "/moderation/events/{event}/edit/": {"GET", "HEAD", "POST"},
    "/moderation/events/{event}/unpublish/": {"GET", "HEAD", "POST"},
    "/moderation/events/{event}/feature/": {"POST"},
    "/moderation/events/{event}/unfeature/": {"POST"},
    "/moderation/events/{event}/trust/": {"POST"},
    "/moderation/events/{event}/distrust/": {"POST"},
    "/moderation/events/{event}/undo/": {"POST"},
    "/moderation/trail/": {"GET", "HEAD"},
    "/moderation/figures/": {"GET", "HEAD"},
    "/moderation/switches/": {"GET", "HEAD", "POST"},
    "/moderation/holds/": {"GET", "HEAD"},
    # admins only: tests/web/test_holds.py
    "/moderation/events/{event}/hold/": {"GET", "HEAD", "POST"},
    "/moderation/events/{event}/hold/lift/": {"GET", "HEAD", "POST"},
    "/moderation/venues/": {"GET", "HEAD"},
    "/moderation/venues/{place}/": {"GET", "HEAD", "POST"},
    "/moderation/venues/{place}/merge/": {"GET", "HEAD", "POST"},
    "/moderation/towns/": {"GET", "HEAD"},
    "/moderation/towns/{place}/merge/": {"GET", "HEAD", "POST"},
    "/moderation/jobs/": {"GET", "HEAD"},
    "/moderation/mail/": {"GET", "HEAD"},
    "/moderation/mail/{mail}/resend": {"POST"},
    "/moderation/mail/{mail}/drop": {"POST"},
    "/moderation/digest/": {"GET", "HEAD"},
    "/moderation/digest/html": {"GET", "HEAD"},
}
# Only where DEBUG is on.
DEVELOPMENT_ROUTES = {
    "/dev/mailbox/": {"GET", "HEAD"},
    "/dev/mailbox/{mail}/": {"GET", "HEAD"},
    "/dev/mailbox/{mail}/html": {"GET", "HEAD"},
}


def modules(package: str) -> list[ModuleType]:
    """A package's modules, imported."""
    files = (ROOT / "openmic" / package).rglob("*.py")
    return [import_module(".".join(file.relative_to(ROOT).with_suffix("").parts)) for file in sorted(files)]


def test_no_file_is_too_long_to_read_at_once() -> None:
    long = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in CODE}
    assert {name: lines for name, lines in long.items() if lines > 200} == {}


@pytest.mark.parametrize("name", sorted(file.name for file in (ROOT / "assets").glob("*.[cj]s*")))
def test_our_own_style_and_script_stay_small(name: str) -> None:
    assert len([line for line in (ROOT / "assets" / name).read_text().splitlines() if line.strip()]) <= 50


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = re.compile(r"(utils?|helpers?|common|managers?|base_.*|misc)")
    assert [file for file in CODE if any(empty.fullmatch(part) for part in file.with_suffix("").parts)] == []


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_imports_by_whole_names(file: Path) -> None:
    tree = ast.parse(file.read_text())
    assert ast.get_docstring(tree), "a module begins with what it is for"
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [node.lineno for node in imports if node.level] == [], "imports are absolute"
    for node in tree.body:
        if isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
    inherited = {
        id(method)
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef) and kind.bases
        for method in ast.walk(kind)
    }
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    ours = [node.name for node in functions if id(node) not in inherited]
    assert [name for name in ours if re.match(r"(get|do|handle)_", name)] == []


@pytest.mark.parametrize("package", ["state", "pages"])
def test_the_live_world_never_calls_a_night_plain_event(package: str) -> None:
    for file in (ROOT / "openmic" / package).glob("*.py"):
        if file.name == "access.py":
            continue  # there an event is Reflex's: a message over the websocket
        names = {node.id for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Name)}
        assert "event" not in names, file


def test_nobody_but_the_clock_reads_the_time() -> None:
    reading = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    readers = [file.name for file in CODE if reading.search(file.read_text())]
    assert readers == ["clock.py"]


def test_nobody_but_the_database_commits() -> None:
    assert [file.name for file in CODE if ".commit()" in file.read_text()] == ["db.py", "migrate.py"]


def test_no_user_text_is_ever_markup() -> None:
    banned = re.compile(r"rx\.(html|markdown|script|call_script|upload|Cookie|LocalStorage)\b")
    assert [file.name for file in CODE if banned.search(file.read_text())] == []
    assert [file.name for file in CODE if "dangerouslySetInnerHTML" in file.read_text()] == ["live.py"]
    assert {file.name for file in CODE if re.search(r"\btrusted\(", file.read_text())} == {
        "html.py",
        "plain.py",
    }


def states() -> list[type[State]]:
    return [state for state in State.__subclasses__() if state.__module__.startswith("openmic")]


def test_every_var_of_every_state_is_a_word_or_a_view() -> None:
    assert len(states()) >= 2
    for state in states():
        assert state.__subclasses__() == [], "states are flat"
        for name, var in state.base_vars.items():
            kind = var._var_type
            is_view = dataclasses.is_dataclass(kind) and kind.__module__.startswith("openmic.views")
            assert kind in (str, int, bool) or is_view, f"{state.__name__}.{name}: {kind}"
        assert state.computed_vars == {}, "a computed var runs for everybody"


def test_every_view_is_frozen_and_none_has_room_for_the_organisers_address() -> None:
    views = [
        kind
        for module in modules("views")
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == module.__name__
    ]
    assert len(views) > 5
    for view in views:
        assert view.__dataclass_params__.frozen, view  # pyright: ignore[reportAttributeAccessIssue]
        assert [field.name for field in dataclasses.fields(view) if "email" in field.name] == [], view


def test_every_route_is_one_we_know_to_be_public_or_guarded() -> None:
    assert {route.path: route.methods for route in ROUTES} == PUBLIC_ROUTES | GUARDED_ROUTES
    assert not PUBLIC_ROUTES.keys() & GUARDED_ROUTES.keys()
    assert {route.path: route.methods for route in DEV_ROUTES} == DEVELOPMENT_ROUTES


def test_every_setting_is_in_the_example_and_nothing_else_is() -> None:
    example = re.findall(r"^#?\s?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(example) == sorted(name.upper() for name in Settings.model_fields)


def test_migrations_are_numbered_without_a_gap() -> None:
    steps = sorted(file.name[:4] for file in (ROOT / "alembic" / "versions").glob("*.py"))
    assert steps == [f"{number:04}" for number in range(1, len(steps) + 1)]
    assert not (ROOT / "alembic" / "__init__.py").exists(), "it would hide the library"


def test_the_locks_hold_every_dependency_with_hashes_and_name_no_registry() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for name, wanted in {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": project["dependencies"] + project["optional-dependencies"]["dev"],
    }.items():
        text = (ROOT / name).read_text()
        locked = dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))
        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(locked[requirement.name.lower()]), requirement
        assert text.count("==") <= text.count("--hash=sha256:")
    for name in OURS:
        if name.endswith(".lock") or "lock.json" in name or name.startswith("reflex.lock/"):
            assert not re.search(
                r"https?://[^\s\"]*(registry|pypi|\.tgz|\.whl)", (ROOT / name).read_text()
            ), name


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for name in (name for name in OURS if name.endswith(".md")):
        for target in re.findall(r"\]\(([^)#\s]+)", (ROOT / name).read_text()):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_the_documents_name_every_address() -> None:
    text = "".join(file.read_text() for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    known = PUBLIC_ROUTES | GUARDED_ROUTES | DEVELOPMENT_ROUTES
    missing = [path for path in known if re.sub(r"\{\w+\}.*", "", path) not in text]
    assert missing == []


def test_nothing_is_left_unfinished() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|NotImplemented|pragma: no " + r"cover")
    files = [ROOT / name for name in OURS if name.endswith((".py", ".js", ".css", ".scss"))]
    files.remove(Path(__file__))
    assert [file.name for file in files if marks.search(file.read_text())] == []
