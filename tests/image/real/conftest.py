"""The image, where this machine can build it: `make test-image`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image.real.bench import Bench, missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves them out, by name, where something is missing."""
    if reason := missing():
        for item in items:
            if item.get_closest_marker("image"):
                item.add_marker(pytest.mark.skip(reason=f"the image cannot be built here: {reason}"))


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """The engines and their images, kept from one run to the next."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    made = Bench(cache / "plainsail" / "image")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in made.variables.items():
            patch.setenv(name, value)  # for everything that starts an engine
        yield made


@pytest.fixture(scope="session")
def image(bench: Bench) -> str:
    """The image, from its Dockerfile as it is."""
    return bench.image()
