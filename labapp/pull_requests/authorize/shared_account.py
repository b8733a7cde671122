"""Who somebody is at the moment of a request, read from the database."""

from dataclasses import dataclass
from datetime import timedelta

from labapp.models import Member
from labapp.services import Actor, Context


@dataclass(frozen=True)
class Who:
    """Somebody as the database has them at this moment; nobody has no member."""

    member: Member | None
    role: str


def today(ctx: Context, actor: Actor | None, longest: timedelta = timedelta(days=14)) -> Who:
    """Look up who this is now: nobody, if the account is closed or the session is over."""
    member = ctx.session.get(Member, actor.member_id) if actor else None
    if actor is None or member is None or member.status == "closed":
        return Who(None, "anybody")
    if actor.logged_in_at < member.password_changed_at or ctx.now() - actor.logged_in_at > longest:
        return Who(None, "anybody")
    return Who(member, member.role if member.status == "active" else "member")
