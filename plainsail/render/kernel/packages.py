"""What an installed jsii package makes of its typed objects, read from its archive.

`cdk8s import` writes such packages: `KubeDeployment` and its like, which hold nothing but the `apiVersion` and `kind`
of an object, and for each struct a function `toJson_*` that renames its fields. Those functions come in few forms; a
field or class in any other form is left out, and so is one whose declared type does not fit its form.
"""

import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plainsail.render.kernel.package import Package

_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*\n", re.DOTALL | re.MULTILINE)
_FUNCTION = re.compile(
    r"^function toJson_(\w+)\(obj\) \{\s*if \(obj === undefined\) \{\s*return undefined;\s*\}"
    r"\s*const result = \{\n(.*?)^    \};\s*return Object\.entries\(result\)\.reduce\("
    r"\(r, i\) => \(i\[1\] === undefined\) \? r : \(\{ \.\.\.r, \[i\[0\]\]: i\[1\] \}\), \{\}\);\s*\}",
    re.DOTALL | re.MULTILINE,
)
_FIELD = re.compile(r"\s*'([^']+)': (.*),")
_OBJECT = re.compile(r"^class (\w+) extends cdk8s_1\.ApiObject \{(.*?)^\}", re.DOTALL | re.MULTILINE)
_METHOD = re.compile(r"^    (?:static )?(\w+)\(", re.MULTILINE)
_MADE = r"super\(scope, id, \{{\s*\.\.\.{0}\.GVK,\s*\.\.\.props,\s*\}}\);"
_WRITTEN = (
    r"toJson\(\) \{{\s*const resolved = super\.toJson\(\);"
    r"\s*return \{{\s*\.\.\.{0}\.GVK,\s*\.\.\.toJson_(\w+)\(resolved\),\s*\}};"
)
_GVK = r"^{0}\.GVK = \{{\s*apiVersion: '([^']+)',\s*kind: '([^']+)',\s*\}};"
_NAMED = re.compile(r"(?:^| )metadata:\S+\.(?:ObjectMeta|ApiObjectMetadata)(?: |$)")
"""What has other metadata, as lists have, has no name of its own: cdk8s makes one of its path."""
_VALUE = re.compile(
    r"^class (\w+) \{\s*constructor\(value\) \{\s*this\.value = value;\s*\}"
    r"((?:\s*static \w+\(value\) \{\s*return new \1\(value\);\s*\})+)\s*\}",
    re.DOTALL | re.MULTILINE,
)
_ENUM_MEMBER = r"^\s*{0}\[\"(\w+)\"\] = (\"(?:[^\"\\\\]|\\\\.)*\");"
_STRUCT = re.compile(r"toJson_(\w+)\((.+)\)")
_LIST = re.compile(r"(.+)\?\.map\(y => (.+)\)")
_MAP = re.compile(
    r"\(\((\S+)\) === undefined\) \? undefined : \(Object\.entries\((\S+)\)\.reduce\("
    r"\(r, i\) => \(i\[1\] === undefined\) \? r : \(\{ \.\.\.r, \[i\[0\]\]: (.+) \}\), \{\}\)\)"
)
_PRIMITIVES = ("string", "number", "boolean", "any")

_Type = Mapping[str, Any]
"""A type as `.jsii` declares it."""


def read_package(archive: Path) -> Package:
    """What the archive of a jsii package says. Raises `OSError`, `KeyError` or `ValueError` where it is none."""
    declared: dict[str, Any] = {}
    scripts = []
    with tarfile.open(archive) as files:
        for member in files:
            if member.name == "package/.jsii":
                declared = json.loads(_content(files, member))
            elif member.name.endswith(".js") and "/node_modules/" not in member.name:
                text = _content(files, member).decode()
                if "toJson_" in text:
                    scripts.append(_COMMENT.sub("", text))
    package = Package(declared["version"])
    if scripts:
        for script in scripts:
            _Reader(declared["types"], script).into(package)
    else:
        for name, struct in declared["types"].items():
            if struct.get("datatype"):
                package.structs[name] = " ".join(_plain_fields(struct))
    return package


