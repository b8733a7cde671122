"""`python -m labapp.cli` is the same as `labapp`."""

import sys

from . import main

sys.exit(main())
