"""Passwords: stored as a salted hash, compared in a time that tells nothing."""

from werkzeug.security import check_password_hash, generate_password_hash

from labapp.models import Member

from .app_state import of_app


def hashed(password: str) -> str:
    """Return what is stored instead of a password."""
    return generate_password_hash(password, of_app().settings.password_method)


def matches(member: Member | None, password: str) -> bool:
    """Tell whether this is the member's password; for nobody it is not, after the same work."""
    if member is None:
        hashed(password)
        return False
    return check_password_hash(member.password_hash, password)
