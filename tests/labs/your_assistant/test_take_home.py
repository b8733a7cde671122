"""What goes home: the card says what the prompt says, and the retry probe knows clients that are not ours."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "data"
PROBE = DATA / "take_home" / "retry_probe.py"
NAIVE = """
import sys, requests
while True:
    try:
        requests.post(sys.argv[1], json={"text": "hello"}, timeout=5).raise_for_status()
        break
    except requests.RequestException:
        continue
"""
ONE_TRY = "import sys, requests; requests.post(sys.argv[1], data='hello', timeout=5)"
RETRY = """
import sys, urllib3, uuid
retry = urllib3.Retry(total=3, backoff_factor=0.1, status_forcelist=[429, 503], allowed_methods=None)
http = urllib3.PoolManager(retries=retry)
http.request("POST", sys.argv[1], body=b"hello", headers={"Idempotency-Key": HOW})
"""
GOOD = RETRY.replace("HOW", "uuid.uuid4().hex")
WITHOUT_A_KEY = RETRY.replace("HOW", "''")
IMPATIENT = RETRY.replace("urllib3.Retry(", "urllib3.Retry(respect_retry_after_header=False, ").replace(
    "HOW", "'a'"
)
POLITE = """
import sys, httpx, tenacity
times = tenacity.stop_after_attempt(3)
@tenacity.retry(stop=times, wait=tenacity.wait_random_exponential(0.1, 0.5))
def send():
    httpx.post(sys.argv[1], json={"text": "hello"}).raise_for_status()
send()
"""


def run(*command):
    done = subprocess.run(
        [sys.executable, PROBE, *command], capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, "".join(line[0] for line in done.stdout.splitlines()), done.stderr


@pytest.mark.parametrize(
    ("client", "status", "signs"),
    [
        (GOOD, 0, "✓✓✓"),
        (NAIVE, 1, "✗✗✗"),
        (POLITE, 1, "✓✗✗"),
        (WITHOUT_A_KEY, 1, "✓✓✗"),
        (IMPATIENT, 1, "✓✗✓"),
        (ONE_TRY, 2, "✓??"),
        ("", 2, "???"),
    ],
    ids=["good", "naive", "polite", "without a key", "impatient", "one try", "silent"],
)
def test_the_retry_probe_knows_clients_that_are_not_ours(client, status, signs):
    assert run(sys.executable, "-c", client)[:2] == (status, signs)


def test_the_retry_probe_says_how_it_is_used():
    status, _, said = run("no-such-command")
    assert status == 1
    assert "There is no command ['no-such-command']" in said
    assert "python retry_probe.py COMMAND" in said
    assert "Traceback" not in said


def test_the_retry_probe_needs_nothing_but_python():
    imported = set(re.findall(r"^(?:import|from) (\w+)", PROBE.read_text(), re.M))
    assert imported <= sys.stdlib_module_names


def test_every_sentence_of_the_card_stands_in_the_explicit_prompt():
    card = (DATA / "take_home" / "card.md").read_text()
    section = card.split("## Six sentences for a prompt")[1].split("## ")[0]
    sentences = [" ".join(text.split()) for text in re.split(r"^\d\. ", section, flags=re.M)[1:]]
    prompt = " ".join((DATA / "contract" / "prompt_explicit.md").read_text().split())
    assert len(sentences) == 6
    assert [sentence for sentence in sentences if sentence not in prompt] == []
