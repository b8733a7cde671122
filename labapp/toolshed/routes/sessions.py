"""Sessions and password resets: prove who you are, leave, come back in when the password is lost."""

from datetime import timedelta

from flask import Blueprint
from sqlalchemy import delete, select

from labapp.models import Login, Member, PasswordReset
from labapp.services import NotFound, Unauthenticated

from .. import passwords, tokens
from ..dtos.sessions import LogIn, NewPassword, ResetRequest
from ..operations import Call, operation

blueprint = Blueprint("sessions", __name__)

RESET_LINK = "https://toolshed.test/password-resets/"
RESET_HOURS = 1


def _proven(call: Call) -> Member:
    member = _by_email(call)
    if not passwords.matches(member, call.body.password) or member is None:
        raise Unauthenticated("Email or password is wrong. Try again, or POST /password-resets.")
    return member


def _holder_of_link(call: Call) -> Member:
    link = PasswordReset.token_hash == tokens.digest(call.path["token"])
    valid = select(PasswordReset.member_id).where(link, PasswordReset.expires_at > call.ctx.now())
    member = call.ctx.session.scalar(select(Member).where(Member.id.in_(valid)))
    if member is None:
        raise NotFound("This link is unknown, used or too old. Ask for a new one: POST /password-resets.")
    return member


def _by_email(call: Call) -> Member | None:
    return call.ctx.session.scalar(select(Member).where(Member.email == call.body.email))


@blueprint.post("/sessions")
@operation(body=LogIn, subject=_proven, status=201)
def log_in(call: Call) -> dict[str, object]:
    """Open a session."""
    member, token = call.subject, call.ctx.token()
    login = Login(member_id=member.id, token_hash=tokens.digest(token), role=member.role)
    login.created_at = call.ctx.now()
    call.ctx.session.add(login)
    return {"token": token, "member_id": call.id_of(member), "role": member.role}


@blueprint.delete("/sessions")
@operation(subject=Call.me)
def log_out(call: Call) -> None:
    """End the session whose token was sent."""
    assert call.actor is not None
    call.ctx.session.execute(delete(Login).where(Login.id == call.actor.session_id))


@blueprint.post("/password-resets")
@operation(body=ResetRequest, status=202)
def request_reset(call: Call) -> None:
    """Send a reset link, if the address is known; the answer does not tell."""
    member, token = _by_email(call), call.ctx.token()
    if member is None:
        return
    expires_at = call.ctx.now() + timedelta(hours=RESET_HOURS)
    reset = PasswordReset(member_id=member.id, token_hash=tokens.digest(token), expires_at=expires_at)
    call.ctx.session.add(reset)
    call.notify(member, "password_reset", f"Choose a new password within the hour: {RESET_LINK}{token}")


@blueprint.put("/password-resets/<token>")
@operation(body=NewPassword, subject=_holder_of_link)
def reset_password(call: Call) -> None:
    """Replace a forgotten password; every link of this member is used up."""
    member: Member = call.subject
    member.password_hash = passwords.hashed(call.body.new_password)
    member.password_changed_at = call.ctx.now()
    call.ctx.session.execute(delete(PasswordReset).where(PasswordReset.member_id == member.id))
