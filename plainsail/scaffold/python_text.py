"""A file of Python with a line added: an import, an entry of a mapping. Comments and formatting stay as they are.

What was added is read back: were anything else changed, the text is refused.
"""

from __future__ import annotations

import ast
import copy
import io
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.project.names import origins

WIDTH = 120
"""Columns of code, where the project sets no other number."""
_INDENT = "    "


class UnknownForm(ProjectError):
    """A file in which a line cannot be added without guessing."""


def read_python(root: Path, path: str, *, width: int = WIDTH) -> PythonText | None:
    """A file of the project; None where there is none. Raises `UnknownForm` for what Python cannot read."""
    try:
        return PythonText(path, (root / path).read_bytes().decode("utf-8"), width=width)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise UnknownForm(f"{path}:1: is not UTF-8; correct it") from None
    except OSError as error:
        raise UnknownForm(f"{path}: {(error.strerror or str(error)).lower()}") from None


class PythonText:
    """The text of a file of Python, and the places in it."""

    def __init__(self, path: str, text: str, *, width: int = WIDTH) -> None:
        """Raises `UnknownForm` for what Python cannot read."""
        self.path, self.width = path, width
        self._crlf = "\r\n" in text
        self._text = text.replace("\r\n", "\n").rstrip("\n") + "\n"
        try:
            self.tree = ast.parse(self._text)
        except SyntaxError as error:
            raise UnknownForm(f"{path}:{error.lineno or 1}: Python cannot read it; correct it") from None
        self._bytes = self._text.encode()
        self._starts = [0, *(match.end() for match in re.finditer(b"\n", self._bytes))]

    @property
    def text(self) -> str:
        """All of it, with the line ends that it came with."""
        return self._text.replace("\n", "\r\n") if self._crlf else self._text

    # --- places

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Where a node begins."""
        return self._starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Where a node ends."""
        if node.end_lineno is None or node.end_col_offset is None:
            raise UnknownForm(f"{self.path}:{node.lineno}: has no end; correct it")
        return self._starts[node.end_lineno - 1] + node.end_col_offset

    def part(self, start: int, end: int) -> str:
        """The text between two places."""
        return self._bytes[start:end].decode()

    def source(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        return self.part(self.start(node), self.end(node))

    def line_start(self, place: int) -> int:
        """Where the line of a place begins."""
        return self._bytes.rfind(b"\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        """Behind the line of a place, its end included."""
        end = self._bytes.find(b"\n", place)
        return len(self._bytes) if end < 0 else end + 1

    def indent(self, place: int) -> str:
        """The blanks that the line of a place begins with."""
        line = self.part(self.line_start(place), self.line_end(place))
        return line[: len(line) - len(line.lstrip())]

    @cached_property
    def _tokens(self) -> list[tuple[int, str]]:
        lines = io.StringIO(self._text).readline
        return [
            (self._place(token.start), token.string)
            for token in tokenize.generate_tokens(lines)
            if token.type in (tokenize.COMMENT, tokenize.OP)
        ]

    def _place(self, position: tuple[int, int]) -> int:
        row, column = position
        start = self._starts[row - 1]
        return start + len(self._bytes[start : self.line_end(start)].decode()[:column].encode())

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment stands between two places."""
        return any(text.startswith("#") for place, text in self._tokens if start <= place < end)

    def comma(self, start: int, end: int) -> int | None:
        """Behind the first comma between two places, if there is one."""
        return next((place + 1 for place, text in self._tokens if text == "," and start <= place < end), None)

    # --- what stands there

    def assigned(self, name: str) -> ast.expr | None:
        """The value that the one statement of the module gives a name; None where it is none, or several do."""
        statements = [
            node for node in self.tree.body if name in {word for part in ast.walk(node) for word in _bound(part)}
        ]
        match statements:
            case [ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(target=ast.Name(), value=value)]:
                return value
        return None

    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes of the module by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.ClassDef)}

    def names(self) -> set[str]:
        """What the module gives a meaning anywhere."""
        return {name for node in ast.walk(self.tree) for name in _bound(node)}

    def imports(self) -> list[ast.Import | ast.ImportFrom]:
        """The import statements at the top level of the module."""
        return [node for node in self.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]

    def origins(self) -> dict[str, tuple[str, str]]:
        """Where each imported name comes from: the module, and its name there."""
        return origins(self.tree)

    # --- what is added

    def _edited(self, start: int, end: int, text: str, refusal: str) -> PythonText:
        made = (self._bytes[:start] + text.encode() + self._bytes[end:]).decode()
        try:
            return PythonText(self.path, made.replace("\n", "\r\n") if self._crlf else made, width=self.width)
        except UnknownForm:
            raise UnknownForm(refusal) from None

    def with_import(self, module: str, name: str, alias: str | None = None, *, ours: Sequence[str]) -> PythonText:
        """The file with `from module import name [as alias]`, in the order of isort.

        `ours` are the project's own packages. Raises `UnknownForm`.
        """
        refusal = f"{self.path}:1: is not in a form to which an import can be added"
        made = self._edited(*self._import_edit(module, name, alias, ours), refusal)
        if _without_import(made.tree, module, name, alias) != _normal(self.tree):
            raise UnknownForm(refusal)
        return made

    def _import_edit(self, module: str, name: str, alias: str | None, ours: Sequence[str]) -> tuple[int, int, str]:
        statements = [node for node in self.imports() if isinstance(node, ast.ImportFrom) and node.level == 0]
        same = [node for node in statements if node.module == module and not any(each.asname for each in node.names)]
        if alias is None and same:
            start, end = self.start(same[0]), self.end(same[0])
            if self.has_comment(start, end):
                raise UnknownForm(f"{self.path}:{same[0].lineno}: holds comments among its names")
            names = sorted({name, *(each.name for each in same[0].names)}, key=_member)
            return start, end, self._import(module, names)
        statement = self._import(module, [f"{name} as {alias}" if alias else name])
        block = [node for node in statements if _top(node) == module.partition(".")[0]]
        for node in block:
            if (natural(node.module or ""), natural(node.names[0].name)) > (natural(module), natural(name)):
                return self.start(node), self.start(node), f"{statement}\n"
        last = block[-1] if block else next(iter(self.imports()[::-1]), None)
        if last is not None:
            place = self.line_end(self.end(last))
            return place, place, f"{statement}\n" if _top(last) in ours else f"\n{statement}\n"
        text = self.tree.body[0] if self.tree.body else None
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            place = self.line_end(self.end(text))
            return place, place, f"\n{statement}\n"
        return 0, 0, f"{statement}\n\n"

    def _import(self, module: str, names: Sequence[str]) -> str:
        line = f"from {module} import {', '.join(names)}"
        if len(line) <= self.width:
            return line
        return f"from {module} import (\n" + "".join(f"{_INDENT}{name},\n" for name in names) + ")"

    def with_class(self, text: str) -> PythonText:
        """The file with a class at its end."""
        made = f"{self._text.rstrip()}\n\n\n{text}"
        return PythonText(self.path, made.replace("\n", "\r\n") if self._crlf else made, width=self.width)

    def with_entry(self, mapping: ast.Dict, key: str, value: str, *, rows: bool = False) -> PythonText:
        """The file with the entry `key: value`, both as Python writes them, at the end of a mapping.

        `rows` gives each entry a line of its own, in alphabetical order where they have it. Raises `UnknownForm`.
        """
        pairs = [
            (self._word(name) if name else "", name or item, item)
            for name, item in zip(mapping.keys, mapping.values, strict=True)
        ]
        return self._with_row(mapping, _bare(key), f"{key}: {value}", pairs, "{}", rows=rows)

    def with_item(self, listed: ast.Tuple | ast.List, item: str, *, rows: bool = True) -> PythonText:
        """The file with an item, as Python writes it, in a tuple or a list; see `with_entry`. Raises `UnknownForm`."""
        items = [(self._word(node), node, node) for node in listed.elts]
        around = "()" if isinstance(listed, ast.Tuple) else "[]"
        return self._with_row(listed, _bare(item), item, items, around, rows=rows)

    def _word(self, node: ast.expr) -> str:
        """What a key or an item is sorted by: its text, or the name that it is."""
        return str(node.value) if isinstance(node, ast.Constant) else self.source(node)

    def _with_row(
        self,
        holder: ast.Dict | ast.Tuple | ast.List,
        word: str,
        row: str,
        known: Sequence[tuple[str, ast.expr, ast.expr]],
        around: str,
        *,
        rows: bool,
    ) -> PythonText:
        """The file with a row more; `known` are the words of those there are, and where each begins and ends."""
        refusal = f"{self.path}:{holder.lineno}: is not in a form to which an entry can be added"
        words = [word for word, _, _ in known]
        at = len(known)
        if rows and words == sorted(words):
            at = next((index for index, other in enumerate(words) if other > word), at)
        made = self._edited(*self._row_edit(holder, row, known, at, around, rows=rows), refusal)
        if _without_row(made.tree, holder, at) != _normal(self.tree) or not made.has_row(holder, row, at):
            raise UnknownForm(refusal)
        return made

    def _row_edit(
        self,
        holder: ast.Dict | ast.Tuple | ast.List,
        row: str,
        known: Sequence[tuple[str, ast.expr, ast.expr]],
        at: int,
        around: str,
        *,
        rows: bool,
    ) -> tuple[int, int, str]:
        start, end = self.start(holder), self.end(holder)
        if "\n" not in self.part(start, end):
            texts = [self.part(self.start(first), self.end(last)) for _, first, last in known]
            texts.insert(at, row)
            return start, end, self._rows(start, end, texts, around, rows=rows)
        if at == 0:
            place = self.line_end(start)
            return place, place, f"{self.indent(start)}{_INDENT}{row},\n"
        _, first, ending = known[at - 1]
        last = self.end(ending)
        place = self.line_end(last)
        comma = self.comma(last, end)
        more = f"{self.indent(self.start(first))}{row},\n"
        return (place, place, more) if comma and comma <= place else (last, place, f",{self.part(last, place)}{more}")

    def _rows(self, start: int, end: int, texts: Sequence[str], around: str, *, rows: bool) -> str:
        alone = len(texts) == 1 and around == "()"
        line = f"{around[0]}{', '.join(texts)}{',' * alone}{around[1]}"
        before, after = self.part(self.line_start(start), start), self.part(end, self.line_end(end)).rstrip()
        if (alone or not rows) and len(before + line + after) <= self.width:
            return line
        indent = self.indent(start)
        return f"{around[0]}\n" + "".join(f"{indent}{_INDENT}{text},\n" for text in texts) + f"{indent}{around[1]}"

    def has_row(self, holder: ast.Dict | ast.Tuple | ast.List, row: str, at: int) -> bool:
        """Whether the mapping, tuple or list that begins where another did has that row at a place."""
        found = _beginning_at(self.tree, holder)
        wanted = ast.parse(f"{{{row}}}" if isinstance(holder, ast.Dict) else row, mode="eval").body
        match found, wanted:
            case ast.Dict(keys=keys, values=values), ast.Dict(keys=[ast.expr() as key], values=[value]):
                there = keys[at]
                return (
                    there is not None and ast.dump(there) == ast.dump(key) and ast.dump(values[at]) == ast.dump(value)
                )
            case ((ast.Tuple(elts=items) | ast.List(elts=items)), item):
                return ast.dump(items[at]) == ast.dump(item)
        return False


