"""The kinds of text that Kubernetes knows."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.settings import text

LEGAL: list[tuple[Any, list[str]]] = [
    (text.DnsLabel, ["a", "0", "a-b", "a" * 63]),
    (text.DnsName, ["a", "a.b-c.d", "a" * 253]),
    (text.Host, ["a.b", "*.a.b", "{app}.{env}.a.b"]),
    (text.LabelKey, ["a", "A_b.c", "a.b/C", "a" * 63]),
    (text.LabelValue, ["", "a", "A_b.c-1", "a" * 63]),
    (text.AbsolutePath, ["/a", "/a/b.c"]),
    (text.RelativePath, ["a", "a/b", "..a"]),
    (text.HttpPath, ["/", "/a?b=c"]),
    (text.VariableName, ["A", "_", "a1"]),
    (text.FileName, ["a", ".env", "a.B_c-1", "a" * 253]),
    (text.Cluster, ["in-cluster", "https://a.b:6443"]),
    (text.Template, ["", "{env}", "{app}-x"]),
    (text.NameTemplate, ["a", "{app}-{env}"]),
    (text.KubernetesVersion, ["1.27", "1.35", "1.99"]),
    (text.Duration, ["1s", "1h30m", "0s"]),
    (text.Percentage, ["0%", "25%", "100%"]),
]
ILLEGAL: list[tuple[Any, list[str]]] = [
    (text.DnsLabel, ["", "A", "-a", "a-", "a.b", "a_b", "é", "a\n", "a" * 64]),
    (text.DnsName, ["", ".", "a.", "a..b", "A", "a" * 254]),
    (text.Host, ["", "*", "*.", "a.*", "http://a", "a/b", "a:80", "{x}.a", f"{'a' * 64}.b"]),
    (text.LabelKey, ["", "/a", "a/", "a/b/c", "A/b", "-a", "a" * 64]),
    (text.LabelValue, ["-", "a ", "a/b", "é", "a" * 64]),
    (text.AbsolutePath, ["", "a", "/a/", "//a", "/a/../b", "/a:b"]),
    (text.RelativePath, ["", "/a", "..", "a/../b"]),
    (text.HttpPath, ["", "a", "/a b", "/\t"]),
    (text.VariableName, ["", "1A", "A-B", "A.B", "É"]),
    (text.FileName, ["", "..", "..a", "a/b", "a b", "a" * 254]),
    (text.Cluster, ["", "http://a", "https://", "A"]),
    (text.Template, ["{", "}", "{x}", "{{env}}", "{}"]),
    (text.NameTemplate, ["", "{x}", "A-{env}", "-{app}"]),
    (text.KubernetesVersion, ["1.26", "1.5", "2.0", "v1.35", "1.35.1", "1.100"]),
    (text.Duration, ["", "1", "1d", "1 s", "-1s"]),
    (text.Percentage, ["", "25", "101%", "-1%", "%"]),
]


def flat(table: list[tuple[Any, list[str]]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in table for text in texts])


@flat(LEGAL)
def test_what_is_taken(kind: Any, text: str) -> None:
    assert TypeAdapter(kind).validate_python(text) == text


@flat(ILLEGAL)
def test_what_is_refused(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


def test_a_newline_and_a_tab_are_text() -> None:
    assert text.check_control_characters("a\n\tb😀") == "a\n\tb😀"
