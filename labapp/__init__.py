"""What Broke First: a small backend, six ways in which it fails, and the lab that shows them."""

import sys

# An older Python, also one of another age, can read this file and none of the others.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "What Broke First needs Python 3.11 or a later one. This is Python " + sys.version.split()[0] + "."
    )
