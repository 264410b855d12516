"""Every handler of every state is classified, and the guard refuses whatever is not (TRUST T1, T2, T4)."""

import ast
from pathlib import Path

import pytest
from reflex_base.registry import RegistrationContext

import openmic.app
from openmic.state import access

OURS = {
    "openmic___state___detail____detail_state.look": "public",
    "openmic___state___finder____finder_state.look": "public",
    "openmic___state___finder____finder_state.more": "public",
    "openmic___state___queue____queue_state.decide": "moderator",
    "openmic___state___queue____queue_state.decide_several": "moderator",
    "openmic___state___queue____queue_state.look": "moderator",
    "openmic___state___queue____queue_state.undo": "moderator",
    "openmic___state___submission____submission_state.ask": "public",
    "openmic___state___submission____submission_state.back": "public",
    "openmic___state___submission____submission_state.guess": "public",
    "openmic___state___submission____submission_state.look": "public",
}
MARKS = [["public"], ["signed_in"], ["role('moderator')"], ["role('admin')"]]


@pytest.fixture
def handlers() -> dict[str, str | None]:
    """Every registered handler with the access the guard sees."""
    with openmic.app.app.set_contexts():
        names = list(RegistrationContext.get().event_handlers)
        return {name.removeprefix("reflex___state____state."): access.access_to(name) for name in names}


def test_our_handlers_are_exactly_those_we_know_of(handlers: dict[str, str | None]) -> None:
    ours = {
        name: mark for name, mark in handlers.items() if name.startswith("openmic") and "setvar" not in name
    }
    assert ours == OURS


def test_nothing_of_reflexs_is_open_but_what_a_page_needs_to_come_alive(
    handlers: dict[str, str | None],
) -> None:
    opened = {name.rpartition(".")[2] for name, mark in handlers.items() if mark == "reflex"}
    assert opened == access.REFLEX_OWN
    closed = {name.rpartition(".")[2] for name, mark in handlers.items() if mark is None}
    assert {"setvar", "update_vars_internal"} <= closed


def test_a_name_nobody_registered_has_no_access() -> None:
    with openmic.app.app.set_contexts():
        assert access.access_to("reflex___state____state.made_up") is None


@pytest.mark.parametrize(
    "file", sorted(Path(access.__file__).parent.glob("*.py")), ids=lambda file: file.stem
)
def test_every_public_method_of_a_state_is_a_marked_handler(file: Path) -> None:
    states = [
        node
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "rx.State" for base in node.bases)
    ]
    for method in (item for state in states for item in state.body if isinstance(item, ast.AsyncFunctionDef)):
        marks = [ast.unparse(decorator) for decorator in method.decorator_list]
        is_marked = marks[:1] == ["rx.event"] and marks[1:] in MARKS
        assert method.name.startswith("_") or is_marked, f"{file.name}: {method.name}"
    plain = [item.name for state in states for item in state.body if isinstance(item, ast.FunctionDef)]
    assert plain == [], "a plain def handler blocks everybody"
