"""The folder of the workshop: its data and its notebooks; and what a Jupyter server reads of it."""

import csv
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = (
    "decisions.csv",
    "incidents.csv",
    "demo/members.csv",
    "demo/tools.csv",
    "evidence/aws_reference.csv",
)


def data() -> None:
    """Raise for a table or a contract that is missing or damaged; the message names it."""
    for name in TABLES:
        _readable(ROOT / "data" / name)
    import yaml

    if not yaml.safe_load((ROOT / "data/contract/openapi.yaml").read_text(encoding="utf-8"))["paths"]:
        raise RuntimeError("data/contract/openapi.yaml has no paths")


def notebooks(names: Iterable[str]) -> None:
    """Raise RuntimeError when a notebook is missing or is no notebook any more."""
    wrong = [name for name, whole in _notebooks(names) if not whole]
    if wrong:
        raise RuntimeError(f"{', '.join(wrong)} missing or damaged")


def settings() -> None:
    """Raise RuntimeError when a Jupyter server of this Python would not read our setting."""
    from jupyter_core.application import JupyterApp

    server = JupyterApp(config_file_name="jupyter_server_config")
    server.load_config_file()
    ours = server.config.ServerApp.get("kernel_websocket_connection_class")
    if not (ours or os.environ.get("JUPYTER_GATEWAY_URL")):
        raise RuntimeError("a server would not read jupyter_server_config.py")


def _readable(table: Path) -> None:
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            widths = {len(row) for row in csv.reader(lines, strict=True)}
    except (UnicodeDecodeError, csv.Error) as error:
        raise RuntimeError(f"{table} is damaged ({error})") from error
    if len(widths) != 1:
        raise RuntimeError(f"{table} is damaged (its rows have {sorted(widths)} columns)")


def _notebooks(names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    for name in names:
        path = ROOT / "notebooks" / f"{name}.ipynb"
        try:
            yield path.name, bool(json.loads(path.read_text(encoding="utf-8"))["cells"])
        except (OSError, ValueError, LookupError, TypeError):
            yield path.name, False
