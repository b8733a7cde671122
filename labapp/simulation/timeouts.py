"""Seconds of waiting that a busy machine cannot use up."""

import os
import time
from collections.abc import Callable

SLICE_SECONDS = 0.1
MAX_LOAD = 4.0


def load_per_processor() -> float:
    """How many processes want each processor: from 1 to 4, as the system counted them lately."""
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 1.0
    return min(max(1.0, waiting), MAX_LOAD)


def wait_until(arrived: Callable[[float], bool], seconds: float) -> bool:
    """Wait in short slices until `arrived(slice)` is true; return whether it was within so many seconds.

    A slice counts once, however long the machine slept over it, and for less where many want the processor.
    Processor time that this process used meanwhile counts in full.
    """
    began, spent = time.process_time(), 0.0
    while not arrived(min(SLICE_SECONDS, seconds)):
        spent += SLICE_SECONDS / load_per_processor()
        if max(spent, time.process_time() - began) >= seconds:
            return False
    return True
