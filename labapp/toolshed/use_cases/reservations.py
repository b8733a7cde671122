"""The queue for a tool: who joins, who leaves, who is next."""

from sqlalchemy import delete, select

from labapp.models import Member, Reservation, Tool
from labapp.services import Conflict, Context

from ..operations import Call


def join(ctx: Context, tool: Tool, member: Member) -> Reservation:
    """Put a member into the queue."""
    places = select(Reservation.id).where(Reservation.tool_id == tool.id, Reservation.member_id == member.id)
    if ctx.session.scalar(places.limit(1)) is not None:
        raise Conflict("This member is in the queue already.")
    reservation = Reservation(tool_id=tool.id, member_id=member.id, created_at=ctx.now())
    ctx.session.add(reservation)
    ctx.session.flush()
    return reservation


def leave(ctx: Context, tool: Tool, member: Member) -> None:
    """Take a member out of the queue, who has the tool now."""
    places = delete(Reservation).where(Reservation.tool_id == tool.id, Reservation.member_id == member.id)
    ctx.session.execute(places)


def notify_next_in_queue(call: Call, tool: Tool) -> None:
    """Tell the first who waits that the tool is there."""
    waiting = select(Reservation).where(Reservation.tool_id == tool.id, Reservation.status == "waiting")
    first = call.ctx.session.scalar(waiting.order_by(Reservation.id).limit(1))
    if first is not None:
        first.status = "ready"
        call.notify(first.member, "reservation_ready", f"{tool.name} is ready for you.")
