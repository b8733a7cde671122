"""The contract: valid, closed, bounded and complete; its core says the same in fewer words."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

FOLDER = Path(__file__).parents[1] / "data" / "contract"
TEXTS = {name: (FOLDER / name).read_text(encoding="utf-8") for name in ("openapi.yaml", "core.yaml")}
DOCUMENTS = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
WHOLE, CORE = DOCUMENTS["openapi.yaml"], DOCUMENTS["core.yaml"]

METHODS = ("get", "put", "post", "delete", "patch")
TAGS = {tag["name"] for tag in WHOLE["tags"]}
ROLES = {"anybody", "member", "steward", "admin"}

LEAKS = (
    "three", "twelve", "12 months", "lapse", "waive", "midnight", "local time", "recalled", "overdue loan",
    "per household", "not borrow", "eligible if", "two extensions",
)  # fmt: skip

Way = tuple[str | int, ...]
Schema = dict[str, Any]


# --- how to read a document -----------------------------------------------------------------------


def nodes(node: Any, path: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Yield everything in a document with the way to it."""
    yield path, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        yield from nodes(value, (*path, key))


def pointer(path: Way) -> str:
    """Write a way through a document as a JSON pointer."""
    return "#/" + "/".join(str(key).replace("~", "~0").replace("/", "~1") for key in path)


def is_schema(path: Way) -> bool:
    """Tell whether a schema is expected at the end of this way."""
    if len(path) < 2:
        return False
    holder, key = path[-2:]
    listed = holder in {"oneOf", "anyOf", "allOf"} and isinstance(key, int)
    return listed or holder in {"properties", "schemas"} or key in {"schema", "items"}


def _is_short(schema: Schema) -> bool:
    return "maxLength" in schema or "format" in schema or schema.get("pattern", "").endswith("}$")


_BOUNDED: dict[str, Callable[[Schema], bool]] = {
    "object": lambda schema: schema.get("additionalProperties") is False,
    "array": lambda schema: {"maxItems", "items"} <= schema.keys(),
    "string": _is_short,
    "integer": lambda schema: {"minimum", "maximum"} <= schema.keys(),
    "boolean": lambda schema: True,
    "null": lambda schema: True,
    "number": lambda schema: False,
    "anything": lambda schema: False,
}


