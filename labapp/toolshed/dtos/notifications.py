"""Notifications as they are asked for."""

from typing import Annotated, Literal

from pydantic import Field

from .fields import ABSENT, Id, Moment, PageQuery, Prose, Shape, Text

NotificationKind = Literal[
    "reservation_ready", "due_tomorrow", "overdue", "receipt", "password_reset", "phone_code", "message"
]


class NotificationIn(Shape):
    """A message to one member."""

    member_id: Id
    kind: NotificationKind
    text: Annotated[Prose, Field(min_length=1)]


class NotificationQuery(PageQuery):
    """Filters of the list."""

    member: Text | None = None
    status: Literal["queued", "sent", "dead"] | None = None


class RemindersIn(Shape):
    """The day to remind for; now, unless stated."""

    on: Moment = ABSENT
