"""Of a package, only what has one of the known forms is taken for known."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from plainsail.render.kernel.package import Package
from plainsail.render.kernel.packages import read_package

SCRIPT = """
class Thing extends cdk8s_1.ApiObject {
    static manifest(props) {
        return {};
    }
    constructor(scope, id, props = {}) {
        super(scope, id, {
            ...Thing.GVK,
            ...props,
        });
    }
    toJson() {
        const resolved = super.toJson();
        return {
            ...Thing.GVK,
            ...toJson_ThingProps(resolved),
        };
    }
}
exports.Thing = Thing;
Thing.GVK = {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
};
/**
 * Of the properties.
 */
function toJson_ThingProps(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'metadata': obj.metadata,
        'colour': obj.colour,
        'hostURLs': obj.hostUrls?.map(y => y),
        'when': obj.when?.toISOString(),
    };
    // filter undefined values
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var Colour;
(function (Colour) {
    /** It is red. */
    Colour["RED"] = "red";
})(Colour || (exports.Colour = Colour = {}));
"""
FIELDS: dict[str, Any] = {
    "metadata": {"fqn": "cdk8s.ApiObjectMetadata"},
    "colour": {"fqn": "example.Colour"},
    "hostUrls": {"collection": {"kind": "array", "elementtype": {"primitive": "string"}}},
    "when": {"primitive": "date"},
}
KNOWN = Package(
    version="1.0.0",
    kinds={"example.Thing": "example.com/v1 Thing example.ThingProps"},
    structs={
        "example.ThingProps": "metadata:cdk8s.ApiObjectMetadata colour:example.Colour hostUrls=hostURLs:[string]",
    },
    enums={"example.Colour": '{"RED": "red"}'},
)


def package(folder: Path, script: str = SCRIPT, required: str = "", **fields: Any) -> Package:
    """What is read from a package with this script and these fields of `ThingProps`."""
    properties = [
        {"name": name, "type": kind, "optional": name != required} for name, kind in {**FIELDS, **fields}.items()
    ]
    types = {
        "example.Thing": {"kind": "class", "name": "Thing"},
        "example.ThingProps": {"kind": "interface", "datatype": True, "name": "ThingProps", "properties": properties},
        "example.Colour": {"kind": "enum", "name": "Colour"},
    }
    contents = {".jsii": json.dumps({"version": "1.0.0", "types": types}), "example.js": script}
    with tarfile.open(folder / "example.tgz", "w:gz") as archive:
        for name, content in contents.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content.encode())
            archive.addfile(member, io.BytesIO(content.encode()))
    return read_package(folder / "example.tgz")


def test_a_date_is_left_out(tmp_path: Path) -> None:
    """cdk8s itself cannot write it, and Node says so."""
    assert package(tmp_path) == KNOWN


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        ("...props,", "...props, data: 1,"),
        ("    constructor(", "    onValidate() {\n    }\n    constructor("),
        ("const resolved = super.toJson();", "const resolved = sorted(super.toJson());"),
        ("        'metadata': obj.metadata,\n", ""),
    ],
)
def test_an_unusual_class_is_left_out(tmp_path: Path, usual: str, unusual: str) -> None:
    assert usual in SCRIPT
    assert package(tmp_path, SCRIPT.replace(usual, unusual)).kinds == {}


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        ("const result = {", "const result = {}; more = {"),
        ("return undefined;", "return {};"),
        ("? r :", "? {} :"),
    ],
)
def test_an_unusual_function_is_left_out(tmp_path: Path, usual: str, unusual: str) -> None:
    assert usual in SCRIPT
    assert package(tmp_path, SCRIPT.replace(usual, unusual)).structs == {}


@pytest.mark.parametrize(
    "unusual",
    ["obj.hostUrls?.map(y => y + 1)", "obj.hostUrls", "obj.other?.map(y => y)", "sorted(obj.hostUrls?.map(y => y))"],
)
def test_a_field_in_another_form_is_left_out(tmp_path: Path, unusual: str) -> None:
    read = package(tmp_path, SCRIPT.replace("obj.hostUrls?.map(y => y)", unusual))

    assert "hostURLs" not in read.structs["example.ThingProps"]


def test_a_field_of_another_type_than_its_form_is_left_out(tmp_path: Path) -> None:
    read = package(tmp_path, hostUrls={"primitive": "string"})

    assert "hostURLs" not in read.structs["example.ThingProps"]


def test_a_struct_without_a_field_that_it_must_have_is_left_out(tmp_path: Path) -> None:
    read = package(tmp_path, required="when")

    assert (read.structs, read.kinds) == ({}, {})
