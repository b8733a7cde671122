"""What a process says, kept as its log; one that does not stop talking is killed."""

import subprocess
from contextlib import suppress
from threading import Lock, Thread

from .pipes import Pipe, pipe_from
from .process_group import kill_group

MAX_AT_THE_START = 1_000_000
MAX_BYTES = 16_000_000
LAST = 300


class ProcessOutput:
    """Everything that one process after the other has written, both streams together."""

    def __init__(self) -> None:
        self._said, self.too_many, self._listener, self._lock = bytearray(), False, Thread(), Lock()
        self._pipe: Pipe | None = None
        self._most = 0

    def listen_to(self, process: subprocess.Popen[bytes]) -> None:
        """Write down what a process says from now on, first not too much: it has to start."""
        assert process.stdout is not None
        self.wait_until_closed()
        self._pipe, self._most = pipe_from(process.stdout), len(self._said) + MAX_AT_THE_START
        self._listener = Thread(target=self._listen, args=(process, self._pipe), daemon=True)
        self._listener.start()

    def allow_more(self) -> None:
        """Let a process that has started say a lot."""
        self._most = MAX_BYTES

    def wait_until_closed(self) -> None:
        """Wait until everything is written down that an ended process has said."""
        if self._listener.ident is not None:
            self._listener.join(2)

    @property
    def lines(self) -> list[str]:
        """Every line so far: also one that was written just now, before an answer that has come."""
        self._read()
        return self._said.decode(errors="replace").splitlines()

    @property
    def last(self) -> str:
        """The last line that is not blank, cut short."""
        tail = self._said[-4 * LAST :].decode(errors="replace").splitlines()
        return next((line.strip()[:LAST] for line in reversed(tail) if line.strip()), "")

    def _listen(self, process: subprocess.Popen[bytes], pipe: Pipe) -> None:
        while pipe.wait() and self._read():
            if len(self._said) > self._most:
                self.too_many = True
                kill_group(process)
                break
        with self._lock:
            pipe.close()
            self._pipe = None if self._pipe is pipe else self._pipe

    def _read(self) -> bool:
        """Take what there is; return whether more may come."""
        with self._lock, suppress(BlockingIOError):
            while self._pipe is not None and len(self._said) <= self._most:
                said = self._pipe.read()
                if not said:
                    return False
                self._said += said
        return True
