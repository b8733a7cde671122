"""What a process says, kept as its log; one that does not stop talking is killed."""

import os
import subprocess
from threading import Thread

from .family import end

MOST_AT_THE_START = 1_000_000
MOST_BYTES = 16_000_000
LAST = 300


class Words:
    """Everything that one process after the other has written, both streams together."""

    def __init__(self) -> None:
        self._said, self.too_many, self._listener = bytearray(), False, Thread()
        self.most = 0

    def listen_to(self, process: subprocess.Popen[bytes]) -> None:
        """Write down what a process says from now on, first not too much: it has to start."""
        self.most = len(self._said) + MOST_AT_THE_START
        self._listener = Thread(target=self._listen, args=(process,), daemon=True)
        self._listener.start()

    def allow_more(self) -> None:
        """Let a process that has started say a lot."""
        self.most = MOST_BYTES

    def until_silent(self) -> None:
        """Wait until everything is written down that an ended process has said."""
        self._listener.join(2)

    @property
    def lines(self) -> list[str]:
        """Every line so far."""
        return self._said.decode(errors="replace").splitlines()

    @property
    def last(self) -> str:
        """The last line that is not blank, cut short."""
        tail = self._said[-4 * LAST :].decode(errors="replace").splitlines()
        return next((line.strip()[:LAST] for line in reversed(tail) if line.strip()), "")

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as stream:
            while said := os.read(stream.fileno(), 65_536):
                self._said += said
                if len(self._said) > self.most:
                    self.too_many = True
                    end(process)
                    return
