"""Virtual time against real time: the same probes, over real sockets, find the same.

Both wait for a real clock most of the time, so they run in `make soak` only.
"""

import json
import os
import textwrap

import pytest

from labapp import cli

LONG = pytest.mark.skipif("SOAK_KILLS" not in os.environ, reason="takes three minutes: make soak")
OURS = """
    import os, secrets
    from random import Random
    from threading import Thread
    import requests
    from labapp.toolshed import outbox
    from labapp.toolshed.app import create_app as build
    from labapp.toolshed.dependencies import Settings, Dependencies
    from labapp.targets.mixture import mixture
    from labapp.simulation.clock import RealClock

    def create_app():
        env, http = os.environ, requests.Session()
        admin = env["ADMIN_EMAIL"], env["ADMIN_PASSWORD"]
        settings = Settings(env["DATABASE_URL"], env["CARRIER_URL"], *admin, "pbkdf2:sha256:1")
        around = Dependencies(RealClock(), Random(1), secrets.token_urlsafe, http, lambda *line: None)
        app = build(mixture("MIXTURE"), settings, around)
        Thread(target=outbox.work, args=(lambda: app,), daemon=True).start()
        return app
"""


def backend(folder, mixture):
    file = folder / "backend.py"
    file.write_text(textwrap.dedent(OURS.replace("MIXTURE", mixture)))
    return str(file)


def findings(tmp_path, target, *more):
    file = tmp_path / "findings.json"
    status = cli.main(["probe", target, "--only", "retries", "--json", str(file), *more])
    report = json.loads(file.read_text())
    return status, {finding["probe"]: finding for finding in report["findings"]}


EQUAL = ("once_when_healthy", "deliveries_with_lost_replies", "visitors_turned_away", "lost_in_a_blip")
RATES = ("calls_in_an_outage", "calls_while_busy_and_down", "calls_under_random_failures")
TOLERANCE = 0.2
"""A virtual call takes 0.12 s; a real one 0.1 s, and whatever sockets and threads cost on this machine."""


@LONG
@pytest.mark.parametrize(("name", "status"), [("naive", 1), ("naive+fixed.notify", 0)])
def test_real_sockets_and_real_time_find_what_virtual_time_finds(tmp_path, name, status):
    real_status, real = findings(tmp_path, backend(tmp_path, name))
    virtual_status, virtual = findings(tmp_path, name)
    assert real_status == virtual_status == status
    assert {probe: f["verdict"] for probe, f in real.items()} == {
        probe: f["verdict"] for probe, f in virtual.items()
    }
    assert [real[probe]["measure"] for probe in EQUAL] == [virtual[probe]["measure"] for probe in EQUAL]
    for probe in RATES:
        assert real[probe]["measure"] == pytest.approx(virtual[probe]["measure"], rel=TOLERANCE)
