"""The way into a WSGI app, the web server with n workers, and Carrier."""

import json

import pytest
import requests

from labapp.simulation.carrier import Carrier
from labapp.simulation.carrier_script import CarrierScript, Outage, RateLimit
from labapp.simulation.clock import EPOCH
from labapp.simulation.kill_switch import Budget, RunStopped
from labapp.simulation.network import InProcessAdapter, InProcessSession, Link, run_wsgi
from labapp.simulation.virtual_clock import VirtualClock
from labapp.simulation.web_server import WebServer


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json"), ("X-Method", environ["REQUEST_METHOD"])])
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
    seen = {"path": environ["PATH_INFO"], "query": environ["QUERY_STRING"], "body": body}
    return [json.dumps(seen).encode()]


class Immediately:
    def __init__(self, app):
        self.app = app

    def answer(self, environ, timeout_seconds):
        return run_wsgi(self.app, environ)


def session(clock, server, **link):
    return InProcessSession("http://test", InProcessAdapter(clock, server, Link(**link)))


@pytest.fixture
def clock():
    made = VirtualClock()
    yield made
    made.stop()


def test_a_request_goes_there_and_back(clock):
    answer = session(clock, Immediately(echo)).post("http://test/a%20b?x=1", data="hello")
    assert answer.json() == {"path": "/a b", "query": "x=1", "body": "hello"}
    assert (answer.status_code, answer.headers["x-method"]) == (200, "POST")


def test_the_answer_to_head_names_a_length_and_has_no_body(clock):
    def headers_only(environ, start_response):
        start_response("200 OK", [("Content-Length", "510")])
        return []

    answer = session(clock, Immediately(headers_only)).head("http://test/")
    assert (answer.headers["Content-Length"], answer.content) == ("510", b"")


def test_it_takes_two_hops_of_virtual_time(clock):
    session(clock, Immediately(echo)).get("http://test/")
    assert clock.elapsed == pytest.approx(0.02)


def slow(clock, seconds):
    def app(environ, start_response):
        clock.sleep(seconds)
        return echo(environ, start_response)

    return app


def visit(http, log, timeout):
    try:
        http.get("http://test/", timeout=timeout)
        log.append("answered")
    except requests.ReadTimeout:
        log.append("gave up")


@pytest.mark.parametrize(("workers", "answered"), [(1, 1), (2, 2), (3, 3)])
def test_a_server_answers_as_many_at_once_as_it_has_workers(clock, workers, answered):
    http, log = session(clock, WebServer(clock, slow(clock, 1.0), workers)), []
    for number in range(3):
        clock.spawn(f"visitor-{number}", lambda: visit(http, log, timeout=1.5))
    clock.run(EPOCH + 10)
    assert log.count("answered") == answered


def test_whoever_gave_up_in_the_queue_is_not_served(clock):
    served = []

    def app(environ, start_response):
        served.append(clock.elapsed)
        return slow(clock, 5.0)(environ, start_response)

    http, log = session(clock, WebServer(clock, app, 1)), []
    for number in range(2):
        clock.spawn(f"visitor-{number}", lambda: visit(http, log, timeout=2.0))
    clock.run(EPOCH + 30)
    assert (len(served), log) == (1, ["gave up", "gave up"])


def test_every_call_counts_against_the_budget():
    clock = VirtualClock(Budget(calls=3))
    http = session(clock, Immediately(echo))
    http.get("http://test/")
    http.get("http://test/")
    with pytest.raises(RunStopped, match="3 calls"):
        http.get("http://test/")


@pytest.fixture
def carrier(clock):
    return Carrier(clock, CarrierScript(capacity_per_second=2, outages=(Outage(10, 20),)))


def send(clock, carrier, **extra):
    body = {"to": "+4915550100", "text": "Hello"}
    return session(clock, carrier).post("http://test/messages", json=body, **extra).status_code


def test_carrier_accepts_and_writes_down(clock, carrier):
    assert send(clock, carrier, headers={"Idempotency-Key": "k1"}) == 202
    call = carrier.ledger[0]
    assert (call.to, call.text, call.key, call.status) == ("+4915550100", "Hello", "k1", 202)


def test_carrier_is_down_as_its_script_says(clock, carrier):
    statuses = []
    for moment in (9.0, 10.0, 19.9, 20.0):
        clock.sleep(EPOCH + moment - clock.now())
        statuses.append(send(clock, carrier))
    assert statuses == [202, 503, 503, 202]


