"""The retries probe: broken by the naive backend, held by a polite one."""

from dataclasses import replace

import requests

from labapp.lab.target import in_lab
from labapp.naive import NAIVE
from labapp.probes.finding import Verdict
from labapp.probes.retries import calls_per_message_in_an_outage
from labapp.services import Dead, Delivered


def once(ctx, message):
    try:
        body = {"to": message.to, "text": message.text}
        answer = ctx.http.post(f"{ctx.carrier_url}/messages", json=body)
        answer.raise_for_status()
    except requests.RequestException as error:
        return Dead(str(error))
    return Delivered(answer.json()["id"])


def test_naive_hammers_a_carrier_that_is_down():
    with in_lab(NAIVE) as target:
        finding = calls_per_message_in_an_outage(target)
    assert finding.verdict is Verdict.BROKEN
    assert finding.measure > 100


def test_one_attempt_is_polite():
    with in_lab(replace(NAIVE, notify=once)) as target:
        finding = calls_per_message_in_an_outage(target)
    assert (finding.verdict, finding.measure) == (Verdict.HELD, 1.0)


def test_without_a_carrier_to_script_it_is_unmeasured():
    with in_lab(NAIVE) as target:
        finding = calls_per_message_in_an_outage(replace(target, carrier=None))
    assert finding.verdict is Verdict.UNMEASURED
    assert "cannot be scripted" in finding.evidence
