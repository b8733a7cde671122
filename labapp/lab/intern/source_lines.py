"""What Toolshed is made of, counted in its source."""

from pathlib import Path

import ipywidgets

import labapp
from labapp.plots.inventory import InventoryColumns, InventoryFigure, Part

from ..stations.widgets import say, shown

ROOT = Path(labapp.__file__).parent
SERVICES = "the six services"
PARTS = {
    # what it is called: where it stands
    "DTOs and mappers": "backend/dtos/*.py",
    "models": "models.py",
    "routes": "backend/routes/*.py",
    "use cases": "backend/use_cases/*.py",
    "commands and errors": "services.py",
    "app, database, outbox": "backend/*.py",
    "demo data": "backend/seed/*.py",
    "its own tests": "assistant_tests/*.py",
    SERVICES: "naive/[!_]*.py",
}


def inventory() -> InventoryColumns:
    """Count the lines of Toolshed by kind, show them, and return the columns."""
    columns = counted()
    figure = InventoryFigure(columns)
    figure.show()
    figure.leave()
    shown(ipywidgets.HTML(say(columns.sentence())), columns.sentence())
    return columns


def counted() -> InventoryColumns:
    """Count the lines that are not blank in each part."""
    return InventoryColumns(tuple(_part(name, files(name)) for name in PARTS))


def files(name: str) -> list[Path]:
    """Return the files of one part."""
    return sorted(ROOT.glob(PARTS[name]))


def _part(name: str, found: list[Path]) -> Part:
    lines = [line for file in found for line in file.read_text(encoding="utf-8").splitlines()]
    return Part(name, len(found), sum(bool(line.strip()) for line in lines), changes=name == SERVICES)
