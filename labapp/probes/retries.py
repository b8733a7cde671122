"""Retries: what a backend does to the carrier, and to its own visitors, when the carrier is down."""

from functools import partial

import requests

from .finding import Family, Finding, Side, Verdict
from .target import Target

OUTAGE_SECONDS = 3.0
MOST_CALLS_PER_MESSAGE = 10
MESSAGES = 3


def calls_per_message_in_an_outage(target: Target) -> Finding:
    """Ask for three messages while the carrier is down for three seconds; count what reaches it."""
    if target.carrier is None:
        return _finding(Verdict.UNMEASURED, None, "This target's carrier cannot be scripted.")
    headers, member_id = _prepare(target)
    target.carrier.go_down(OUTAGE_SECONDS)
    for number in range(MESSAGES):
        target.start(partial(_ask, target, headers, member_id, number))
    target.clock.sleep(OUTAGE_SECONDS)
    calls = len(target.carrier.ledger) / MESSAGES
    verdict = Verdict.HELD if calls <= MOST_CALLS_PER_MESSAGE else Verdict.BROKEN
    evidence = (
        f"{calls:.0f} calls per message in {OUTAGE_SECONDS:g} s of outage; "
        f"at most {MOST_CALLS_PER_MESSAGE} were expected."
    )
    return _finding(verdict, round(calls, 1), evidence)


def _prepare(target: Target) -> tuple[dict[str, str], object]:
    email, password = target.admin
    credentials = {"email": email, "password": password}
    login = target.http.post(f"{target.url}/sessions", json=credentials, timeout=20)
    login.raise_for_status()
    return {"Authorization": f"Bearer {login.json()['token']}"}, login.json()["member_id"]


def _ask(target: Target, headers: dict[str, str], member_id: object, number: int) -> None:
    message = {"member_id": member_id, "kind": "message", "text": f"Probe message {number}."}
    try:
        target.http.post(f"{target.url}/notifications", json=message, headers=headers, timeout=20)
    except requests.RequestException:
        return


def _finding(verdict: Verdict, measure: float | None, evidence: str) -> Finding:
    return Finding(
        probe="calls_per_message_in_an_outage",
        family=Family.RETRIES,
        side=Side.ATTACK,
        verdict=verdict,
        measure=measure,
        unit="calls per message",
        evidence=evidence,
        reproduce="Stop the carrier, POST /notifications three times, count the calls that reach it.",
    )
