"""Charts that a test writes: a ConfigMap, unless it says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plainsail.helm.release import Made, Refused, Release, render

MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: it\ndata:\n"
"""The object whose `data` a template writes from the sixth line on."""


def chart(folder: Path, files: Mapping[str, str] | str, name: str = "it") -> Path:
    """A chart of these files; of a text alone, of one template with a ConfigMap of that data."""
    files = {"templates/it.yaml": MAP + files} if isinstance(files, str) else files
    for path, text in {"Chart.yaml": f"apiVersion: v2\nname: {name}\nversion: 1.0.0\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder


def release(folder: Path, values: Mapping[str, Any] | None = None, **fields: Any) -> Release:
    """A release of the chart."""
    given = {"name": "it", "namespace": "there", "kubernetes_version": "1.35", **fields}
    return Release(chart=folder, values=values or {}, **given)


def rendered(folder: Path, values: Mapping[str, Any] | None = None, **fields: Any) -> Made | Refused:
    """What becomes of it."""
    [made] = render([release(folder, values, **fields)])
    return made


def made(folder: Path, values: Mapping[str, Any] | None = None, **fields: Any) -> Made:
    """The same, where it is rendered."""
    result = rendered(folder, values, **fields)
    assert isinstance(result, Made), result
    return result


def data(folder: Path, values: Mapping[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """The data of its ConfigMap."""
    [document] = made(folder, values, **fields).documents
    held: dict[str, Any] = document["data"]
    return held


def refusal(folder: Path, values: Mapping[str, Any] | None = None, **fields: Any) -> str:
    """What is said where it is not rendered, its place from the chart's folder on."""
    result = rendered(folder, values, **fields)
    assert isinstance(result, Refused), result
    return str(result).replace(f"{folder}/", "").replace(str(folder), ".")
