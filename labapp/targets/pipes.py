"""The reading end of a pipe that can be waited for, whatever the system makes of pipes."""

import os
import select
from collections import deque
from threading import Condition, Thread
from typing import IO, Protocol

from .process_tree import has_process_groups

CHUNK_BYTES = 65_536
GRACE_SECONDS = 0.02
"""What was written before something else was seen has come through the thread by then."""


class Pipe(Protocol):
    """What a child process writes into."""

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until there is something to read, or the end; return whether there is."""

    def read(self) -> bytes:
        """Return what is there, nothing at the end; raises BlockingIOError when nothing has come yet."""

    def close(self) -> None:
        """Read no more."""


def pipe_from(stream: IO[bytes]) -> Pipe:
    """Return the pipe behind a stream."""
    return SelectedPipe(stream) if has_process_groups() else PumpedPipe(stream)


class SelectedPipe:
    """A pipe for which the system can wait."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        os.set_blocking(stream.fileno(), False)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until there is something to read, or the end; return whether there is."""
        return bool(select.select([self._stream], [], [], seconds)[0])

    def read(self) -> bytes:
        """Return what is there, nothing at the end; raises BlockingIOError when nothing has come yet."""
        return os.read(self._stream.fileno(), CHUNK_BYTES)

    def close(self) -> None:
        """Read no more."""
        self._stream.close()


class PumpedPipe:
    """A pipe that a thread reads, which waits in the system's place, and closes it at its end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._chunks: deque[bytes] = deque()
        self._arrived = Condition()
        Thread(target=self._pump, args=(stream,), name="pump", daemon=True).start()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until there is something to read, or the end; return whether there is."""
        with self._arrived:
            return self._arrived.wait_for(self._chunks.__len__, seconds) > 0

    def read(self) -> bytes:
        """Return what is there, nothing at the end; raises BlockingIOError when nothing has come yet."""
        with self._arrived:
            if not self._arrived.wait_for(self._chunks.__len__, GRACE_SECONDS):
                raise BlockingIOError
            return self._chunks.popleft() if self._chunks[0] else b""  # the end stays for whoever asks again

    def close(self) -> None:
        """Leave it to the thread, which reads to the end."""

    def _pump(self, stream: IO[bytes]) -> None:
        with stream:
            while chunk := os.read(stream.fileno(), CHUNK_BYTES):
                self._keep(chunk)
        self._keep(b"")

    def _keep(self, chunk: bytes) -> None:
        with self._arrived:
            self._chunks.append(chunk)
            self._arrived.notify_all()
