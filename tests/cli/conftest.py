"""Every test here has a learner's folder of its own, and starts commands that can be interrupted."""

import signal

import pytest

IGNORED_IN_BACKGROUND = ("SIGINT", "SIGHUP")
"""A shell's background job ignores the first, one under nohup the second; what it starts inherits that."""


@pytest.fixture(autouse=True)
def own_folder(folder):
    return folder


@pytest.fixture(autouse=True)
def interruptible():
    numbers = [getattr(signal, name) for name in IGNORED_IN_BACKGROUND if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
