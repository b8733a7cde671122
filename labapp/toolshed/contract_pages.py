"""The contract, to browse and to download: served from this machine, without any link to the outside."""

from typing import Any

import swagger_ui_bundle
import yaml
from flask import Blueprint, Response, jsonify, redirect, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from labapp import resources

blueprint = Blueprint("pages", __name__)

CONTRACT = resources.data("contract")
ASSETS = "'swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'"
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Toolshed: the contract</title>
<link rel="stylesheet" href="swagger-ui.css">
<link rel="icon" href="favicon-32x32.png">
</head>
<body>
<p>The contract itself: <a href="openapi.yaml">openapi.yaml</a></p>
<div id="contract"></div>
<script src="swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({url: "openapi-3.0.json", dom_id: "#contract", validatorUrl: null, deepLinking: true});
</script>
</body>
</html>
"""
ONLY_FROM_HERE = "default-src 'self' 'unsafe-inline'; img-src 'self' data:"


@blueprint.get("/")
def start() -> AnyResponse:
    """Lead to the contract; relative, so that it works behind a proxy."""
    return redirect("contract/")


@blueprint.get("/contract/")
def contract() -> Response:
    """Show the contract, browsable."""
    return Response(PAGE, mimetype="text/html", headers={"Content-Security-Policy": ONLY_FROM_HERE})


@blueprint.get("/contract/openapi.yaml")
def document() -> Response:
    """Hand out the contract itself."""
    return send_from_directory(CONTRACT, "openapi.yaml", mimetype="application/yaml")


@blueprint.get("/contract/openapi-3.0.json")
def document_for_page() -> Response:
    """Hand out the contract as the page reads it: Swagger UI 4 knows OpenAPI 3.0 only.

    The server is relative to this document, so that requests go the way that the page came.
    """
    if not CONTRACT.joinpath("openapi.yaml").is_file():
        raise NotFound("The contract is missing: data/contract/openapi.yaml.")
    contract = yaml.load(CONTRACT.joinpath("openapi.yaml").read_bytes(), yaml.CSafeLoader)
    return jsonify({**_in_3_0(contract), "openapi": "3.0.3", "servers": [{"url": ".."}]})


@blueprint.get(f"/contract/<any({ASSETS}):name>")
def asset(name: str) -> Response:
    """Serve what the page is made of."""
    return send_from_directory(swagger_ui_bundle.swagger_ui_path, name)


def _in_3_0(node: Any) -> Any:
    """Write several types as `nullable` and `oneOf`, and a constant as the only choice.

    Patterns stay out: the page would make up noise that fits them as its examples.
    """
    if isinstance(node, list):
        return [_in_3_0(part) for part in node]
    if not isinstance(node, dict):
        return node
    said = {name: _in_3_0(part) for name, part in node.items() if name != "pattern"}
    if "const" in said:
        said["enum"] = [said.pop("const")]
    if isinstance(said.get("type"), list):
        types = [each for each in said["type"] if each != "null"]
        said["nullable"] = len(types) < len(said.pop("type"))
        said |= {"type": types[0]} if len(types) == 1 else {"oneOf": [{"type": each} for each in types]}
    return said
