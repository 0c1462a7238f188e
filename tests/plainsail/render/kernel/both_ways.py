"""Charts rendered by the kernel and by Node alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.render.kernel import local_kernel, tree, values
from plainsail.render.kernel.local import Local, Unknown

with local_kernel():  # before cdk8s, as rendering does it
    import cdk8s

Build = Callable[[cdk8s.Chart], object]


@contextmanager
def node_alone() -> Iterator[None]:
    """Within it the kernel knows nothing, so Node does everything; Python checks as little as with the kernel."""

    def unknown(*_: object) -> None:
        raise Unknown

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "grow", unknown)
        patch.setattr(values, "wrap", unknown)
        patch.setattr(values, "given", lambda args: args)
        yield


def chart(**props: Any) -> cdk8s.Chart:
    """A chart in an app of its own."""
    return cdk8s.Chart(cdk8s.App(), "staging-backend", **props)


def is_local(made: object) -> bool:
    """Whether Node has not heard of an object."""
    return isinstance(vars(made)["__jsii_ref__"], Local)


def locally(build: Build, **props: Any) -> list[Document]:
    """What the kernel makes of a chart, which must not have needed Node."""
    with local_kernel():
        made = chart(**props)
        build(made)
        documents: list[Document] = made.to_json()
    assert is_local(made), "Node was asked"
    return documents


def by_node(build: Build, **props: Any) -> list[Document]:
    """What Node makes of it."""
    with node_alone(), local_kernel():
        made = chart(**props)
        build(made)
        assert not is_local(made)
        documents: list[Document] = made.to_json()
    return documents


def told(program: Callable[[], object]) -> tuple[str, str]:
    """What becomes of a program with the kernel, and with Node alone: its result as JSON, or its mistake."""

    def outcome() -> str:
        try:
            with local_kernel():
                return json.dumps(program(), sort_keys=True)  # which is how they are written
        except Exception as error:  # the same one both ways
            return f"{type(error).__name__}: {error}"

    here = outcome()
    with node_alone():
        return here, outcome()


def moved(build: Build, **props: Any) -> list[Document]:
    """What becomes of a chart that begins locally and needs Node on the way."""
    with local_kernel():
        made = chart(**props)
        assert is_local(made)
        build(made)
        documents: list[Document] = made.to_json()
    assert not is_local(made), "nothing needed Node"
    return documents
