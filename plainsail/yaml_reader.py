"""Reads YAML as kubectl does, fast enough for a whole `dist/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from plainsail.errors import ParseError


class UnreadableYaml(ParseError):
    """Text that is not YAML, or not objects: `line 3, column 5: what is wrong`."""

    def __init__(self, line: int, column: int, problem: str) -> None:
        super().__init__(line, problem, column=column)


class _Loader(yaml.CSafeLoader):
    """PyYAML's C loader without the two types that Kubernetes does not know: a date is text there, and so is `=`."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in ("timestamp", "value")]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


ENDINGS = (".yaml", ".yml", ".json")
"""How files of objects are called."""
_KINDS = {"scalar": "value", "sequence": "list"}


def files_below(folder: Path) -> list[Path]:
    """The files of objects in a folder, and in those below it."""
    return sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file())


def load_all(text: str) -> list[dict[str, Any]]:
    """The objects of a YAML file, in order; empty documents are left out.

    Raises UnreadableYaml with the line and the column of the mistake.
    """
    return [document for _, document in load_placed(text)]


def load_placed(text: str) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a YAML file, each with the line at which it begins. Raises UnreadableYaml."""
    try:
        return list(_objects(text))
    except yaml.MarkedYAMLError as error:
        problem = ", ".join(part for part in (error.context, error.problem) if part)
        raise UnreadableYaml(*_place(error.problem_mark or error.context_mark), problem) from None
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")  # libyaml counts bytes
        raise _at_end_of(before, f"U+{error.character:04X} is a control character; remove it") from None
    except UnicodeEncodeError as error:
        raise _at_end_of(text[: error.start], "half of a surrogate pair; remove it") from None


def _objects(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    loader = _Loader(text)
    try:
        while loader.check_node():
            node: Any = loader.get_node()
            try:
                document = loader.construct_document(node)
            except (ValueError, KeyError, RecursionError) as error:  # `!!int x`, a number of 10,000 digits
                raise UnreadableYaml(
                    *_place(node.start_mark), f"a value in this document is broken ({error})"
                ) from None
            if isinstance(document, dict):
                yield node.start_mark.line + 1, document
            elif document is not None:
                kind = _KINDS.get(node.id, node.id)
                raise UnreadableYaml(*_place(node.start_mark), f"a {kind} where an object is expected")
    finally:
        loader.dispose()


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _at_end_of(before: str, problem: str) -> UnreadableYaml:
    line = before.count("\n") + 1
    return UnreadableYaml(line, len(before) - before.rfind("\n"), problem)
