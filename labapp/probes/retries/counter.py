"""The counter at which a probe stands: it logs in, asks for messages, and reads what became of them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import requests

from ..target import Target

PATIENCE_SECONDS = 20.0
TAKEN = "taken"


class Counter:
    """One probe's own messages to one member, told from all others by a run id."""

    def __init__(self, target: Target, run_id: str) -> None:
        self.target, self.run_id = target, run_id
        email, password = target.admin
        answer = self._send("POST", "/sessions", json={"email": email, "password": password})
        answer.raise_for_status()
        self._headers = {"Authorization": f"Bearer {answer.json()['token']}"}
        self._member_id = answer.json()["member_id"]
        self.asked: list[str] = []
        self.answers: list[str] = []

    @property
    def told(self) -> str:
        """The answers that were not the right one, each with how often it came."""
        return ", ".join(f"{answer} × {self.answers.count(answer)}" for answer in sorted(set(self.answers)))

    @property
    def accepted(self) -> int:
        """How many messages the backend has taken."""
        return self.answers.count(TAKEN)

    @property
    def calls(self) -> list[Any]:
        """The calls about these messages that reached the carrier, in the order of their arrival."""
        return [call for call in self.target.carrier.ledger if call.text in set(self.asked)]

    @property
    def delivered(self) -> int:
        """How many times one of these messages went out."""
        return sum(call.delivered for call in self.calls)

    def arrived(self, newest: int) -> int:
        """How many of the newest messages that were asked for went out at least once."""
        return len({call.text for call in self.calls if call.delivered} & set(self.asked[-newest:]))

    def ask(self, messages: int) -> None:
        """Ask for so many messages at once, each beside the others; do not wait for the answers."""
        for _ in range(messages):
            text = f"{self.run_id} {len(self.asked) + 1}"
            self.asked.append(text)
            self.target.start(partial(self._ask, text))

    def wait(self, seconds: float) -> None:
        """Let the target's time go on."""
        self.target.clock.sleep(seconds)

    def wait_for(self, wanted: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
        """Wait until something is so; return whether it came to be in time."""
        end = self.target.clock.now() + seconds
        while not wanted() and self.target.clock.now() < end:
            self.wait(0.5)
        return wanted()

    @property
    def queued(self) -> int:
        """How many of these messages the backend says it has still to send."""
        return len(self._found("status=queued&"))

    def statuses(self) -> list[str]:
        """Read what the backend says of these messages: queued, sent or dead."""
        return [item["status"] for item in self._found()]

    def _found(self, narrowed: str = "") -> list[Any]:
        found: list[Any] = []
        for page in range(1, 100):
            path = f"/notifications?{narrowed}per_page=100&page={page}"
            answer = self._send("GET", path, headers=self._headers)
            items = answer.json()["items"] if answer.ok else []
            found += [item for item in items if item["text"] in set(self.asked)]
            if len(items) < 100:
                break
        return found

    def tools_answered(self, patience_seconds: float = 2.0) -> bool:
        """Ask for the list of tools, as a visitor would."""
        try:
            return self._send("GET", "/tools", timeout=patience_seconds).ok
        except requests.RequestException:
            return False

    def _ask(self, text: str) -> None:
        body = {"member_id": self._member_id, "kind": "message", "text": text}
        try:
            answer = self._send("POST", "/notifications", json=body, headers=self._headers)
            self.answers.append(TAKEN if answer.ok else str(answer.status_code))
        except requests.RequestException as error:
            self.answers.append(type(error).__name__)

    def _send(self, method: str, path: str, **options: Any) -> requests.Response:
        options = {"timeout": PATIENCE_SECONDS, **options}
        return self.target.http.request(method, f"{self.target.url}{path}", **options)
