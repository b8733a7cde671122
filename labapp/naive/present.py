"""Show entities to the outside, and find them again.

Prompt: "Return the member as JSON. Do the same for everything else."
"""

from typing import Any

from sqlalchemy import inspect

from labapp.services import Actor, Context, NotFound, Presenter


def show(ctx: Context, entity: Any, viewer: Actor | None) -> dict[str, Any]:
    """Return an entity as a JSON object."""
    columns = inspect(entity).mapper.column_attrs
    return {column.key: getattr(entity, column.key) for column in columns}


def find(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    found = ctx.session.get(kind, int(text)) if text.isdecimal() and len(text) < 10 else None
    if found is None:
        raise NotFound(f"There is no {kind.__name__.lower()} {text}.")
    return found


present = Presenter(show, find)
