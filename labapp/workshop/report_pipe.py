"""The pipe on which a measured answer is reported, apart from what the answer prints."""

import os
import subprocess
from typing import IO, Any, Protocol

from labapp.targets.pipes import Pipe, pipe_from
from labapp.targets.process_tree import has_process_groups

STDOUT, STDERR = 1, 2


class ReportPipe(Protocol):
    """`number`: the descriptor into which the child writes; `streams`: with what it is started."""

    number: int
    streams: dict[str, Any]

    def read_from(self, child: subprocess.Popen[bytes]) -> Pipe:
        """Return the end that is read, as soon as the child runs."""

    def close(self) -> None:
        """Close what is still open here."""


def report_pipe(printed: IO[bytes]) -> ReportPipe:
    """Open one; what the child prints goes into a file."""
    return ExtraPipe(printed) if has_process_groups() else StandardOutput(printed)


class ExtraPipe:
    """A pipe of its own, handed to the child beside its standard streams."""

    def __init__(self, printed: IO[bytes]) -> None:
        reading, self.number = os.pipe()
        self._reading, self._writing = os.fdopen(reading, "rb"), os.fdopen(self.number, "wb")
        self.streams = {"stdout": printed, "stderr": printed, "pass_fds": [self.number]}

    def read_from(self, child: subprocess.Popen[bytes]) -> Pipe:
        """Return the end that is read, as soon as the child runs."""
        self._writing.close()
        return pipe_from(self._reading)

    def close(self) -> None:
        """Close what is still open here."""
        self._writing.close()
        self._reading.close()


class StandardOutput:
    """The child's standard output, for systems that hand on no other: the child prints into stderr."""

    number = STDOUT

    def __init__(self, printed: IO[bytes]) -> None:
        self.streams = {"stdout": subprocess.PIPE, "stderr": printed}

    def read_from(self, child: subprocess.Popen[bytes]) -> Pipe:
        """Return the end that is read, as soon as the child runs."""
        assert child.stdout is not None
        return pipe_from(child.stdout)

    def close(self) -> None:
        """Leave it to the pipe, which closes it at its end."""


def own_end(number: int) -> int:
    """Return the descriptor into which this process, a child, reports; what it prints goes elsewhere."""
    if number != STDOUT:
        return number
    line = os.dup(STDOUT)
    os.dup2(STDERR, STDOUT)
    return line