def is_loose(schema: Any) -> bool:
    """Tell whether a schema lets in something that nobody stated."""
    if not isinstance(schema, dict):
        return True
    if {"$ref", "oneOf", "enum", "const"} & schema.keys():
        return False
    kinds = schema.get("type", "anything")
    return any(not _BOUNDED[kind](schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def loose(document: Any) -> list[str]:
    """List the ways to all schemas that are open or without bounds, and to media and headers without one."""
    found = [pointer(path) for path, node in nodes(document) if is_schema(path) and is_loose(node)]
    carriers = [(path, node) for path, node in nodes(document) if path[-2:-1] in (("content",), ("headers",))]
    return found + [pointer(path) for path, node in carriers if not {"schema", "$ref"} & node.keys()]


def resolved(node: Any, document: Any) -> Any:
    """Follow every reference; what stands beside one is added."""
    if isinstance(node, list):
        return [resolved(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    beside = {key: resolved(value, document) for key, value in node.items() if key != "$ref"}
    if "$ref" not in node:
        return beside
    target = reduce(lambda inside, key: inside[key], node["$ref"].removeprefix("#/").split("/"), document)
    return {**resolved(target, document), **beside}


def operations(document: Schema) -> Iterator[Schema]:
    """Yield each operation, references followed, with its method and path as `where`."""
    for path, item in resolved(document["paths"], document).items():
        for method in (method for method in METHODS if method in item):
            parameters = item.get("parameters", []) + item[method].get("parameters", [])
            yield {**item[method], "parameters": parameters, "where": f"{method} {path}"}


def by_name(document: Schema) -> dict[str, Schema]:
    """Return the operations under their operationIds; one without stands under its method and path."""
    return {one.get("operationId") or one["where"]: one for one in operations(document)}


def meaning(node: Any) -> Any:
    """Reduce a schema to what it accepts: no prose, and one way to say each thing."""
    if isinstance(node, list):
        return [meaning(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: meaning(value) for key, value in node.items() if key not in {"default", "discriminator"}}
    if isinstance(kept.get("description"), str):
        del kept["description"]
    if {"enum", "const"} & kept.keys():
        kept.pop("type", None)
    if kept.get("minProperties") == len(kept.get("properties", ())) > 0:
        del kept["minProperties"]
        kept["required"] = list(kept["properties"])
    return {**kept, "required": sorted(kept["required"])} if isinstance(kept.get("required"), list) else kept


def exchange(operation: Schema, document: Schema) -> Schema:
    """Reduce an operation to what goes in and what comes out when all is well."""
    body = operation.get("requestBody", {})
    answers = {status: answer for status, answer in operation["responses"].items() if status < "3"}
    return {
        "where": operation["where"],
        "security": operation.get("security", document.get("security")),
        "staff only": operation.get("x-who") == "steward",
        "parameters": {(one["in"], one["name"]): _accepted(one) for one in operation["parameters"]},
        "body": (body.get("required"), meaning(body.get("content"))),
        "answers": {status: meaning(answer.get("content")) for status, answer in answers.items()},
    }


def _accepted(parameter: Schema) -> tuple[bool, Any]:
    return parameter.get("required", False), meaning(parameter["schema"])


def errors_of(operation: Schema) -> set[str]:
    """Return the error statuses that an operation must name, going by its path, body and role."""
    statuses = {"422"}
    statuses |= {"404"} if "{" in operation["where"] else set()
    statuses |= {"400", "413", "415"} if "requestBody" in operation else set()
    return statuses | ({"401", "403"} if operation.get("x-who") != "anybody" else set())


OPERATIONS, CORE_OPERATIONS = by_name(WHOLE), by_name(CORE)


# --- both documents -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_valid_openapi(name: str) -> None:
    validate(copy.deepcopy(DOCUMENTS[name]))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_shape_is_closed_and_bounded(name: str) -> None:
    assert loose(DOCUMENTS[name]) == []


@pytest.mark.parametrize(
    "planted",
    [
        True,
        {},
        {"type": "object", "properties": {}},
        {"type": "string"},
        {"type": ["string", "null"], "pattern": "^a*$"},
        {"type": "integer", "minimum": 0},
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "array", "items": {"type": "boolean"}},
    ],
)
def test_a_loose_shape_is_found_anywhere(planted: Any) -> None:
    header = {"/tools": {"get": {"responses": {"200": {"headers": {"Link": {"schema": planted}}}}}}}
    field = {"Tool": {"type": "object", "additionalProperties": False, "properties": {"items": planted}}}
    assert loose({"paths": header, "components": {"schemas": field}}) == [
        "#/paths/~1tools/get/responses/200/headers/Link/schema",
        "#/components/schemas/Tool/properties/items",
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_pattern_compiles(name: str) -> None:
    patterns = {node for path, node in nodes(DOCUMENTS[name]) if path[-1:] == ("pattern",)}
    assert len(patterns) > 5
    assert all(re.compile(pattern) for pattern in patterns)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("leak", LEAKS)
def test_no_eligibility_rule_leaks(name: str, leak: str) -> None:
    assert leak not in " ".join(TEXTS[name].lower().split())


# --- the whole contract ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_says_what_it_is_and_who_may(name: str) -> None:
    operation = OPERATIONS[name]
    with_token = operation["x-who"] != "anybody" or name == "register"
    assert operation["operationId"] == name
    assert operation["x-who"] in ROLES
    assert operation["tags"][0] in TAGS
    assert 0 < len(operation["summary"]) <= 80
    assert ({"bearer": []} in operation["security"]) == with_token


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_names_its_errors(name: str) -> None:
    assert errors_of(OPERATIONS[name]) <= OPERATIONS[name]["responses"].keys()


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_error_has_the_one_shape(name: str) -> None:
    responses = OPERATIONS[name]["responses"]
    errors = [answer for status, answer in responses.items() if status >= "4"]
    shape = resolved(WHOLE["components"]["schemas"]["Error"], WHOLE)
    assert all(error["content"] == {"application/json": {"schema": shape}} for error in errors)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_new_thing_has_an_address_and_a_page_has_a_next(name: str) -> None:
    responses = OPERATIONS[name]["responses"]
    new, shown = responses.get("201", {}), responses.get("200", {})
    assert ("Location" in new.get("headers", {})) == (new != {} and name != "log_in")
    assert ("Link" in shown.get("headers", {})) == ("per_page" in str(shown))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_operation_ids_are_unique(name: str) -> None:
    counted = Counter(one.get("operationId") for one in operations(DOCUMENTS[name]))
    assert [one for one, count in counted.items() if count > 1] == []


# --- the core -------------------------------------------------------------------------------------


def test_the_core_fits_one_chat_message() -> None:
    assert len(CORE["paths"]) <= 12
    assert len(TEXTS["core.yaml"]) <= 12_000


def test_the_core_opens_with_five_lines_for_a_stranger() -> None:
    opening = TEXTS["core.yaml"].split("openapi:")[0]
    assert len(opening.splitlines()) <= 5
    for word in ("PORT", "DATABASE_URL", "CARRIER_URL", "ADMIN_EMAIL", "ADMIN_PASSWORD", "Idempotency-Key"):
        assert word in opening


@pytest.mark.parametrize("name", CORE_OPERATIONS)
def test_the_core_says_the_same_as_the_whole(name: str) -> None:
    assert exchange(CORE_OPERATIONS[name], CORE) == exchange(OPERATIONS[name], WHOLE)