def test_carrier_serves_no_more_than_its_capacity_in_one_second(clock, carrier):
    assert [send(clock, carrier) for _ in range(4)] == [202, 202, 503, 503]
    clock.sleep(1.0)
    assert send(clock, carrier) == 202


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"to": "x"}'])
def test_carrier_refuses_what_is_not_a_message(clock, carrier, body):
    assert session(clock, carrier).post("http://test/messages", data=body).status_code == 422
    assert session(clock, carrier).get("http://test/messages").status_code == 404


def scripted(clock, **script):
    return Carrier(clock, CarrierScript(**script))


def test_carrier_limits_the_rate_and_says_when_to_come_back(clock):
    carrier = scripted(clock, limit=RateLimit(per_second=1, burst=2, retry_after_seconds=3))
    assert [send(clock, carrier) for _ in range(3)] == [202, 202, 429]
    answer = session(clock, carrier).post("http://test/messages", json={"to": "x", "text": "y"})
    assert answer.headers["Retry-After"] == "3"
    clock.sleep(1.0)
    assert send(clock, carrier) == 202


def test_carrier_bans_whoever_does_not_listen(clock):
    carrier = scripted(clock, limit=RateLimit(per_second=1, banned_after=2))
    assert [send(clock, carrier) for _ in range(5)] == [202, 429, 429, 403, 403]


def test_a_slow_answer_is_a_timeout_for_the_impatient(clock):
    carrier = scripted(clock, answer_seconds=5.0)
    with pytest.raises(requests.ReadTimeout):
        send(clock, carrier, timeout=2.0)
    assert send(clock, carrier, timeout=6.0) == 202
    assert [call.delivered for call in carrier.ledger] == [True, True]


def test_a_lost_reply_was_accepted_all_the_same(clock):
    carrier = scripted(clock, losing=1.0)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        send(clock, carrier)
    assert [call.delivered for call in carrier.ledger] == [True]


def test_the_same_key_is_the_same_message(clock):
    carrier = scripted(clock)
    for key in ("a", "a", "b"):
        send(clock, carrier, headers={"Idempotency-Key": key})
    assert [call.delivered for call in carrier.ledger] == [True, False, True]


def test_random_failures_are_the_same_every_time(clock):
    carrier, statuses = scripted(clock, failing=0.3, capacity_per_second=1000), []
    for _ in range(2):
        carrier.change()
        statuses.append([send(clock, carrier) for _ in range(50)])
    assert statuses[0] == statuses[1]
    assert 5 < statuses[0].count(500) < 25


def test_a_request_is_prepared_as_requests_prepares_it(clock):
    ours, theirs = session(clock, Immediately(echo)), requests.Session()
    request = requests.Request(
        "post", "http://test/a b", params={"x": 1}, json={"y": [2]}, headers={"Idempotency-Key": "k"}
    )
    mine, usual = ours.prepare_request(request), theirs.prepare_request(request)
    assert (mine.method, mine.url, mine.body) == (usual.method, usual.url, usual.body)
    assert dict(mine.headers) == dict(usual.headers)


@pytest.mark.parametrize(
    ("link", "error", "served", "seconds"),
    [
        ({"resetting": 1.0}, requests.ConnectionError, 0, 0.01),
        ({"dropping": 1.0}, requests.ReadTimeout, 0, 3.01),
        ({"losing": 1.0}, requests.ConnectionError, 1, 0.12),
    ],
)
def test_a_bad_link_fails_as_a_bad_link_does(clock, carrier, link, error, served, seconds):
    http = session(clock, carrier, **link)
    with pytest.raises(error):
        http.post("http://test/messages", json={"to": "x", "text": "y"}, timeout=3.0)
    assert (len(carrier.ledger), clock.elapsed) == (served, pytest.approx(seconds))


def test_bad_luck_strikes_a_share_and_the_same_one_every_time(clock):
    def outcomes():
        http = session(clock, Immediately(echo), resetting=0.3)
        return ["".join(tried(http)) for _ in range(50)]

    assert outcomes() == outcomes()
    assert 5 < outcomes().count("x") < 25


def tried(http):
    try:
        http.get("http://test/")
    except requests.ConnectionError:
        yield "x"


def test_no_hop_is_shorter_than_half_a_millisecond(clock):
    session(clock, Immediately(echo), hop_seconds=0.0).get("http://test/")
    assert clock.elapsed == pytest.approx(0.001, abs=1e-5)
