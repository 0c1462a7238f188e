"""What talks to Node is imported when something asks Node; most renderings never do.

jsii imports it at once: cattrs, dateutil and their like, a tenth of the time of a rendering.
"""

import sys
from types import ModuleType
from typing import Any

_PROCESS = "jsii._kernel.providers.process"


def prepare_node() -> None:
    """Imports jsii, and has the end of Node reported, should it be started."""
    if "jsii" not in sys.modules:
        stand_in = ModuleType(_PROCESS)
        stand_in.ProcessProvider = _Provider  # type: ignore[attr-defined] # all that the rest of jsii imports of it
        sys.modules[_PROCESS] = stand_in
        try:
            import jsii  # noqa: F401
        finally:
            del sys.modules[_PROCESS]
    elif _PROCESS in sys.modules:
        _use_node()


def _use_node() -> None:
    from plainsail.render.node import use_node

    use_node()


class _Provider:
    """In place of jsii's provider until something is asked of it."""

    def __init__(self) -> None:
        self._provider: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._provider is None:
            self._provider = self._made()
        return getattr(self._provider, name)

    def _made(self) -> Any:
        _use_node()
        from jsii import kernel
        from jsii._kernel.providers.process import ProcessProvider

        provider, here = ProcessProvider(), vars(kernel)
        if here["provider"] is self:
            here["provider"] = provider
        return provider
