"""Bearer tokens: only their hash is stored."""

from hashlib import sha256

from sqlalchemy import select

from labapp.models import Login
from labapp.services import Actor, Context


def digest(token: str) -> str:
    """Return what is stored instead of a token."""
    return sha256(token.encode()).hexdigest()


def actor(ctx: Context, header: str) -> Actor | None:
    """Return who sent this Authorization header, as recorded at log-in; None for nobody."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    login = ctx.session.scalar(select(Login).where(Login.token_hash == digest(token)))
    if login is None:
        return None
    return Actor(login.id, login.member_id, login.role, login.created_at)
