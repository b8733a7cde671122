"""A session for backends that nobody knows: no answer is endless, and a backend that ended says so."""

import time
from collections.abc import Callable
from typing import Any

import requests
import urllib3

MAX_BYTES = 8_000_000
MAX_SECONDS = 30.0


class ResponseLimitExceeded(requests.RequestException):
    """An answer did not end; the message is one line."""


class BoundedSession(requests.Session):
    """Reads answers up to a limit; `restart_if_ended` says why there is no connection."""

    def __init__(self, restart_if_ended: Callable[[], str | None] = lambda: None) -> None:
        super().__init__()
        self.trust_env, self._restart_if_ended = False, restart_if_ended

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send a request and read the whole answer; raises requests.RequestException."""
        try:
            answer = super().send(request, **{**options, "stream": True})
            answer._content = b"".join(_parts(answer))
        except (requests.Timeout, urllib3.exceptions.TimeoutError):
            what = f"{request.method} {request.path_url}"
            raise requests.Timeout(f"{what} gave no answer in time.") from None
        except (requests.ConnectionError, urllib3.exceptions.HTTPError) as error:
            raise requests.ConnectionError(self._restart_if_ended() or str(error)) from error
        answer._content_consumed = True  # type: ignore[attr-defined]
        return answer


def _parts(answer: requests.Response) -> list[bytes]:
    parts, size, end = list[bytes](), 0, time.monotonic() + MAX_SECONDS
    with answer:
        while part := answer.raw.read1(65_536, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES or time.monotonic() > end:
                what = f"{answer.request.method} {answer.request.path_url}"
                raise ResponseLimitExceeded(f"The answer to {what} did not end after {size:,} bytes.")
    return parts
