"""Holds resources against what the AWS provider knows, without the provider: a wheel of CDKTF has a class for each.

The classes are generated from the provider's own schema. Their source is parsed, never imported: a type is a file of
the wheel, its arguments are those of `...Config`, what expressions may read are the properties of the resource's class.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from plainsail.delivery.hcl import Block, Body, Unknown, read_hcl

_PACKAGE = "cdktf_cdktf_provider_aws"
_META = frozenset(("connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"))
_KINDS = {"resource": "", "data": "data_aws_"}
_VERSION = re.compile(r"provider version (\d+\.\d+\.\d+)")
_IS_BLOCK = re.compile(r":param (\w+): (?:.* )?(\w+) block\. Docs at ")


@dataclass(frozen=True)
class Schema:
    """What a resource, or a block within one, may hold."""

    required: frozenset[str]
    attributes: frozenset[str]
    blocks: Mapping[str, Schema]
    readable: frozenset[str] = frozenset()
    """What an expression may read of a resource, arguments included."""


@dataclass(frozen=True)
class Resource:
    """A resource or a data source of a module."""

    kind: str
    type: str
    name: str
    block: Block

    @property
    def address(self) -> str:
        """As expressions write it."""
        return f"{'data.' if self.kind == 'data' else ''}{self.type}.{self.name}"


def provider_version(wheel: Path) -> str:
    """The release of the provider that the classes were generated from."""
    with ZipFile(wheel) as packed:
        [metadata] = [name for name in packed.namelist() if name.endswith(".dist-info/METADATA")]
        match = _VERSION.search(packed.read(metadata).decode())
    if not match:
        raise ValueError(f"{wheel}: its description names no version of the provider")
    return match[1]


def misfits(module: Path, wheel: Path) -> Iterator[str]:
    """What the files of a module say of AWS that the provider does not know, each with file and line."""
    bodies = {path: read_hcl(path.read_text(encoding="utf-8")) for path in sorted(module.glob("*.tf"))}
    resources = {resource.address: resource for body in bodies.values() for resource in _resources(body)}
    for path, body in bodies.items():
        for resource in _resources(body):
            schema = _schema(wheel, _KINDS[resource.kind] + resource.type.removeprefix("aws_"))
            where = f"{path.name}:{resource.block.line}: {resource.address}"
            if schema is None:
                yield f"{where}: the provider has no such {'data source' if resource.kind == 'data' else 'resource'}"
            else:
                yield from _misfits(resource.block, schema, path.name, resource.address, _META)
        for line, address, attribute in _references(body):
            yield from _unread(f"{path.name}:{line}: {address}", resources.get(address), attribute, wheel)


def provider_misfits(text: str, wheel: Path) -> Iterator[str]:
    """What a text of HCL says in its blocks `provider "aws"` that the provider does not know."""
    schema = _schema(wheel, "provider")
    if schema is None:
        raise ValueError(f"{wheel}: it holds no class for the provider")
    for block in read_hcl(text).blocks:
        if (block.type, block.labels) == ("provider", ("aws",)):
            yield from _misfits(block, schema, "provider.tf", "provider.aws", frozenset(("alias",)))


def _resources(body: Body) -> Iterator[Resource]:
    for block in body.blocks:
        if block.type in _KINDS and block.labels[0].startswith("aws_"):
            yield Resource(block.type, block.labels[0], block.labels[1], block)


def _misfits(body: Block, schema: Schema, file: str, address: str, meta: frozenset[str]) -> Iterator[str]:
    for attribute in body.attributes:
        where = f"{file}:{attribute.line}: {address}"
        if attribute.name in schema.blocks:
            yield f"{where}: {attribute.name} is a block, written without `=`"
        elif attribute.name not in schema.attributes | meta:
            yield f"{where}: the provider knows no argument {attribute.name}"
    written = [(_name(block), _content(block)) for block in body.blocks if _name(block) not in meta]
    for name, block in written:
        where = f"{file}:{block.line}: {address}"
        if name in schema.blocks:
            yield from _misfits(block, schema.blocks[name], file, f"{address}.{name}", frozenset())
        elif name in schema.attributes:
            yield f"{where}: {name} is an argument, written with `=`"
        else:
            yield f"{where}: the provider knows no block {name}"
    said = {attribute.name for attribute in body.attributes} | {name for name, _ in written}
    for name in sorted(schema.required - said):
        yield f"{file}:{body.line}: {address}: the provider requires {name}"


def _name(block: Block) -> str:
    return block.labels[0] if block.type == "dynamic" else block.type


def _content(block: Block) -> Block:
    return next(inner for inner in block.blocks if inner.type == "content") if block.type == "dynamic" else block


_ADDRESS = r"((?:data\.)?aws_\w+\.[\w-]+)"
_DIRECT = re.compile(rf"(?<![\w.]){_ADDRESS}\)?(?:\[[^\]]*\]|\.\*)*(?:\.([a-z_]\w*))?")
_LOOP = re.compile(rf"\bfor (?:\w+, ?)?(\w+) in (?:values\()?{_ADDRESS}\)? ?:(.*)")


def _references(body: Body) -> Iterator[tuple[int, str, str | None]]:
    """What expressions read of resources: line, address, and the attribute where one is named."""
    for block in body.blocks:
        for line, text in _expressions(block):
            for match in _DIRECT.finditer(text):
                yield line, match[1], match[2]
            for match in _LOOP.finditer(text):
                for read in re.finditer(rf"(?<![\w.]){match[1]}\.(\w+)", match[3]):
                    yield line, match[2], read[1]
        yield from _iterated(block, "each")


def _iterated(block: Block, iterator: str) -> Iterator[tuple[int, str, str]]:
    """What is read of the resources that a `for_each` goes over: of a resource's own, and of its dynamic blocks."""
    over = next((attribute.value for attribute in block.attributes if attribute.name == "for_each"), None)
    if isinstance(over, Unknown) and (address := re.fullmatch(_ADDRESS, over.text)):
        for line, text in _expressions(block):
            for read in re.finditer(rf"\b{iterator}\.value\.(\w+)", text):
                yield line, address[1], read[1]
    for inner in block.blocks:
        yield from _iterated(inner, inner.labels[0] if inner.type == "dynamic" else iterator)


