"""What is there from the start: the first admin, and a neighbourhood to try things on."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from labapp.models import Member
from labapp.services import Context

from .. import passwords
from ..app_state import of_app
from . import demo


def seed(app: Flask) -> None:
    """Add what is missing; what is there stays as it is."""
    here = of_app(app)
    with app.app_context(), here.sessions() as session:
        ctx = here.context(session)
        try:
            _add_admin(ctx, here.settings.admin_email, here.settings.admin_password)
        except IntegrityError:
            return  # another process fills the same new database at this moment
        if here.settings.demo and not _others(ctx, here.settings.admin_email):
            demo.add(ctx)
        session.commit()


def _add_admin(ctx: Context, email: str, password: str) -> None:
    if ctx.session.scalar(select(Member.id).where(Member.email == email)) is not None:
        return
    admin = Member(name="Toolshed", email=email, password_hash=passwords.hashed(password), role="admin")
    admin.joined_at = admin.password_changed_at = ctx.now()
    ctx.session.add(admin)
    ctx.session.flush()


def _others(ctx: Context, email: str) -> bool:
    return ctx.session.scalar(select(Member.id).where(Member.email != email).limit(1)) is not None
