"""What all tests share."""

import os
import sys
from pathlib import Path

from hypothesis import settings

# Node is the one that set-up put beside the interpreter, for tests that import constructs themselves, too.
if (node := Path(sys.executable).with_name("node")).exists():
    os.environ.setdefault("JSII_NODE", str(node))

# The same examples on every machine, and no clock: a slow machine finds no failure that a fast one does not.
settings.register_profile("plainsail", derandomize=True, deadline=None, database=None)
settings.load_profile("plainsail")
