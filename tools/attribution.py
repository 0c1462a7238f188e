"""Makes what is known of the library's shapes: which settings each kind of field can depend on.

`make attribution` runs it: of samples that give every setting, each is changed in turn, and what moves is noted. What a
vendored file holds tells nothing about another, so nothing is learned of those.
"""

import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from constructs_lib.settings import Environment, Manifests
from plainsail.attribution.attribution import Attribution
from plainsail.attribution.knowledge import LIBRARY, Knowledge, Library, as_text, code_of, shape_of
from tests.rendered import PIN, environment
from tests.samples.shapes import SAMPLES


class Learning(Library):
    """Knows nothing to begin with, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.shapes: dict[str, tuple[str, Knowledge]] = {}

    def of(self, kind: type) -> Knowledge:
        """What was learned of the shape so far."""
        return self.shapes.setdefault(shape_of(kind), (code_of(kind), Knowledge()))[1]

    def keep(self, kind: type) -> None:
        """Keeps it in memory alone."""


def learn(environments: Iterable[Environment]) -> dict[str, tuple[str, Knowledge]]:
    """What the settings of these environments do, by shape."""
    library = Learning()
    for env in environments:
        list(Attribution(env, [env], PIN, library).effects())
    return library.shapes


def learn_shape(shape: type) -> dict[str, tuple[str, Knowledge]]:
    """What the samples of a shape teach."""
    return learn(environment(kind) for kind in SAMPLES[shape])


def main() -> int:
    """Write the file; a process for each shape, since none teaches another anything."""
    shapes = [shape for shape in SAMPLES if not issubclass(shape, Manifests)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        learned = list(pool.map(learn_shape, shapes))
    text = as_text({name: known for one in learned for name, known in one.items()})
    LIBRARY.write_text(text, encoding="utf-8")
    print(f"attribution: {len(text.splitlines())} kinds of field")
    return 0


if __name__ == "__main__":
    sys.exit(main())
