"""No code path can read a value: what is asked for over the wire, what is shown and logged, what the code names."""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plainsail.findings.options import FORMATS
from tests.plainsail.clones import ROOT
from tests.plainsail.parameter_store import VALUE, Answer, Door, put
from tests.plainsail.secret_projects import FOLDER, KEYS, plant, plant_many

Secrets = Callable[..., tuple[int, str, str]]

READING = re.compile(r"get_?parameter|get_?secret_?value|with_?decryption|kms", re.IGNORECASE)
"""What boto3 calls the ways to a value."""
POLICIES = {"plainsail/secrets/policies.py"}
"""Allows others to read; calls nothing."""


@pytest.fixture
def everything(root: Path) -> None:
    """Needs of every kind, and all that can be said of them."""
    plant_many(root, [f"/many/{number}" for number in range(120)])
    spec = """
        secretStoreRef: {name: ssm}
        data:
        - {secretKey: A, remoteRef: {key: /of/json, property: password, version: 2}}
        - {secretKey: B, remoteRef: {key: /missing}}
        - {secretKey: C, remoteRef: {key: missing//slashes}}
        dataFrom:
        - extract: {key: /of/json}
        - find: {path: /many, name: {regexp: .*}}
        """
    plant(root, "own", spec)
    put(*KEYS, "/of/json", f"{FOLDER}/idle", *(f"/many/{number}" for number in range(119)))
    put("/many/119", kind="String")


@pytest.mark.parametrize(
    "flags", [pytest.param([], id="needs"), pytest.param(["--unused"], id="idle", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(
    "form", [pytest.param(each, marks=pytest.mark.slow if number else ()) for number, each in enumerate(FORMATS)]
)
@pytest.mark.usefixtures("everything")
def test_only_metadata_is_asked_for_and_no_value_is_shown_or_logged(
    secrets: Secrets, ssm: Door, caplog: pytest.LogCaptureFixture, form: str, flags: list[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    code, out, err = secrets("verify", "staging", "--format", form, *flags, "--endpoint-url", ssm.url)

    assert (code, err) == (1, "")
    assert set(ssm.asked) == {"AmazonSSM.DescribeParameters"}
    assert VALUE not in out + caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("code", ["ThrottlingException", "AccessDeniedException", "InternalServerError", "Odd"])
@pytest.mark.usefixtures("everything", "pauses")
def test_nor_is_anything_else_asked_for_when_something_fails(secrets: Secrets, ssm: Door, code: str) -> None:
    ssm.answers.extend([Answer(code)] * 100)

    assert secrets("verify", "staging", "--unused", "--endpoint-url", ssm.url)[0] == 2
    assert set(ssm.asked) == {"AmazonSSM.DescribeParameters"}


def test_no_file_names_what_reads_a_value() -> None:
    """Names, attributes and strings; docstrings may tell what is not done."""
    named = {
        (path.relative_to(ROOT).as_posix(), found)
        for folder in ("plainsail", "constructs_lib", "charts", "envs")
        for path in (ROOT / folder).rglob("*.py")
        if path.relative_to(ROOT).as_posix() not in POLICIES
        for found in _words(path)
        if READING.search(found)
    }

    assert named == set()


def _words(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    words = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    words += [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose)
    return [*words, *(node.value for node in strings if isinstance(node.value, str))]


@pytest.mark.parametrize(
    ("file", "action"), [("aws", None), ("ssm", "describe_parameters"), ("secrets_manager", "describe_secret")]
)
def test_boto3_is_called_for_one_action_of_each_service(file: str, action: str | None) -> None:
    tree = ast.parse((ROOT / f"plainsail/secrets/{file}.py").read_text(encoding="utf-8"))

    called = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "_client"
    }

    assert called == ({action} if action else set())
