"""Starts, and gives answers without an end."""

from itertools import repeat

from flask import Flask, Response

app = Flask(__name__)


@app.route("/<path:path>", methods=["GET", "POST", "PATCH", "DELETE"])
def answer(path):
    return Response(repeat(b"tool " * 10_000), mimetype="application/json")
