"""The checks of a request to borrow, and the first that says no."""

from datetime import date

from labapp.services import Verdict

from .shared_recorded_facts import Seen, anniversary, day_of


def first_no(*checks: tuple[bool, str]) -> Verdict:
    """Say no for the first reason that applies; without any, yes."""
    return next((Verdict(False, why) for applies, why in checks if applies), Verdict(True, "Go ahead."))


def all_checks(seen: Seen, today: date, *, lapsed: bool | None = None, late: bool | None = None) -> Verdict:
    """Go through all reasons for a no; `lapsed` and `late` replace what would be found."""
    good = seen.shown_on is not None and today < anniversary(seen.shown_on)
    overdue = any(day_of(due) < today for due in seen.due)
    return first_no(
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and (not good if lapsed is None else lapsed), "Get shown how it works first."),
        (seen.refund_under_way, "Wait until the refund has arrived."),
        (not seen.phone_verified, "Verify the phone again."),
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        ((overdue if late is None else late) and not seen.on_a_plan, "Something is late."),
    )
