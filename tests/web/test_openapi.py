"""The description of the feeds is true: of what is asked, and of every answer."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from openmic.views import feed_api, selection
from openmic.views.place import by_slug
from tests.running import RunningSite

ORIGIN = "https://openmic.example"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
QUERIES = ["", "town=oxford", "category=jam&category=comedy", "q=lantern", "when=week", "until=2099-12-31"]


@pytest.fixture(scope="module")
def api(running_site: RunningSite) -> Any:
    """The document as a running site gives it, understood by a program that tries it out."""
    return schemathesis.openapi.from_url(f"{running_site.url}/feed/openapi.json")


def operations(document: dict[str, Any]) -> list[str]:
    return [path for path, item in document["paths"].items() if "get" in item]


def test_it_is_an_openapi_document_that_names_every_field() -> None:
    document = feed_api.document(ORIGIN)
    OpenAPIV31SpecValidator(document).validate()
    assert list(document["components"]["parameters"]) == [
        "q",
        "town",
        "venue",
        "category",
        "when",
        "on",
        "until",
        "after",
    ]
    assert set(document["components"]["parameters"]) == set(selection.FIELDS)
    assert document["servers"] == [{"url": ORIGIN}]
    assert "oxford" in by_slug(), "the example is a town"


@pytest.mark.parametrize("path", operations(feed_api.document(ORIGIN)))
@pytest.mark.parametrize("query", QUERIES)
def test_what_people_ask_for_is_answered_as_described(
    running_site: RunningSite, api: Any, path: str, query: str
) -> None:
    operation = api[path]["GET"]
    answer = httpx.get(f"{running_site.url}{path}?{query}", trust_env=False)
    assert answer.status_code == 200
    operation.validate_response(answer)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", operations(feed_api.document(ORIGIN)))
def test_whatever_is_asked_there_is_no_fault_and_no_answer_but_those_described(
    api: Any, path: str, mode: GenerationMode
) -> None:
    seen: set[int] = set()

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=api[path]["GET"].as_strategy(mode))
    def ask(case: Any) -> None:
        seen.add(case.call_and_validate(checks=CHECKS).status_code)

    ask()
    assert seen <= {200, 400, 404}
    assert 400 in seen, "it was asked things that are refused"
