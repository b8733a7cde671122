"""Reservations as they are asked for."""

from .fields import ABSENT, Id, Shape


class ReservationIn(Shape):
    """Who waits for which tool."""

    tool_id: Id
    member_id: Id = ABSENT
