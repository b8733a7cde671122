"""What the parts of the demo know of each other."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]

SUSPENDED = "Rasmus Tamsaar"
CLOSED = "Owen Pritchett"
REOPENED = "Beatriz Carvalhal"
ON_HARDSHIP_PLAN = "Zanele Khumbuza"
RECALLED = "EL-2019-07"
INACTIVE_DAYS_AGO = {SUSPENDED: (20, 0), CLOSED: (60, 0), REOPENED: (180, 150)}
"""Who could not borrow, from so many days ago until so many days ago."""
RECALLED_DAYS_AGO = 100
INDUCTED_DAYS_AGO = 280


@dataclass
class SeedContext:
    """The rows so far, each with its id once it is stored."""

    chance: Random
    today: datetime
    members: list[Row] = field(default_factory=list)
    tools: list[Row] = field(default_factory=list)
    loans: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    reservations: list[Row] = field(default_factory=list)

    def ago(self, days: float) -> datetime:
        """Return the moment so many days ago, to the second."""
        return (self.today - timedelta(days=days)).replace(microsecond=0)

    def called(self, name: str) -> Row:
        """Return the member of this name."""
        return next(member for member in self.members if member["name"] == name)

    def stewards(self) -> list[Row]:
        """Return the members who run the library."""
        return [member for member in self.members if member["role"] == "steward"]

    def tool_of(self, row: Row) -> Row:
        """Return the tool that a row is about."""
        return next(tool for tool in self.tools if tool["id"] == row["tool_id"])

    def member_of(self, row: Row) -> Row:
        """Return the member that a row is about."""
        return next(member for member in self.members if member["id"] == row["member_id"])

    def inducted(self, tool_kind: str) -> list[Row]:
        """Return the members who were shown how to use this kind of tool."""
        return self.members[::2] if tool_kind == "power" else self.members[::5]
