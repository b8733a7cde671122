"""Toolshed for a notebook: the naive backend over real HTTP, on loopback, until the kernel ends."""

import atexit
from contextlib import ExitStack

from labapp.naive import NAIVE

from .served import Wish, serving


def toolshed() -> str:
    """Start Toolshed with its demo data on a free port, and return its address."""
    stack = ExitStack()
    atexit.register(stack.close)
    server = stack.enter_context(serving(NAIVE, Wish(write=lambda sink, line: None)))
    stack.enter_context(server)
    return server.url