def quoted(text: str) -> str:
    """The text as Python writes it, in double quotes. It holds neither quotes nor what would need an escape."""
    return f'"{text}"'


def _bare(text: str) -> str:
    """What a key is sorted by: the text without its quotes."""
    return text.strip('"')


def named_entries(mapping: ast.expr | None) -> Mapping[str, ast.expr]:
    """The values of a mapping that is written out, by the name that each key is."""
    if not isinstance(mapping, ast.Dict):
        return {}
    pairs = zip(mapping.keys, mapping.values, strict=True)
    return {key.id: value for key, value in pairs if isinstance(key, ast.Name)}


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (each.asname or each.name.partition(".")[0] for each in names)
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name


def _top(node: ast.Import | ast.ImportFrom) -> str:
    """The package that a statement imports from."""
    return (node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name).partition(".")[0]


def _normal(tree: ast.Module) -> str:
    """What a file says, whatever it looks like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            node.names.sort(key=lambda each: each.name)
    return ast.dump(tree)


def _without_import(tree: ast.Module, module: str, name: str, alias: str | None) -> str:
    """What a file says but for an import."""
    tree = copy.deepcopy(tree)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == module:
            kept = [each for each in node.names if (each.name, each.asname) != (name, alias)]
            if len(kept) < len(node.names):
                node.names = kept
                tree.body = [other for other in tree.body if other is not node or kept]
                break
    return _normal(tree)


def _beginning_at(tree: ast.Module, holder: ast.expr) -> ast.expr | None:
    """What begins where another did, and is of its kind."""
    place = (holder.lineno, holder.col_offset)
    nodes = (node for node in ast.walk(tree) if isinstance(node, type(holder)))
    return next((node for node in nodes if (node.lineno, node.col_offset) == place), None)


def _without_row(tree: ast.Module, holder: ast.expr, at: int) -> str:
    """What a file says but for a row of the mapping, tuple or list that begins where another did."""
    tree = copy.deepcopy(tree)
    match _beginning_at(tree, holder):
        case ast.Dict(keys=keys, values=values):
            del keys[at], values[at]
        case ast.Tuple(elts=items) | ast.List(elts=items):
            del items[at]
    return _normal(tree)


def natural(text: str) -> list[tuple[int, int, str]]:
    """As isort sorts: `app9` before `app10`."""
    parts = re.findall(r"\d+|\D", text)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _member(name: str) -> tuple[int, list[tuple[int, int, str]]]:
    """As isort sorts the names of a statement: constants, classes, all else."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return rank, natural(name)
