"""Makes what is known of the library's shapes: which settings each kind of field can depend on.

`make attribution` runs it: of samples that give every setting, each is changed in turn, and what moves is noted. What a
vendored file or a chart holds tells nothing about another, so nothing is learned of those.
"""

import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from constructs_lib.settings import Environment, HelmRelease, Manifests
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


def learn_one(kind: type[Environment]) -> dict[str, tuple[str, Knowledge]]:
    """What one sample teaches."""
    return learn([environment(kind)])


def main() -> int:
    """Write the file; the samples are shared between processes."""
    kinds = [
        kind for shape, kinds in SAMPLES.items() if not issubclass(shape, HelmRelease | Manifests) for kind in kinds
    ]
    shapes: dict[str, tuple[str, Knowledge]] = {}
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for learned in pool.map(learn_one, kinds):
            for shape, (code, known) in learned.items():
                shapes.setdefault(shape, (code, Knowledge()))[1].take_in(known)
    text = as_text(shapes)
    LIBRARY.write_text(text, encoding="utf-8")
    print(f"attribution: {len(text.splitlines())} kinds of field")
    return 0


if __name__ == "__main__":
    sys.exit(main())
