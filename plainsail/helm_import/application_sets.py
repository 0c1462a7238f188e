"""Applications that an ApplicationSet makes: its list and Git generators, and the words that they fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from plainsail.errors import ProjectError
from plainsail.manifests.fields import listed, mapping
from plainsail.yaml_reader import UnreadableYaml, load_all

Words = Mapping[str, str]
"""What a generator says of one Application, by the word that stands in braces."""
_ACTION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
_WORD = re.compile(r"\.?([A-Za-z_][-\w]*(?:\.[-\w]+|\[\d+\])*)")
_SEGMENT = re.compile(r"index \.path\.segments (\d+)")


def applications_of(document: Mapping[str, Any], root: Path, where: str) -> Iterator[dict[str, Any]]:
    """The Applications that an ApplicationSet makes of a repository. Raises `ProjectError` for what is not known."""
    spec = mapping(document.get("spec"))
    if spec.get("templatePatch"):
        raise ProjectError(f"{where}: templatePatch is not read; say the environments with --env")
    template = mapping(spec.get("template"))
    for generator in listed(spec.get("generators")):
        for words in _words(mapping(generator), root, where):
            made: dict[str, Any] = _filled(template, words, where)
            yield made


def _words(generator: Mapping[str, Any], root: Path, where: str) -> Iterator[Words]:
    match generator:
        case {"list": {"elements": [*elements]}}:
            for element in elements:
                yield _flat(mapping(element))
        case {"git": {"files": [*files]} as git}:
            for path in _paths([mapping(file).get("path") for file in files], root, files=True):
                for document in _read(root / path, path):
                    yield {**_flat(document), **_path_words(path.parent), **_values(git)}
        case {"git": {"directories": [*folders]} as git}:
            taken = [mapping(folder) for folder in folders]
            out = [str(folder.get("path")) for folder in taken if folder.get("exclude")]
            for path in _paths([folder.get("path") for folder in taken if not folder.get("exclude")], root):
                if not any(_matches(path, pattern) for pattern in out):
                    yield {**_path_words(path), **_values(git)}
        case _:
            kind = next(iter(generator), "nothing")
            raise ProjectError(f"{where}: the generator {kind} is not read; say the environments with --env")


def _paths(patterns: Sequence[Any], root: Path, *, files: bool = False) -> list[PurePosixPath]:
    found = {
        PurePosixPath(path.relative_to(root).as_posix())
        for pattern in patterns
        for path in root.glob(str(pattern).strip("/"))
        if path.is_file() == files and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
    return sorted(found)


def _matches(path: PurePosixPath, pattern: str) -> bool:
    return len(path.parts) == len(PurePosixPath(pattern).parts) and fnmatchcase(str(path), pattern)


def _read(path: Path, told: PurePosixPath) -> list[dict[str, Any]]:
    try:
        return load_all(path.read_text(encoding="utf-8"))
    except UnreadableYaml as error:
        raise ProjectError(f"{told}:{error.line}: {error.problem}") from None
    except (OSError, UnicodeDecodeError):
        raise ProjectError(f"{told}:1: is no file of UTF-8 text") from None


def _path_words(folder: PurePosixPath) -> Words:
    parts = {f"path[{at}]": part for at, part in enumerate(folder.parts)}
    return {"path": str(folder), "path.path": str(folder), "path.basename": folder.name, **parts}


def _values(git: Mapping[str, Any]) -> Words:
    return {f"values.{key}": str(value) for key, value in mapping(git.get("values")).items()}


def _flat(content: Mapping[str, Any], before: str = "") -> dict[str, str]:
    words: dict[str, str] = {}
    for key, value in content.items():
        if isinstance(value, dict):
            words |= _flat(value, f"{before}{key}.")
        else:
            words[f"{before}{key}"] = value if isinstance(value, str) else json.dumps(value)
    return words


def _filled(value: Any, words: Words, where: str) -> Any:
    match value:
        case dict():
            return {key: _filled(entry, words, where) for key, entry in value.items()}
        case list():
            return [_filled(item, words, where) for item in value]
        case str() if "{{" in value:
            return _ACTION.sub(lambda action: _word(action[1], words, where), value)
    return value


def _word(text: str, words: Words, where: str) -> str:
    if match := _SEGMENT.fullmatch(text):
        text = f"path[{match[1]}]"
    match = _WORD.fullmatch(text)
    if match is None or match[1] not in words:
        raise ProjectError(
            f"{where}: {{{{ {text} }}}} is nothing that its generator says; say the environments with --env"
        )
    return words[match[1]]