def _expressions(body: Body) -> Iterator[tuple[int, str]]:
    """Every expression of a body, at any depth, with the line of its statement."""
    for attribute in body.attributes:
        yield from ((attribute.line, text) for text in _texts(attribute.value))
    for block in body.blocks:
        yield from _expressions(block)


def _texts(value: object) -> Iterator[str]:
    match value:
        case Unknown(text):
            yield text
        case dict():
            for key, item in value.items():
                yield from (str(key), *_texts(item))
        case list():
            for item in value:
                yield from _texts(item)


def _unread(where: str, resource: Resource | None, attribute: str | None, wheel: Path) -> Iterator[str]:
    if resource is None:
        yield f"{where} is read, and not declared in the module"
        return
    schema = _schema(wheel, _KINDS[resource.kind] + resource.type.removeprefix("aws_"))
    if schema and attribute and attribute not in schema.readable:
        yield f"{where}: the provider gives no attribute {attribute}"


@cache
def _schema(wheel: Path, name: str) -> Schema | None:
    """What the class of a type knows; None where there is none."""
    with ZipFile(wheel) as packed:
        path = f"{_PACKAGE}/{name}/__init__.py"
        if path not in packed.namelist():
            return None
        source = packed.read(path).decode()
    classes = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    [config] = [node for node in classes.values() if node.name == _config(classes)]
    schema = _of_class(config, classes)
    made = classes[config.name.removesuffix("Config")]
    return Schema(schema.required, schema.attributes, schema.blocks, _properties(made) | schema.attributes)


def _config(classes: Mapping[str, ast.ClassDef]) -> str:
    """The class of a resource's arguments: that of the resource, which is the first of its file, and `Config`."""
    return f"{next(iter(classes))}Config"


def _of_class(node: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> Schema:
    made = next(item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__")
    arguments = dict(zip(made.args.kwonlyargs, made.args.kw_defaults, strict=True))
    documented = ast.get_docstring(made) or ""
    blocks = {match[1] for match in _IS_BLOCK.finditer(documented)}
    names = {argument.arg: argument for argument in arguments if argument.arg not in _META | {"provisioners"}}
    nested = {
        name: _of_class(classes[inner], classes)
        for name, argument in names.items()
        if name in blocks and (inner := _class_named(argument.annotation, classes))
    }
    required = {argument.arg for argument, default in arguments.items() if default is None}
    return Schema(frozenset(required & set(names)), frozenset(names) - set(nested), nested)


def _class_named(annotation: ast.expr | None, classes: Mapping[str, ast.ClassDef]) -> str | None:
    """The class of this file that a type mentions."""
    for node in ast.walk(annotation) if annotation else ():
        name = node.value if isinstance(node, ast.Constant) else getattr(node, "id", None)
        if isinstance(name, str) and name in classes:
            return name
    return None


def _properties(node: ast.ClassDef) -> frozenset[str]:
    """The properties of a class; `..._input` is what was given, a thing of CDKTF's own."""
    names = {
        item.name
        for item in node.body
        if isinstance(item, ast.FunctionDef) and any(_is_property(each) for each in item.decorator_list)
    }
    return frozenset(name for name in names if name.removesuffix("_input") not in names - {name})


def _is_property(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Attribute) and decorator.attr == "property"
