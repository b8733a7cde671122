"""The rest of the fix of 05, guard by guard: each wraps an `authorize`, and one probe sees what it adds.

The learner's part of the fix is the exercise; these parts are supplied.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from labapp.fixed.authorize import LONGEST_SESSION, POLICY, role_of, writable
from labapp.models import Member
from labapp.naive import NAIVE
from labapp.probes.auth_work import PROBES
from labapp.services import Action, Actor, Context, Forbidden, Permit

from ..exercises import solved_authorize
from ..targets.target import in_lab

if TYPE_CHECKING:
    import pandas as pd

Authorize = Callable[[Context, Actor | None, Action, Any], Permit]


@dataclass(frozen=True)
class Guard:
    """One mechanism: its name, how it wraps an `authorize`, and the probe that sees what it adds."""

    name: str
    wrap: Callable[[Authorize], Authorize]
    probe: str


def read_the_account(authorize: Authorize) -> Authorize:
    """Take status and role from the database, not from the session."""

    def asked(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        member = ctx.session.get(Member, actor.member_id) if actor else None
        if actor is None or member is None or member.status == "closed":
            return authorize(ctx, None, action, subject)
        rule = POLICY.get(action.operation)
        waits = rule is None or not (rule.suspended or rule.who == "anybody")
        if member.status == "suspended" and waits:
            raise Forbidden("The membership is suspended.")
        return authorize(ctx, replace(actor, role=role_of(member)), action, subject)

    return asked


def end_old_sessions(authorize: Authorize) -> Authorize:
    """Let a session end with a new password, and after thirty days."""

    def asked(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        member = ctx.session.get(Member, actor.member_id) if actor else None
        if actor and member and actor.logged_in_at < member.password_changed_at:
            actor = None
        if actor and ctx.now() - actor.logged_in_at > LONGEST_SESSION:
            actor = None
        return authorize(ctx, actor, action, subject)

    return asked


def ask_for_head_as_for_get(authorize: Authorize) -> Authorize:
    """Treat HEAD as what it is, a GET without its body."""
    return lambda ctx, actor, action, subject: authorize(ctx, actor, replace(action, method="GET"), subject)


def name_the_fields(authorize: Authorize) -> Authorize:
    """Let each role write the fields that are named for it, and no others."""

    def asked(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        permit = authorize(ctx, actor, action, subject)
        return replace(permit, fields=writable(action.operation, actor.role if actor else "anybody"))

    return asked


def second_pair_of_eyes(authorize: Authorize) -> Authorize:
    """Let nobody approve a loan of their own."""

    def asked(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        own = actor and getattr(subject, "member_id", None) == actor.member_id
        if action.operation == "approve_loan" and own:
            raise Forbidden("Let somebody else approve your own loan.")
        return authorize(ctx, actor, action, subject)

    return asked


GUARDS = (
    Guard("fields by role", name_the_fields, "role_at_update"),
    Guard("HEAD is a GET", ask_for_head_as_for_get, "head_without_the_right"),
    Guard("read the account", read_the_account, "closed_account_with_a_token"),
    Guard("sessions end", end_old_sessions, "sessions_after_a_password_change"),
    Guard("second pair of eyes", second_pair_of_eyes, "self_approval"),
)


def guarded(authorize: Authorize, guards: Sequence[Guard] = GUARDS) -> Authorize:
    """Put guards around an `authorize`; the first is the innermost."""
    return reduce(lambda inner, guard: guard.wrap(inner), guards, authorize)


def add_guards() -> "pd.DataFrame":
    """Switch the guards on, one after the other, over the exercise's solution; return a table."""
    import pandas as pd

    rows = []
    for number, guard in enumerate(GUARDS):
        probe = next(probe for probe in PROBES if probe.__name__ == guard.probe)
        steps = [guarded(solved_authorize.authorize, GUARDS[:many]) for many in (number, number + 1)]
        before, after = (_open_doors(step, probe) for step in steps)
        rows.append((guard.name, probe.__doc__, before, after))
    columns = ["switched on", "question", "doors open before", "after"]
    return pd.DataFrame(rows, columns=columns).set_index("switched on")


def _open_doors(authorize: Authorize, probe: Any) -> int:
    with in_lab(replace(NAIVE, authorize=authorize)) as target:
        return int(probe(target).measure)
