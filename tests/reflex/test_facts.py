"""What this product stands on in Reflex: when an upgrade moves one of these, it says so here."""

import inspect
import re
from importlib.metadata import version

import pytest
from reflex.istate.data import RouterData
from reflex.middleware.middleware import Middleware
from reflex.state import State
from reflex_base.config import get_config
from reflex_base.constants import StateManagerMode
from reflex_base.environment import environment

import openmic.app
from openmic import frontend
from openmic.pages import compiling

CONFIG = '{"basename": "/", "ssr": false, "prerender": true, "build": "build"}'


def test_it_is_the_release_that_was_measured() -> None:
    assert version("reflex") == "0.10.1"


def test_the_settings_are_the_safe_ones() -> None:
    config = get_config()
    assert config.state_manager_mode == StateManagerMode.MEMORY
    assert "*" not in config.cors_allowed_origins
    assert config.telemetry_enabled is False
    assert config.state_auto_setters is False
    assert config.db_url is None
    assert config.transport == "websocket"
    frontend.prepare_environment()
    assert environment.REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE.get() == 65536


def test_no_state_has_setters_of_its_own() -> None:
    for state in State.__subclasses__():
        if state.__module__.startswith("openmic"):
            assert [name for name in vars(state) if name.startswith("set_")] == []


def test_a_middleware_is_asked_before_an_event_is_handled() -> None:
    assert list(inspect.signature(Middleware.preprocess).parameters) == ["self", "app", "state", "event"]
    assert [type(one).__name__ for one in openmic.app.app._middlewares][-2:] == ["Guard", "Secrecy"]


def test_the_address_reaches_a_state() -> None:
    data = {"pathname": "/towns/[town]", "asPath": "/towns/witney/?q=a+b", "headers": {"origin": "http://x"}}
    url = RouterData.from_router_data(data).url
    assert (url.path, url.query) == ("/towns/witney/", "q=a+b")


def test_sample_addresses_are_added_to_the_prerendered_ones() -> None:
    changed = compiling.prerender_samples(CONFIG)
    assert '[...getStaticPaths(), "/e/_", "/towns/_", "/venues/_"]' in changed


def test_every_shell_was_compiled_with_its_slot() -> None:
    for name in ("index.html", "e/_/index.html", "towns/_/index.html"):
        document = (frontend.BUILD / name).read_text()
        assert len(re.findall(r"<!--slot:\w+-->.*?<!--/slot:\w+-->", document, re.DOTALL)) == 1
        assert document.count("<title>") == 1


def test_the_baked_address_is_replaced_whatever_the_quotes() -> None:
    for quote in "\"'`":
        assert (
            compiling.find_own_host(f"a={quote}ws://localhost:8000/_event{quote}")
            == f"a=(location.origin+{quote}/_event{quote})"
        )


def test_the_client_does_not_chatter_in_the_console() -> None:
    for file in frontend.BUILD.glob("assets/*.js"):
        assert "Disconnect websocket" not in file.read_text(), file.name


def test_there_is_no_upload_address() -> None:
    paths = [getattr(route, "path", "") for route in openmic.app.app._api.routes]
    assert "/_upload" not in paths


def test_reflex_leaves_the_clients_first_module_to_a_plugin() -> None:
    assert "hydrateRoot(document" in compiling.own_entry()[1]
    assert compiling.own_entry()[0].endswith(".web/app/entry.client.js")
    assert compiling.OneBundle().provides_entry_client() is True


def test_the_client_is_one_file_with_every_page_in_it() -> None:
    files = {file.name: file.stat().st_size for file in frontend.BUILD.glob("assets/*.js")}
    assert [name for name, size in files.items() if size > 5_000] == [
        name for name in files if name.startswith("client-")
    ]


def test_a_changed_source_of_reflexs_fails_the_build() -> None:
    for change in (compiling.in_one_file, compiling.without_links, compiling.asking_at_once):
        with pytest.raises(RuntimeError, match="differently now"):
            change("something else")


def test_the_early_websocket_asks_as_reflex_does() -> None:
    state = (frontend.WEB / "utils" / "state.js").read_text()
    assert 'const TOKEN_KEY = "token";' in state  # where early.js keeps it
    assert "protocols: [reflexEnvironment.version]" in state
    assert "query: { token }" in state
    assert "return { event: boot_event, state_schema: app.stateSchema };" in state  # entry.js says the same
    engine = (
        frontend.WEB / "node_modules" / "engine.io-client" / "build" / "esm" / "transports" / "websocket.js"
    )
    assert "this.ws = this.createSocket(uri, protocols, opts);" in engine.read_text()
    (early,) = frontend.BUILD.glob("assets/early-*.js")
    assert f'"{version("reflex")}"' in early.read_text()


def test_the_shells_begin_by_one_script_that_can_be_replaced() -> None:
    for name in ("index.html", "e/_/index.html", "towns/_/index.html"):
        document = (frontend.BUILD / name).read_text()
        assert (
            len(
                re.findall(
                    r'<script type="module" async="">[^<]*__reactRouterRouteModules[^<]*</script>', document
                )
            )
            == 1
        )
        assert "stylesheet" not in document
