"""Members as they register, change and are looked for."""

from typing import Annotated

from pydantic import Field, model_validator

from .fields import (
    ABSENT,
    Changes,
    Email,
    Line,
    MemberStatus,
    Name,
    PageQuery,
    Password,
    Phone,
    Prose,
    Role,
    Shape,
)


class Registration(Shape):
    """A new member; household, role and status are for staff."""

    name: Name
    email: Email
    password: Password
    phone: Phone | None = None
    address: Line | None = None
    household: Name | None = None
    role: Role = ABSENT
    status: MemberStatus = ABSENT


class MemberChanges(Changes):
    """The fields of a member that may change."""

    name: Name = ABSENT
    email: Email = ABSENT
    phone: Phone | None = None
    address: Line | None = None
    household: Name | None = None
    role: Role = ABSENT
    status: MemberStatus = ABSENT
    notes: Prose | None = None
    current_password: Password = ABSENT
    new_password: Password = ABSENT

    @model_validator(mode="after")
    def _both_passwords(self) -> "MemberChanges":
        if (self.current_password is None) != (self.new_password is None):
            raise ValueError("a new password needs current_password and new_password")
        return self


class MemberQuery(PageQuery):
    """Filters of the list."""

    query: Line | None = None
    household: Line | None = None


class PhoneCode(Shape):
    """The six digits that were sent."""

    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
