"""The contract, as far as tests walk through it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

FILE = Path(__file__).parents[2] / "data" / "contract" / "openapi.yaml"
METHODS = ("get", "post", "put", "patch", "delete")


CODES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    500: "internal",
    503: "unavailable",
}


@dataclass(frozen=True)
class Operation:
    """One operation: where it is, what it takes."""

    name: str
    method: str
    path: str
    public: bool
    query: tuple[str, ...]
    body: str | None

    def fields(self) -> list[str]:
        """Return the names of the fields that its body may have."""
        shape = document()["components"]["schemas"][self.body]
        branches = [_resolved(branch) for branch in shape.get("oneOf", [shape])]
        return sorted({name for branch in branches for name in branch.get("properties", ())})

    def fits(self, body: Any) -> bool:
        """Tell whether the contract allows this body."""
        schema = {"$ref": f"#/components/schemas/{self.body}", "components": document()["components"]}
        return Draft202012Validator(schema).is_valid(body)


@cache
def document() -> Any:
    """Read the contract."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation of the contract."""
    paths = document()["paths"].items()
    return tuple(
        _operation(method, path, item[method]) for path, item in paths for method in METHODS if method in item
    )


def _operation(method: str, path: str, said: Any) -> Operation:
    parameters = [_resolved(parameter) for parameter in said.get("parameters", ())]
    query = tuple(parameter["name"] for parameter in parameters if parameter["in"] == "query")
    body = _resolved(said["requestBody"]) if "requestBody" in said else None
    schema = body and body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    public = said["security"] == [] or {} in said["security"]
    return Operation(said["operationId"], method.upper(), path, public, query, schema)


def _resolved(node: Any) -> Any:
    found = document()
    for name in node.get("$ref", "").split("/")[1:]:
        found = found[name]
    return found if "$ref" in node else node


def refused(answer: Any, *statuses: int) -> str | None:
    """Say what is wrong with a refusal; None when it has the one error shape and one of these statuses."""
    error = (answer.json or {}).get("error", {})
    shaped = set(error) == {"code", "message", "details"} and list(answer.json) == ["error"]
    details = all(set(detail) == {"field", "message"} for detail in error.get("details", ["none"]))
    if answer.status_code in statuses and shaped and details and error["code"] == CODES[answer.status_code]:
        return None
    return f"{answer.request.method} {answer.request.path}: {answer.status_code} {answer.text[:200]}"
