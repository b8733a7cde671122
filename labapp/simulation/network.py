"""The way from a `requests` session into a WSGI app in this process, in virtual time."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from .virtual_clock import VirtualClock

MIN_HOP_SECONDS = 0.0005
"""Every attempt, a refused one too, takes at least a millisecond there and back."""


class Server(Protocol):
    """Whatever answers: a WSGI app by itself, or a web server with so many workers."""

    def answer(self, environ: dict[str, Any], timeout_seconds: float) -> "WsgiResponse":
        """Answer one request, or raise requests.ReadTimeout."""


WsgiResponse = tuple[str, list[tuple[str, str]], bytes]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Link:
    """The way between two machines: how long one direction takes, and what share of requests has bad luck.

    Shares are between 0 and 1. `dropping`: swallowed, nobody answers. `resetting`: refused at once.
    `losing`: served, but the answer is lost on the way back.
    """

    hop_seconds: float = 0.01
    dropping: float = 0.0
    resetting: float = 0.0
    losing: float = 0.0
    seed: int = 2018


class InProcessAdapter(BaseAdapter):
    """A `requests` transport adapter: mount it on the address of a server in this process."""

    def __init__(self, clock: VirtualClock, server: Server, link: Link | None = None) -> None:
        super().__init__()
        self._clock, self._server = clock, server
        self._link = link or Link()
        self._hop_seconds = max(self._link.hop_seconds, MIN_HOP_SECONDS)
        self._chance = Random(self._link.seed)

    def send(self, request: requests.PreparedRequest, *_: Any, **options: Any) -> requests.Response:
        """Carry one request over and its answer back.

        Raises requests.ConnectionError for a reset or a lost answer, requests.ReadTimeout when nobody
        answers in time.
        """
        return self._clock.call(lambda: self._carry(request, _read_timeout(options.get("timeout"))))

    def close(self) -> None:
        """Nothing to close: there is no socket."""

    def _carry(self, request: requests.PreparedRequest, timeout_seconds: float) -> requests.Response:
        self._clock.kill_switch.count_call()
        self._clock.sleep(self._hop_seconds)
        if self._happens(self._link.resetting):
            raise requests.ConnectionError("connection reset", request=request)
        if self._happens(self._link.dropping):
            self._clock.park(self._clock.now() + timeout_seconds)
            raise requests.ReadTimeout(f"no answer within {timeout_seconds:g} s", request=request)
        answer = self._server.answer(wsgi_environ(request), timeout_seconds)
        self._clock.sleep(self._hop_seconds)
        if self._happens(self._link.losing):
            raise requests.ConnectionError("the answer was lost on the way", request=request)
        return _response(request, answer)

    def _happens(self, share: float) -> bool:
        return share > 0 and self._chance.random() < share


class InProcessSession(requests.Session):
    """A `requests` session that leads into this process only, and so has no proxies or cookies to look up."""

    def __init__(self, address: str, adapter: InProcessAdapter) -> None:
        super().__init__()
        self.trust_env = False
        self.mount(address, adapter)

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """Prepare without merging what the session does not have; that merging costs as much as the rest."""
        prepared = _Prepared()
        prepared.prepare(
            method=request.method,
            url=request.url,
            headers={**self.headers, **(request.headers or {})},
            data=request.data,
            json=request.json,
            params=request.params,
            auth=request.auth,
            hooks=request.hooks,
        )
        return prepared

    def merge_environment_settings(self, url: Any, *_: Any) -> Any:
        """Return no settings: there is no proxy on the way, and nothing to verify."""
        return {"proxies": {}, "stream": False, "verify": False, "cert": None}


class _Prepared(requests.PreparedRequest):
    """Prepares what is there; looking for cookies and encoding nothing cost a seventh of a call."""

    def prepare_cookies(self, cookies: Any) -> None:
        """Send none: the session keeps none."""

    @staticmethod
    def _encode_params(data: Any) -> Any:
        return requests.PreparedRequest._encode_params(data) if data else ""  # type: ignore[attr-defined]


def run_wsgi(app: Wsgi, environ: dict[str, Any]) -> WsgiResponse:
    """Call a WSGI app and collect its whole answer."""
    head: list[Any] = []
    chunks = app(environ, lambda status, headers, exc_info=None: head.extend((status, headers)))
    try:
        body = b"".join(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    return head[0], head[1], body


def wsgi_environ(request: requests.PreparedRequest) -> dict[str, Any]:
    """Translate a prepared request into a WSGI environment on loopback."""
    url = urlsplit(request.url or "")
    body = request.body or b""
    raw = body.encode() if isinstance(body, str) else bytes(body)
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(url.path, "latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(raw),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    environ.setdefault("HTTP_HOST", url.netloc)
    return environ


def _response(request: requests.PreparedRequest, answer: WsgiResponse) -> requests.Response:
    status, headers, body = answer
    promised = int(dict(headers).get("Content-Length", len(body)))
    if promised > len(body) and request.method != "HEAD":
        raise requests.exceptions.ChunkedEncodingError(f"{len(body)} bytes read, {promised} were promised")
    response = requests.Response()
    code, _, response.reason = status.partition(" ")
    response.status_code = int(code)
    response.headers = CaseInsensitiveDict(headers)
    response._content = body
    response.encoding = "utf-8"
    response.url, response.request = request.url or "", request
    return response


def _read_timeout(timeout: Any) -> float:
    read = timeout[1] if isinstance(timeout, tuple) else timeout
    return float("inf") if read is None else float(read)