def _content(files: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    opened = files.extractfile(member)
    return opened.read() if opened else b""


def _plain_fields(struct: _Type) -> Iterator[str]:
    """The fields of a struct that cdk8s itself takes: they keep their names."""
    for declared in struct.get("properties", ()):
        form = _plain(declared["type"])
        if form:
            yield _field(declared["name"], declared["name"], form)


def _plain(declared: _Type) -> str | None:
    """The type, if it is made of texts, numbers and the like alone."""
    match declared:
        case {"primitive": str(primitive)} if primitive in _PRIMITIVES:
            return primitive
        case {"collection": {"kind": kind, "elementtype": element}} if inside := _plain(element):
            return f"[{inside}]" if kind == "array" else f"{{{inside}}}"
    return None


def _field(name: str, json_name: str, form: str) -> str:
    renamed = "" if name == json_name else f"={json_name}"
    return f"{name}{renamed}:{form}"


class _Reader:
    """Reads one script of a package, whose types are declared by their jsii names."""

    def __init__(self, types: Mapping[str, _Type], script: str) -> None:
        self._types = types
        self._script = script
        self._functions = dict(_FUNCTION.findall(script))
        exported = set(re.findall(r"^exports\.(\w+) = ", script, re.MULTILINE)) | {*self._functions}
        self._names = {entry["name"]: name for name, entry in types.items() if entry["name"] in exported}

    def into(self, package: Package) -> None:
        """Adds what the script says."""
        for name, methods in _VALUE.findall(self._script):
            if name in self._names:
                package.values[self._names[name]] = " ".join(self._makers(name, methods))
        for name, struct in self._types.items():
            if struct["kind"] == "enum" and (members := self._members(struct["name"])):
                package.enums[name] = json.dumps(members, ensure_ascii=False)
        for name, body in self._functions.items():
            if name in self._names and (fields := self._fields(name, body, package)):
                package.structs[self._names[name]] = " ".join(fields.values())
        for name, body in _OBJECT.findall(self._script):
            if name in self._names and (kind := self._kind(name, body, package)):
                package.kinds[self._names[name]] = kind

    def _makers(self, name: str, methods: str) -> Iterator[str]:
        declared = {entry["name"]: entry for entry in self._types[self._names[name]].get("methods", ())}
        for method in _METHOD.findall(methods):
            [parameter] = declared[method]["parameters"]
            yield f"{method}:{parameter['type']['primitive']}"

    def _members(self, name: str) -> dict[str, str]:
        pattern = re.compile(_ENUM_MEMBER.format(name), re.MULTILINE)
        return {member: json.loads(text) for member, text in pattern.findall(self._script)}

    def _fields(self, name: str, body: str, package: Package) -> dict[str, str]:
        """The fields that are understood, by their jsii names."""
        declared = {entry["name"]: entry for entry in self._types[self._names[name]].get("properties", ())}
        fields = {}
        for line in body.splitlines():
            match = _FIELD.fullmatch(line)
            names = re.findall(r"\bobj\.(\w+)", match[2]) if match else []
            if match and names and names[0] in declared:
                own = declared[names[0]]
                if form := self._form(match[2], f"obj.{names[0]}", own["type"], package):
                    fields[names[0]] = _field(names[0], match[1], form)
        required = {name for name, own in declared.items() if not own.get("optional")}
        return fields if required <= fields.keys() else {}

    def _form(self, script: str, variable: str, declared: _Type, package: Package) -> str | None:
        """The type of a field, where the script writes it as its declared type wants it."""
        form = None
        match declared:
            case {"primitive": str(primitive)} if script == variable and primitive in _PRIMITIVES:
                form = primitive
            case {"fqn": str(name)} if self._is_written(name, script, variable, package):
                form = name
            case {"collection": {"kind": "array", "elementtype": element}}:
                match = _LIST.fullmatch(script)
                if match and match[1] == variable and (inside := self._form(match[2], "y", element, package)):
                    form = f"[{inside}]"
            case {"collection": {"kind": "map", "elementtype": element}}:
                match = _MAP.fullmatch(script)
                usual = match and match[1] == match[2] == variable
                if match and usual and (inside := self._form(match[3], "i[1]", element, package)):
                    form = f"{{{inside}}}"
        return form

    def _is_written(self, name: str, script: str, variable: str, package: Package) -> bool:
        """Whether the script writes an enum or a struct of cdk8s as it is, a wrapped value, a struct of its own."""
        if script == variable:
            return name in package.enums or name not in self._types
        if script == f"{variable}?.value":
            return name in package.values
        match = _STRUCT.fullmatch(script)
        return bool(match and match[2] == variable and self._names.get(match[1]) == name)

    def _kind(self, name: str, body: str, package: Package) -> str | None:
        gvk = re.search(_GVK.format(name), self._script, re.MULTILINE)
        written = re.search(_WRITTEN.format(name), body)
        usual = set(_METHOD.findall(body)) == {"constructor", "manifest", "toJson"}
        if not (gvk and written and usual and re.search(_MADE.format(name), body)):
            return None
        struct = self._names.get(written[1], "")
        return f"{gvk[1]} {gvk[2]} {struct}" if _NAMED.search(package.structs.get(struct, "")) else None
