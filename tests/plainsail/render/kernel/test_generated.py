"""Generated code checks types outside the kernel, and loads L2 constructs when one is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from plainsail.render.kernel import local_kernel
from tests.plainsail.clones import environ

with local_kernel():
    import cdk8s_plus_27 as kplus
    from cdk8s_plus_27 import k8s

ROOT = Path(__file__).resolve().parents[4]

IMPORTED = """
import sys
from plainsail.render.kernel import local_kernel
with local_kernel():
    from cdk8s_plus_27 import k8s
    assert "typeguard" not in sys.modules
    import cdk8s_plus_27 as kplus
    assert "Deployment" not in vars(kplus)
assert kplus.k8s is k8s
assert kplus.Deployment.__name__ == "Deployment"
from cdk8s_plus_27 import Secret
assert Secret is kplus.Secret
try:
    kplus.Deploymint
except AttributeError as error:
    print(error)
"""


def test_what_is_not_used_is_not_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], cwd=ROOT, env=environ(), capture_output=True, text=True, check=True
    )

    assert done.stdout == "module 'cdk8s_plus_27' has no attribute 'Deploymint'\n"


def test_types_are_checked_outside_of_the_kernel() -> None:
    wrong: Any = 1
    with local_kernel():
        k8s.ObjectMeta(name=wrong)

    with pytest.raises(TypeError, match="name must be"):
        k8s.ObjectMeta(name=wrong)


def test_types_of_l2_constructs_are_checked_outside_of_the_kernel() -> None:
    """Their code is loaded later than that of the typed objects."""
    wrong: Any = 1
    with local_kernel():
        kplus.ContainerProps(image=wrong)

    with pytest.raises(TypeError, match="image must be"):
        kplus.ContainerProps(image=wrong)
