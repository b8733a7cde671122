"""One learner: logs in, waits for the server, opens a kernel, and runs 02 cell by cell."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests
import websocket
from hub import PASSWORD
from kernels import NOTEBOOK, cells, is_picture

PATIENCE_SECONDS = 600
PATH = f"notebooks/{NOTEBOOK.name}"


@dataclass
class Learner:
    """What happened to one learner; seconds count from the moment of logging in."""

    name: str
    server_seconds: float | None = None
    picture_seconds: float | None = None
    end_seconds: float | None = None
    cells: int = 0
    trouble: list[str] = field(default_factory=list)

    def work(self, url: str) -> None:
        """Do it all; what goes wrong is kept in `trouble`."""
        began = time.monotonic()
        passed = lambda: time.monotonic() - began  # noqa: E731
        try:
            browser = Browser(url, self.name)
            browser.open_server()
            self.server_seconds = passed()
            self._run(browser, passed)
            self.end_seconds = passed()
        except (requests.RequestException, websocket.WebSocketException, OSError, RuntimeError) as error:
            self.trouble.append(f"{type(error).__name__}: {error}")

    def _run(self, browser: "Browser", passed: Callable[[], float]) -> None:
        channel = browser.open_kernel()
        for source in cells():
            for message in executed(channel, source):
                if self.picture_seconds is None and is_picture(message):
                    self.picture_seconds = passed()
                if message["msg_type"] == "error":
                    self.trouble.append(f"cell {self.cells + 1}: {message['content']['evalue']}")
            self.cells += 1
        channel.close()


class Browser:
    """What a browser does, with its cookies, and nothing that only a test may do."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name, self.http = url, name, requests.Session()
        self.http.trust_env = False
        self.home = f"{url}/user/{name}"

    def open_server(self) -> None:
        """Log in, ask for a server, and wait until it answers."""
        self._get(f"{self.url}/hub/login")
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self._xsrf("/hub/")}
        self.http.post(f"{self.url}/hub/login", form, timeout=PATIENCE_SECONDS).raise_for_status()
        self._get(f"{self.url}/hub/spawn/{self.name}")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise RuntimeError("the server did not start")
            time.sleep(1)

    def open_kernel(self) -> websocket.WebSocket:
        """Open 02, start a kernel for it, and connect to its channels through the proxy."""
        self._get(f"{self.home}/api/contents/{PATH}").raise_for_status()
        wanted = {"path": PATH, "name": PATH, "type": "notebook", "kernel": {"name": "python3"}}
        headers = {"X-XSRFToken": self._xsrf(f"/user/{self.name}/")}
        answer = self.http.post(
            f"{self.home}/api/sessions", json=wanted, headers=headers, timeout=PATIENCE_SECONDS
        )
        answer.raise_for_status()
        place = f"{self.home}/api/kernels/{answer.json()['kernel']['id']}/channels"
        cookies = requests.cookies.get_cookie_header(
            self.http.cookies, requests.Request("GET", place).prepare()
        )
        return websocket.create_connection(
            place.replace("http", "ws", 1), timeout=PATIENCE_SECONDS, cookie=cookies
        )

    def _answers(self) -> bool:
        answer = self._get(f"{self.home}/lab/tree/{PATH}")
        return answer.ok and answer.url.startswith(self.home)

    def _get(self, url: str) -> requests.Response:
        return self.http.get(url, timeout=PATIENCE_SECONDS)

    def _xsrf(self, path: str) -> str:
        return next(c.value or "" for c in self.http.cookies if c.name == "_xsrf" and c.path == path)


def executed(channel: websocket.WebSocket, source: str) -> Iterator[dict[str, Any]]:
    """Run a cell and yield what the kernel publishes until it is idle again."""
    header = {"msg_id": uuid4().hex, "msg_type": "execute_request", "session": "class", "username": "",
              "version": "5.3", "date": ""}  # fmt: skip
    content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    channel.send(json.dumps({**message, "channel": "shell", "buffers": []}))
    while True:
        opcode, data = channel.recv_data()
        answer = _decoded(data) if opcode == websocket.ABNF.OPCODE_BINARY else json.loads(data)
        if answer["channel"] != "iopub" or answer["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        yield answer
        if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
            return


def _decoded(data: bytes) -> Any:
    """Read the message before its buffers: count, offsets, then JSON, as Jupyter frames it."""
    count = int.from_bytes(data[:4], "big")
    offsets = [int.from_bytes(data[4 * n : 4 * n + 4], "big") for n in range(1, count + 1)]
    return json.loads(data[offsets[0] : offsets[1] if count > 1 else None])
