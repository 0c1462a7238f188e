"""Writes docs/settings.md: every setting, in the words that the vocabulary itself has for it.

`make docs` runs it. Names, types, defaults and documentation are read from `constructs_lib/settings`, so that the page
cannot say anything that the code does not.
"""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.settings_source import Alias, Field, Vocabulary

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = ROOT / "constructs_lib" / "settings"
PAGE = ROOT / "docs" / "settings.md"
HEAD = """\
# Settings

Made by `make docs` from the docstrings in `constructs_lib/settings/`: edit those, not this page.

Each shape of app has a vocabulary; [shapes.md](shapes.md) shows what each becomes. A vocabulary has the settings of
those that it extends as well.

A class in `envs/` sets a setting by assigning to its name. A plain value replaces what the classes above say, so a
mapping loses their keys; `change(...)` changes a part of it, or adds to it. What no class sets keeps its default, and a
setting without one is required. A value is written `Name(field=...)`; the field marked *first* is
given without its name: `Probe("/check/readiness", period_seconds=10)`.
"""
_WORDS = {"str": "text", "int": "whole number", "bool": "True or False", "None": "None"}


def page(settings: Path = SETTINGS) -> str:
    """The text of docs/settings.md."""
    vocabulary = Vocabulary(settings)
    reached = sorted(vocabulary.reached())
    lines = [HEAD]
    kinds = vocabulary.vocabularies()
    for kind in kinds:
        above = [f"[{base.name}](#{base.name.lower()})" for base in kinds if base.name in kind.bases]
        extends = f" Extends {', '.join(above)}." if above else ""
        lines += [f"## {kind.name}\n", f"{kind.documentation}{extends}\n"]
        for group, fields in _groups(kind.fields):
            lines += [f"### {group}\n", *_table(vocabulary, fields)]
    lines += ["## Values\n"]
    for value in (vocabulary.values[name] for name in reached if name in vocabulary.values):
        lines += [f"### {value.name}\n", f"{value.documentation}\n"]
        lines += _table(vocabulary, vocabulary.fields(value.name))
    lines += ["## Kinds of text and numbers\n"]
    for alias in (vocabulary.aliases[name] for name in reached if name in vocabulary.aliases):
        lines += [f"### {alias.name}\n", f"{_about(vocabulary, alias)}\n"]
    return "\n".join(lines).rstrip() + "\n"


def words(node: ast.expr, vocabulary: Vocabulary) -> str:
    """A type in words for people, with links to what the page explains."""
    match node:
        case ast.Name(id=name) if vocabulary.explained(name):
            return f"[{name}](#{name.lower()})"
        case ast.Name(id=name) if name in vocabulary.aliases:
            return words(vocabulary.aliases[name].type, vocabulary)
        case ast.Name(id=name) if name in _WORDS:
            return _WORDS[name]
        case ast.Constant(value=None):
            return "None"
        case ast.BinOp(left=left, right=right):
            return f"{words(left, vocabulary)} or {words(right, vocabulary)}"
        case ast.Subscript(value=ast.Name(id=generic), slice=inner):
            items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return _generic(generic, items, vocabulary)
    raise ValueError(f"{ast.unparse(node)}: tools/settings_reference.py has no words for this type; add them")


def _generic(generic: str, items: Sequence[ast.expr], vocabulary: Vocabulary) -> str:
    """`Map[...]`, `Seq[...]`, `Literal[...]` and `Annotated[...]` in words."""
    match generic, items:
        case "Map", [key, value]:
            return f"mapping of {words(key, vocabulary)} to {words(value, vocabulary)}"
        case "Seq" | "Sequence", [item]:
            return f"list of {words(item, vocabulary)}"
        case "Literal", _:
            return " or ".join(f"`{_quoted(item)}`" for item in items)
        case "Annotated", [ast.Name(id="Any"), *_]:
            return "plain data"
        case "Annotated", [kind, *rules]:
            return words(kind, vocabulary) + "".join(map(_bounds, rules))
    raise ValueError(f"{generic}[...]: tools/settings_reference.py has no words for this type; add them")


def _bounds(rule: ast.expr) -> str:
    """` from 1 to 65535` for `Bounds(ge=1, le=65535)`."""
    match rule:
        case ast.Call(func=ast.Name(id="Bounds"), keywords=keywords):
            # A computed bound, 2**31 - 1, is the machine's and not the reader's.
            bounds = {
                keyword.arg: ast.unparse(keyword.value)
                for keyword in keywords
                if not isinstance(keyword.value, ast.BinOp)
            }
            return "".join(f" {word} {bounds[key]}" for key, word in (("ge", "from"), ("le", "to")) if key in bounds)
    return ""


def _about(vocabulary: Vocabulary, alias: Alias) -> str:
    kind = words(alias.type, vocabulary)
    return f"{_one_line(alias.documentation)} Written as {kind}."


def _groups(fields: Sequence[Field]) -> Iterator[tuple[str, list[Field]]]:
    """The fields under the comment that opens each group."""
    gathered: list[Field] = []
    for field in fields:
        if field.group and gathered:
            yield gathered[0].group, gathered
            gathered = []
        gathered.append(field)
    if gathered:
        yield gathered[0].group, gathered


def _table(vocabulary: Vocabulary, fields: Sequence[Field]) -> Iterator[str]:
    yield "| name | type | default | what it does |"
    yield "|---|---|---|---|"
    for field in fields:
        cells = (f"`{field.name}`", words(field.type, vocabulary), _default(field), _one_line(field.documentation))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _default(field: Field) -> str:
    """The default as one would write it."""
    if field.is_first:
        return "*first*"
    match field.default:
        case None:
            return "required"
        case ast.Name(id="NONE"):
            return "`{}`"
        case ast.Tuple(elts=elements):
            return f"`[{', '.join(map(_quoted, elements))}]`"
    return f"`{_quoted(field.default)}`"


def _quoted(node: ast.expr) -> str:
    """Source as the house style writes it, with double quotes."""
    return ast.unparse(node).replace("'", '"')


def _one_line(text: str) -> str:
    """Text for a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
