"""The command line: it serves, it says in one line why it cannot, it ends without a trace."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import requests
import yaml

from labapp.naive import NAIVE
from labapp.targets.loopback import LoopbackServer
from labapp.targets.mixture import FIXED, SERVICE_NAMES, UnknownMixture, mixture

LABAPP = Path(sys.executable).with_name("labapp")
CONTRACT = Path(__file__).parents[2] / "data/contract/openapi.yaml"
OURS = {"PORT", "DATABASE_URL", "CARRIER_URL", "ADMIN_EMAIL", "ADMIN_PASSWORD"}
ADDRESS = re.compile(r" answers at (http://127\.0\.0\.1:\d+),")
LINK = re.compile(r"""(?:href|src|url)\s*[=:]\s*["']([^"']+)""")
ANOTHER_HOST = re.compile(r"(?:https?:)?//[^/]")
ENDINGS = [by for by in signal.Signals if by.name in ("SIGINT", "SIGTERM", "SIGHUP")]  # Windows has no SIGHUP
NOBODY_LISTENS = "http://127.0.0.1:9"


class Serving:
    """A `labapp serve` of its own, with a folder of its own for what passes."""

    def __init__(self, folder, mixture="naive", **environment):
        self.passing, self.said, self.complained = folder / "passing", folder / "said", folder / "complained"
        self.passing.mkdir()
        with self.said.open("w") as out, self.complained.open("w") as err:
            env = clean(TMPDIR=str(self.passing), **environment)
            self.process = subprocess.Popen([LABAPP, "serve", mixture], env=env, stdout=out, stderr=err)

    def url(self):
        """The address that it prints, as soon as it does."""
        for _ in range(600):
            address = ADDRESS.search(self.said.read_text())
            if address:
                return address[1]
            assert self.process.poll() is None, self.complained.read_text()
            time.sleep(0.1)
        raise AssertionError("no address within a minute")

    def interrupt(self, by=signal.SIGINT):
        """Press Ctrl-C, or end it as a system would; return how it ended, within five seconds."""
        self.process.send_signal(by)
        return self.process.wait(5)

    def end(self):
        """Make sure that nothing is left running."""
        self.process.kill()
        self.process.wait(10)


def clean(**more):
    """The environment without anything that a command would read as a wish."""
    return {name: value for name, value in os.environ.items() if name not in OURS} | more


def refusal(*arguments, **environment):
    """The one line that a command says that ends by itself, with status 2."""
    env = clean(**environment)
    done = subprocess.run(
        [LABAPP, *arguments], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("labapp: ")
    return line


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    serving = Serving(tmp_path_factory.mktemp("served"))
    yield serving.url()
    serving.end()


@pytest.fixture
def busy(tmp_path):
    serving = Serving(tmp_path, CARRIER_URL=NOBODY_LISTENS)
    yield serving
    serving.end()


@pytest.fixture
def under_nohup(tmp_path):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what is started inherits it
    serving = Serving(tmp_path)
    yield serving
    serving.end()


# --- it serves ------------------------------------------------------------------------------------


def test_it_answers_at_the_address_that_it_prints(served):
    assert requests.get(f"{served}/health", timeout=10).json() == {"status": "ok"}
    assert requests.get(f"{served}/tools", timeout=10).json()["total"] > 0


def test_the_start_page_leads_to_the_contract(served):
    answer = requests.get(served, timeout=10)
    assert (answer.status_code, answer.url) == (200, f"{served}/contract/")


def test_the_contract_is_handed_out_as_it_is(served):
    answer = requests.get(f"{served}/contract/openapi.yaml", timeout=10)
    assert answer.content == CONTRACT.read_bytes()


def test_the_page_needs_nothing_from_outside(served):
    page = requests.get(f"{served}/contract/", timeout=10)
    links = LINK.findall(page.text)
    assert len(links) == 5
    assert not ANOTHER_HOST.search(page.text)
    assert {requests.get(f"{served}/contract/{link}", timeout=10).status_code for link in links} == {200}
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_the_page_reads_every_operation(served):
    shown = requests.get(f"{served}/contract/openapi-3.0.json", timeout=10).json()
    written = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    assert shown["servers"] == [{"url": ".."}]
    assert {path: set(item) for path, item in shown["paths"].items()} == {
        path: set(item) for path, item in written["paths"].items()
    }


# --- it refuses -----------------------------------------------------------------------------------


def test_another_host_is_refused():
    assert "on 127.0.0.1 only" in refusal("serve", "naive", "--host", "0.0.0.0")


def test_an_unknown_mixture_is_refused():
    line = refusal("serve", "naive+fixed.chrage")
    assert "'fixed.chrage' names no service" in line
    assert "naive+fixed.charge" in line


def test_a_busy_port_is_refused():
    with LoopbackServer(lambda *_: []) as other:
        line = refusal("serve", "naive", "--port", str(other.port))
    assert f"Port {other.port} is taken" in line
    assert "--port 0" in line


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "sqlite:////no/such/folder/toolshed.db",
        "sqlite:////proc/toolshed.db",
        "postgresql://ann:s3cret@127.0.0.1:9/toolshed",
    ],
)
def test_a_database_that_cannot_be_opened_is_refused(address):
    line = refusal("serve", "naive", DATABASE_URL=address)
    assert f"DATABASE_URL {address.replace('s3cret', '***')} " in line
    assert "Try sqlite:///" in line
    assert "s3cret" not in line


# --- it ends --------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ENDINGS)
def test_an_interruption_ends_it_without_a_trace(busy, by):
    with requests.Session() as visitor:
        assert visitor.get(f"{busy.url()}/tools", timeout=10).status_code == 200
        assert list(busy.passing.iterdir()) != []
        assert busy.interrupt(by) == 0
    assert list(busy.passing.iterdir()) == []
    assert busy.said.read_text().endswith("Stopped.\n")
    assert "Traceback" not in busy.complained.read_text()


def test_an_interruption_ends_a_storm_too(busy):
    lost = {"email": "admin@toolshed.test"}
    with pytest.raises(requests.ReadTimeout):
        requests.post(f"{busy.url()}/password-resets", json=lost, timeout=1)
    assert busy.interrupt() == 0
    assert list(busy.passing.iterdir()) == []


def test_a_terminal_that_is_closed_does_not_end_what_nohup_started(under_nohup):
    url = under_nohup.url()
    under_nohup.process.send_signal(signal.SIGHUP)
    assert requests.get(f"{url}/health", timeout=10).status_code == 200
    assert under_nohup.interrupt() == 0


# --- mixtures -------------------------------------------------------------------------------------


def test_naive_and_fixed_are_mixtures():
    assert (mixture("naive"), mixture("fixed")) == (NAIVE, FIXED)


@pytest.mark.parametrize("name", SERVICE_NAMES)
def test_one_service_is_swapped(name):
    assert mixture(f"naive+fixed.{name}") == replace(NAIVE, **{name: getattr(FIXED, name)})
    assert mixture(f"fixed+naive.{name}") == replace(FIXED, **{name: getattr(NAIVE, name)})


def test_several_services_are_swapped():
    swapped = replace(NAIVE, charge=FIXED.charge, notify=FIXED.notify)
    assert mixture("naive+fixed.charge+fixed.notify") == swapped


@pytest.mark.parametrize(
    "text", ["", "best", "naive+", "naive+fixed", "naive+best.charge", "naive+fixed.money"]
)
def test_an_unknown_mixture_says_what_there_is(text):
    with pytest.raises(
        UnknownMixture, match=r"services: notify, audit, present, authorize, eligible, charge\.$"
    ):
        mixture(text)
