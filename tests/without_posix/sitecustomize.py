"""Every Python that finds this folder on its path lacks what Windows lacks; `without_posix` puts it there."""

import os
import sys

import psutil  # noqa: F401 (it needs, on this system, what goes away below)

for name in ("killpg", "setsid", "getloadavg"):
    if hasattr(os, name):
        delattr(os, name)
sys.modules["resource"] = None
