"""The OpenAPI document: it is true, it only grows, and nothing it describes breaks the API."""

import copy
import json
from pathlib import Path
from urllib.parse import urlencode

import jsonschema
import pytest
import schemathesis
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import translation
from hypothesis import Phase, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from events.models import EventRecord
from portal.api.contract import broken_promises
from portal.api.document import document
from portal.api.operations import LISTS, api
from portal.wsgi import application

COPY = Path(__file__).parent / "openapi.json"
# Each operation is asked this many times with values made up from the document.
EXAMPLES = 40


@pytest.fixture(scope="module")
def promised():
    return json.loads(COPY.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made():
    return document(api)


def test_the_committed_document_is_what_the_api_offers(promised, made):
    assert broken_promises(promised, made) == []
    assert made == promised, "The API grew. Run: manage.py api_schema tests/portal/api/openapi.json"


def test_the_document_is_valid_openapi_3_1(made):
    validate(made)
    assert made["openapi"].startswith("3.1")


@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_the_document_is_the_same_in_every_language_and_at_every_address(made, language, settings):
    settings.PUBLIC_URL = "https://elsewhere.example"
    with translation.override(language):
        assert document(api) == made


@pytest.mark.django_db
def test_the_document_is_served(client, made):
    response = client.get("/api/v1/openapi.json")
    assert response.json() == made | {"servers": [{"url": "http://127.0.0.1:8000/"}]}
    assert response.headers["Access-Control-Allow-Origin"] == "*"


# It only grows


def at(schema, *path):
    for part in path:
        schema = schema[part]
    return schema


EVENTS = ("paths", "/api/v1/events/", "get")
EVENT = ("components", "schemas", "Event")


def parameter(schema, name):
    return next(p for p in at(schema, *EVENTS, "parameters") if p["name"] == name)


BREAKING = {
    "GET /api/v1/places/ is gone": lambda s: s["paths"].pop("/api/v1/places/"),
    "parameter month is gone": lambda s: at(s, *EVENTS)["parameters"].remove(parameter(s, "month")),
    "parameter lang became required": lambda s: parameter(s, "lang").update(required=True),
    "parameter key is new and required": lambda s: at(s, *EVENTS)["parameters"].append(
        {"name": "key", "in": "query", "required": True, "schema": {"type": "string"}}
    ),
    "parameter when: the value “weekend” is gone": lambda s: parameter(s, "when")["schema"]["enum"].remove("weekend"),
    "parameter cat: the value “rite” is gone": lambda s: parameter(s, "cat")["schema"]["items"]["enum"].remove("rite"),
    "parameter limit has a narrower maximum": lambda s: parameter(s, "limit")["schema"].update(maximum=20),
    "parameter limit has a narrower minimum": lambda s: parameter(s, "limit")["schema"].update(minimum=5),
    "parameter limit has another default": lambda s: parameter(s, "limit")["schema"].update(default=5),
    "parameter month has another pattern": lambda s: parameter(s, "month")["schema"].update(pattern="^x$"),
    "parameter month changed its type": lambda s: parameter(s, "month")["schema"].update(type="integer"),
    "parameter month takes certain values only": lambda s: parameter(s, "month")["schema"].update(enum=["2027-06"]),
    "parameter fields has another explode": lambda s: parameter(s, "fields").update(explode=True),
    "answer 200 is gone": lambda s: at(s, *EVENTS)["responses"].pop("200"),
    "header Link is gone": lambda s: at(s, *EVENTS, "responses", "200", "headers").pop("Link"),
    "answer 200 is no longer application/json": lambda s: at(s, *EVENTS, "responses", "200")["content"].clear(),
    "results[].title is gone": lambda s: at(s, *EVENT, "properties").pop("title"),
    "results[].licence may be missing now": lambda s: at(s, *EVENT)["required"].remove("licence"),
    "results[].is_free changed its type": lambda s: at(s, *EVENT, "properties").update(is_free={"type": "string"}),
    "results[].title changed its type": lambda s: at(s, *EVENT, "properties").update(
        title={"anyOf": [{"type": "string"}, {"type": "null"}]}
    ),
    "results[].uid has another format": lambda s: at(s, *EVENT, "properties", "uid").pop("format"),
    "results[].status: the value “full” is gone": lambda s: at(s, *EVENT, "properties", "status")["enum"].remove(
        "full"
    ),
    "results[].place.safety.reason is gone": lambda s: at(s, "components", "schemas", "SafetyState", "properties").pop(
        "reason"
    ),
}


@pytest.mark.parametrize("sentence", BREAKING)
def test_what_would_break_a_partner_is_named(promised, sentence):
    changed = copy.deepcopy(promised)
    BREAKING[sentence](changed)
    assert any(sentence in broken for broken in broken_promises(promised, changed))


def test_additions_break_nobody(promised):
    grown = copy.deepcopy(promised)
    grown["paths"]["/api/v1/routes/"] = grown["paths"]["/api/v1/changes/"]
    at(grown, *EVENTS)["parameters"].append({"name": "tag", "in": "query", "schema": {"type": "string"}})
    parameter(grown, "when")["schema"]["enum"].append("yesterday")
    parameter(grown, "limit")["schema"]["maximum"] = 500
    at(grown, *EVENT, "properties")["audience"] = {"type": "string"}
    at(grown, *EVENT, "properties", "category")["enum"].append("parade")
    at(grown, *EVENT)["required"].append("title")
    at(grown, *EVENTS, "responses")["451"] = {"description": "Forbidden by law."}
    assert broken_promises(promised, grown) == []


def test_the_command_writes_additions_and_refuses_to_break_a_promise(promised, made, tmp_path, capsys):
    call_command("api_schema")
    assert json.loads(capsys.readouterr().out) == made
    file = tmp_path / "openapi.json"
    call_command("api_schema", str(file))
    assert file.read_text(encoding="utf-8") == COPY.read_text(encoding="utf-8")
    less = copy.deepcopy(made)
    del less["paths"]["/api/v1/places/"]
    file.write_text(json.dumps(less))
    call_command("api_schema", str(file))
    assert json.loads(file.read_text()) == made
    more = copy.deepcopy(made)
    at(more, *EVENT, "properties")["audience"] = {"type": "string"}
    file.write_text(json.dumps(more))
    with pytest.raises(CommandError, match="audience is gone"):
        call_command("api_schema", str(file))
    assert json.loads(file.read_text()) == more


# It is true


def validator(document, name):
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def pages(client, address):
    """Every page of a list."""
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        yield response.json()
        address = response.json()["next"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en", "jv"])
@pytest.mark.parametrize("name", LISTS)
def test_every_record_has_every_field_that_the_document_names(client, made, name, language):
    check = validator(made, name.title())
    record = made["components"]["schemas"][name.title()]["properties"]["results"]["items"]["$ref"].split("/")[-1]
    fields = set(made["components"]["schemas"][record]["properties"])
    found = 0
    for page in pages(client, f"/api/v1/{name}/?lang={language}&limit=100"):
        check.validate(page)
        for result in page["results"]:
            assert set(result) == fields
            found += 1
    assert found > 2


@pytest.mark.django_db
def test_one_event_has_every_field_that_the_document_names(client, made):
    check = validator(made, "EventWithDates")
    for uid in EventRecord.objects.values_list("uid", flat=True):
        event = client.get(f"/api/v1/events/{uid}/").json()
        check.validate(event)
        assert set(event) == set(made["components"]["schemas"]["EventWithDates"]["properties"])


@pytest.mark.django_db
def test_every_example_in_the_document_works(client, made):
    uid = EventRecord.objects.values_list("uid", flat=True).first()
    tried = 0
    for path, operations in made["paths"].items():
        for parameter in operations["get"].get("parameters", []):
            if parameter["in"] == "path" or "example" not in parameter:
                continue
            example = parameter["example"]
            value = ",".join(example) if parameter.get("explode") is False else example
            query = urlencode({parameter["name"]: value, "strict": "1"}, doseq=True)
            response = client.get(f"{path.format(uid=uid)}?{query}")
            assert response.status_code == 200, (path, query, response.content)
            tried += 1
    assert tried > 80


def test_every_parameter_has_a_description_and_all_but_the_cursor_an_example(made):
    for operations in made["paths"].values():
        for parameter in operations["get"].get("parameters", []):
            if parameter["in"] == "query":
                assert parameter["description"].endswith("."), parameter
                assert ("example" in parameter) == (parameter["name"] != "after"), parameter


def test_every_parameter_that_changes_an_answer_is_part_of_what_answers_are_kept_under(made):
    from portal.keeping.pages import KNOWN_PARAMETERS

    for operations in made["paths"].values():
        names = {p["name"] for p in operations["get"].get("parameters", []) if p["in"] == "query"}
        assert names <= KNOWN_PARAMETERS


# Nothing breaks it


@pytest.fixture
def one_connection(db):
    """Requests do not close the connection that holds the test's transaction, as they would outside of tests."""
    signals = [request_started, request_finished]
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def api_schema(one_connection):
    uid = EventRecord.objects.values_list("uid", flat=True).first()
    project = ProjectConfig(
        generation=GenerationConfig(max_examples=EXAMPLES, deterministic=True), parameters={"uid": str(uid)}
    )
    config = SchemathesisConfig(projects=ProjectsConfig(default=project))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


PATHS = sorted(json.loads(COPY.read_text(encoding="utf-8"))["paths"])


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_the_api_answers_as_the_document_says(api_schema, path, mode):
    operation = api_schema[path]["GET"]
    if mode.is_negative and not operation.query:
        pytest.skip("it takes no parameter that could be wrong")

    # A value may have the right form and still name a day or a place in the list that there is not: that is refused.
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    def ask(case):
        case.call_and_validate(excluded_checks=[positive_data_acceptance], headers={"Accept-Encoding": "identity"})

    ask()
