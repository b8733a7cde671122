"""The system itself: whether it is there."""

from flask import Blueprint
from sqlalchemy import select

from ..operations import Call, operation

blueprint = Blueprint("system", __name__)


@blueprint.get("/health")
@operation()
def read_health(call: Call) -> dict[str, str]:
    """Tell that the database answers."""
    call.ctx.session.execute(select(1))
    return {"status": "ok"}
