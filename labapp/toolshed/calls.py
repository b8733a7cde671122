"""One request on its way through an operation: what was sent, who sent it, what a view may do with it."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import g, request
from pydantic import BaseModel, RootModel
from sqlalchemy import Select, func, select
from werkzeug.exceptions import UnsupportedMediaType

from labapp.models import Member, Model, Notification
from labapp.services import Actor, Context, Invalid, Permit, Services, Unauthenticated

from . import app_state, outbox
from .dtos.fields import Page, PageQuery, Shape

MAX_EXPORT = 1000
IDEMPOTENCY_KEY = re.compile(r"(?=.{1,100}$)[!-~]([ -~]*[!-~])?")


@dataclass(frozen=True)
class Operation:
    """What the contract says of one operation, as far as the server needs it.

    `subject` is a model whose id stands in the path, or a function of the call.
    """

    name: str
    subject: Any = None
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    status: int = 200


@dataclass
class Call:
    """One request on its way through an operation."""

    operation: Operation
    path: dict[str, str]
    ctx: Context
    actor: Actor | None
    permit: Permit = field(default_factory=Permit)
    subject: Any = None
    outgoing: list[Notification] = field(default_factory=list)

    @cached_property
    def body(self) -> Any:
        """The validated body."""
        assert self.operation.body is not None
        if request.mimetype != "application/json":
            raise UnsupportedMediaType("Send JSON with Content-Type: application/json.")
        g.raw_body = request.get_data(as_text=True)
        parsed = self.operation.body.model_validate_json(request.get_data(), strict=True)
        return parsed.root if isinstance(parsed, RootModel) else parsed

    @cached_property
    def query(self) -> Any:
        """The validated query parameters."""
        return (self.operation.query or Shape).model_validate(self._parameters())

    @property
    def key(self) -> str | None:
        """What makes a repeated request known: the Idempotency-Key header, for this actor only."""
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return None
        if not IDEMPOTENCY_KEY.fullmatch(key):
            raise Invalid("Idempotency-Key takes 1 to 100 printable ASCII characters, no space around.")
        return f"{self.actor.member_id if self.actor else 0}:{key}"

    @property
    def services(self) -> Services:
        """The services of this app."""
        return app_state.of_app().services

    def find(self, kind: type[Model], value: Any) -> Any:
        """Return the entity behind an id from a path, a body or a query; None stays None."""
        return None if value is None else self.services.present.find(self.ctx, kind, str(value))

    def show(self, entity: Model) -> dict[str, Any]:
        """Return an entity as this actor may see it."""
        return self.services.present.show(self.ctx, entity, self.actor)

    def id_of(self, entity: Model) -> Any:
        """Return the id that an entity has outside."""
        return self.show(entity)["id"]

    def me(self) -> Member:
        """Return the member who is logged in."""
        member = self.ctx.session.get(Member, self.actor.member_id) if self.actor else None
        if member is None:
            raise Unauthenticated("Log in first: POST /sessions.")
        return member

    def given(self) -> dict[str, Any]:
        """Return the fields that the body really named, ready to be set on an entity."""
        named, fields = self.body.model_fields_set, type(self.body).model_fields
        return {name: getattr(self.body, name) for name in fields if name in named}

    def change(self, entity: Any) -> Any:
        """Set the named fields on an entity."""
        for name, value in self.given().items():
            setattr(entity, name, value)
        return entity

    def page(self, statement: Select[Any]) -> Page:
        """Run a list query within what the permit allows; oldest first."""
        statement = self._permitted(statement)
        total = self.ctx.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
        window: PageQuery = self.query
        start = (window.page - 1) * window.per_page
        rows = self.ctx.session.scalars(statement.offset(start).limit(window.per_page))
        return Page(list(rows), window.page, window.per_page, total)

    def export(self, statement: Select[Any]) -> list[Any]:
        """Run a list query without pages, within what the permit allows; oldest first."""
        return list(self.ctx.session.scalars(self._permitted(statement).limit(MAX_EXPORT)))

    def notify(self, member: Member, kind: str, text: str) -> Notification:
        """Store a message to a member; it is sent when the request has been committed."""
        notification = outbox.queue(self.ctx, member, kind, text)
        self.outgoing.append(notification)
        return notification

    def _parameters(self) -> dict[str, Any]:
        """Return the query; a parameter that comes twice is a list, which no shape accepts."""
        sent = request.args.lists()
        return {name: values if len(values) > 1 else values[0] for name, values in sent}

    def _permitted(self, statement: Select[Any]) -> Select[Any]:
        oldest_first = statement.column_descriptions[0]["entity"].id
        if self.permit.rows is not None:
            statement = statement.where(self.permit.rows)
        return statement.order_by(oldest_first)
