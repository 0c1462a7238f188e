"""`image/smoke-test` as a module: it has no suffix."""

from __future__ import annotations

from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).resolve().parents[2] / "image/smoke-test"


@cache
def smoke_test() -> Any:
    """The module; what is in it has no types for others."""
    loader = SourceFileLoader("smoke_test", str(SCRIPT))
    spec = spec_from_loader("smoke_test", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module
