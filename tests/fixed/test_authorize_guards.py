"""Each guard of the fixed authorize, edited away by itself, turns the probe red that it is there for."""

import pytest

from labapp.fixed import authorize
from labapp.probes.auth import PROBES

PROBE = {probe.__name__: probe for probe in PROBES}

GUARDS = [
    # what is edited away, what stands there instead, the probe that must turn red
    ('or member.status == "closed"', "", "closed_account_with_a_token"),
    ("return None if too_old or ", "return None if ", "tokens_without_an_end"),
    ("or actor.logged_in_at < member.password_changed_at", "", "sessions_after_a_password_change"),
    (
        "    role = role_of(member)",
        '    role = actor.role if member and actor else "anybody"',
        "role_kept_in_the_token",
    ),
    ('if member.status == "suspended" and not rule.suspended:', "if False:", "suspended_and_at_work"),
    ("if ROLES.index(role) < ROLES.index(rule.who):", "if False:", "main_doors"),
    ('if action.operation == "approve_loan" and', "if False and", "self_approval"),
    ("return Permit(rule.rows.in_(circle), permit.fields)", "return permit", "another_households_loan"),
    (
        '    "list_entries": Rule(',
        '    "search_loans": ANYBODY, "list_entries": Rule(',
        "siblings_without_the_filter",
    ),
    (
        '    "list_entries": Rule(',
        '    "export_loans": ANYBODY, "list_entries": Rule(',
        "siblings_without_the_filter",
    ),
    ('    "list_entries": Rule(', '    "record_fact": ANYBODY, "list_entries": Rule(', "main_doors"),
    ('    "list_entries": Rule(', '    "create_notification": ANYBODY, "list_entries": Rule(', "main_doors"),
    (
        "    if rule.rows is not None:",
        '    if action.operation == "list_entries" and subject is None:\n        return permit\n'
        "    if rule.rows is not None:",
        "another_households_account",
    ),
    ("if _owner(subject) not in circle:", "if False:", "another_households_account"),
    ("    if rule.personal:", "    if False:", "messages_of_a_housemate"),
    (
        "Member.household == household)",
        "Member.household.is_not_distinct_from(household))",
        "two_without_a_household",
    ),
    ('"register": frozenset({', '"register": frozenset({"role", ', "role_at_registration"),
    ('"update_member": frozenset({', '"update_member": frozenset({"role", ', "role_at_update"),
    ('"return_loan": frozenset[str]()', '"return_loan": frozenset({"returned_at"})', "dates_that_staff_set"),
    ("permit = Permit(fields=writable(action.operation, role))", "permit = Permit()", "role_at_update"),
    ('{"household", "status", "notes"}', "set()", "stewards_at_work"),
    ('"return_loan": {"returned_at"}', '"return_loan": set()', "stewards_who_date"),
    ('if role == "admin" or operation not in', "if operation not in", "admins_at_work"),
    ('Rule("member", suspended=True)\nPOLICY', 'Rule("member")\nPOLICY', "suspended_bring_back"),
    ("timedelta(days=30)", "timedelta(minutes=20)", "half_an_hour_later"),
    ('if role in ("steward", "admin"):', 'if role == "admin":', "stewards_at_work"),
]
IDS = [f"{guard[2]}-{number}" for number, guard in enumerate(GUARDS)]


@pytest.mark.parametrize(("old", "new", "name"), GUARDS, ids=IDS)
def test_without_the_guard_its_probe_is_red(edited, found, old, new, name):
    finding = found(PROBE[name], authorize=edited(authorize, old, new).authorize)
    assert finding.verdict == "broken", finding.evidence


def test_a_head_that_is_let_through_is_found(edited, found):
    let_through = '    if action.method == "HEAD":\n        return Permit()\n    if rule is None:'
    changed = edited(authorize, "    if rule is None:", let_through)
    assert found(PROBE["head_without_the_right"], authorize=changed.authorize).verdict == "broken"


def test_a_steward_who_is_suspended_may_read_on_or_not(edited, found):
    open_to_them = edited(
        authorize, 'return member.role if member.status == "active" else "member"', "return member.role"
    )
    for service in (authorize, open_to_them):
        finding = found(PROBE["suspended_and_at_work"], authorize=service.authorize)
        assert finding.verdict == "held", finding.evidence
