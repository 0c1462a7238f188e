"""Values and documents, as Helm reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from constructs_lib.kubernetes import helm_values
from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError
from plainsail.helm.process import HELM
from plainsail.helm.wording import yaml_problem

_LINE = re.compile(r"\bline (\d+): ")


def read_values(path: Path) -> dict[str, Any]:
    """The values in a file. Raises `ProjectError` with file and line where it holds no YAML, or no mapping."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{path}: {getattr(error, 'strerror', None) or 'is no text in UTF-8'}") from None
    try:
        return values_of(text)
    except ValueError as error:
        line = _LINE.search(str(error))
        raise ProjectError(f"{path}:{line[1] if line else 1}: {yaml_problem(str(error))}") from None


def values_of(text: str) -> dict[str, Any]:
    """The values in a text. Raises `ValueError` with Helm's words where it holds no YAML, or no mapping."""
    answer = HELM.ask({"do": "values", "text": text})
    if "error" in answer:
        raise ValueError(answer["text"])
    values: dict[str, Any] = answer["values"]
    return values


def parsed(parameter: str, *, as_text: bool = False) -> dict[str, Any]:
    """The values of `image.tag=1.2` as `--set` reads it, or `--set-string`. Raises `ValueError` with Helm's words."""
    answer = HELM.ask({"do": "parameter", "text": parameter, "as_text": as_text})
    if "error" in answer:
        raise ValueError(yaml_problem(answer["text"]))
    values: dict[str, Any] = answer["values"]
    return values


def parse_documents(text: str) -> list[Document]:
    """The documents in a text, split and read by Helm. Raises `ValueError` with Helm's words."""
    answer = HELM.ask({"do": "documents", "text": text})
    if "error" in answer:
        raise ValueError(yaml_problem(answer["text"]))
    documents: list[Document] = answer["documents"]
    return documents


def merged(layers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What several files of values say together, the farthest first; null stays null."""
    return helm_values.merged(layers)
