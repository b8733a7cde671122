"""Log-in and password resets as they are asked for."""

from typing import Annotated

from pydantic import Field

from .fields import Email, Password, Shape


class LogIn(Shape):
    """Who somebody claims to be, and the proof."""

    email: Email
    password: Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]*$")]


class ResetRequest(Shape):
    """The address that a reset link goes to, if we know it."""

    email: Email


class NewPassword(Shape):
    """What replaces the forgotten one."""

    new_password: Password
