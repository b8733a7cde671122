"""Starts, and ends when somebody logs in."""

import os

from flask import Flask

app = Flask(__name__)


@app.get("/tools")
def tools():
    return {"items": []}


@app.post("/sessions")
def log_in():
    print("Segmentation fault", flush=True)
    os._exit(11)
