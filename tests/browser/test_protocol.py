"""Between browser and server: the protocol that a restarting kernel cannot confuse."""

import requests

from .page import frames_until_done, opened, restart_and_run_all

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "d2hhdCBicm9rZSBmaXJzdA==",
    "Sec-WebSocket-Protocol": "v1.kernel.websocket.jupyter.org",
}


def test_the_server_reads_our_setting_and_chooses_the_older_protocol(lab):
    kernels = f"{lab.partition('lab?')[0]}api/kernels"
    with requests.Session() as session:
        session.params = {"token": "browser-test"}
        kernel = session.post(kernels, json={"name": "python3"}).json()["id"]
        with session.get(f"{kernels}/{kernel}/channels", headers=UPGRADE, stream=True) as answer:
            assert answer.status_code == requests.codes.switching_protocols
            assert "Sec-WebSocket-Protocol" not in answer.headers
        session.delete(f"{kernels}/{kernel}")


def test_a_kernel_restarts_and_runs_all_and_the_server_stays_small(page):
    """How small, the fixture `lab` says at its end."""
    with opened(page, "00_start_here"):
        restart_and_run_all(page)
        frames_until_done(page)
