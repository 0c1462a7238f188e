"""Whether Helm makes of a chart what it was made from: asked before anything is written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from constructs_lib.kubernetes.diff import compare
from constructs_lib.kubernetes.objects import Document, Key, key_of
from plainsail.errors import ProjectError
from plainsail.helm.lint import lint
from plainsail.helm.release import Made, Refused, Release, render
from plainsail.helm.values import parse_documents
from plainsail.helm_export.chart import Chart, Source
from plainsail.render.yaml_writer import dump


def prove(chart: Chart, source: Source) -> None:
    """Raises `ProjectError` where an environment does not come back object for object, or `helm lint` has errors."""
    for problem in problems(chart, source):
        raise ProjectError(f"{chart.name}: cannot be a chart: {problem}; nothing was written")


def problems(chart: Chart, source: Source) -> Iterator[str]:
    """What keeps a chart from being written."""
    with tempfile.TemporaryDirectory(prefix="plainsail-helm-") as folder:
        written = write(chart, Path(folder) / chart.name)
        for environment, result in zip(
            source.trees, render(releases(chart, source, written), twice=False), strict=True
        ):
            yield from _differences(environment, result, source.trees[environment])
        yield from (f"`helm lint`: {error}" for error in lint(written))


def write(chart: Chart, folder: Path) -> Path:
    """The folder, with the chart's files in it."""
    for path, text in chart.files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return folder


def releases(chart: Chart, source: Source, folder: Path) -> list[Release]:
    """The chart, as it is installed in each environment."""
    return [
        Release(
            folder,
            name=chart.name,
            namespace=source.namespaces[environment],
            kubernetes_version=source.kubernetes_versions[environment],
            values=chart.environments[environment],
        )
        for environment in source.trees
    ]


def _differences(environment: str, result: Made | Refused, wanted: Mapping[str, Document]) -> Iterator[str]:
    if isinstance(result, Refused):
        yield f"in {environment}, {result.message}"
        return
    if result.tests:
        yield f"in {environment}, Helm takes {', '.join(result.tests)} for a test, and leaves it out"
        return
    # Helm reads numbers in a way of its own: what was asked for goes the same way.
    read = (document for each in wanted.values() for document in parse_documents(dump(each)))
    before, after = _by_key(read), _by_key(result.documents)
    for key in sorted({*before, *after}, key=str):
        if key not in before or key not in after:
            yield f"in {environment}, {key} {'is not in' if key in before else 'comes anew from'} what Helm renders"
        elif changes := compare(before[key], after[key]):
            change = changes[0]
            yield f"in {environment}, {change.field} of {key} comes back as {change.new!r}, and was {change.old!r}"


def _by_key(documents: Iterable[Document]) -> dict[Key, Document]:
    return {key_of(document): document for document in documents}
