"""Reservations: wait for a tool, or wait no longer."""

from typing import Any

from flask import Blueprint
from sqlalchemy import select

from labapp.models import Member, Reservation, Tool

from ..dtos.fields import Page, PageQuery
from ..dtos.reservations import ReservationIn
from ..operations import Call, operation
from ..use_cases import reservations

blueprint = Blueprint("reservations", __name__)


def _waiting(call: Call) -> Any:
    return call.find(Member, call.body.member_id) or call.me()


@blueprint.get("/reservations")
@operation(query=PageQuery)
def list_reservations(call: Call) -> Page:
    """List who waits for what."""
    return call.page(select(Reservation))


@blueprint.post("/reservations")
@operation(body=ReservationIn, subject=_waiting, status=201)
def create_reservation(call: Call) -> Reservation:
    """Join the queue for a tool."""
    tool = call.find(Tool, call.body.tool_id)
    return reservations.join(call.ctx, tool, call.subject)


@blueprint.get("/reservations/<reservation>")
@operation(subject=Reservation)
def read_reservation(call: Call) -> Any:
    """Show one reservation."""
    return call.subject


@blueprint.delete("/reservations/<reservation>")
@operation(subject=Reservation)
def cancel_reservation(call: Call) -> None:
    """Leave the queue; a tool that was kept is offered to the next."""
    reservation: Reservation = call.subject
    call.ctx.session.delete(reservation)
    if reservation.status == "ready":
        reservations.notify_next_in_queue(call, reservation.tool)
