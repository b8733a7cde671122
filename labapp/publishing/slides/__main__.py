"""Write the slides of all notebooks: `make slides`."""

import sys
from pathlib import Path

from .page import write_all

for written in write_all(Path(sys.argv[1])):
    print(written)
