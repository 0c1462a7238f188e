"""The process in which Helm runs."""

from __future__ import annotations

import multiprocessing
from importlib.util import find_spec
from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.helm import process, release
from plainsail.helm.process import HelmProcess, Limits
from tests.helm.made import chart, data, refusal

ENDLESS = '{{ define "x" }}{{ range until 9999 }}{{ range until 9999 }}{{ end }}{{ end }}{{ include "x" . }}{{ end }}'
LARGE = '{{ $x := "a long text, and longer" }}{{ range until 60 }}{{ $x = printf "%s%s" $x $x }}{{ end }}'


@pytest.mark.parametrize(
    ("text", "limits", "told"),
    [
        (ENDLESS + '{{ include "x" . }}', Limits(seconds=2), ".:1: the chart is not rendered within 2 s"),
        (LARGE, Limits(mebibytes=300), ".:1: the chart takes more than 300 MiB of memory to render"),
    ],
    ids=["time", "memory"],
)
def test_a_chart_that_takes_too_much_is_refused_and_the_next_is_rendered(
    text: str, limits: Limits, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "HELM", HelmProcess(limits))

    assert refusal(chart(tmp_path / "bad", text)).startswith(told)
    assert data(chart(tmp_path / "good", "  a: b\n")) == {"a": "b"}


def _data(folder: Path) -> dict[str, str]:
    return data(folder, {"a": 1})


def test_a_forked_process_asks_a_helm_of_its_own(tmp_path: Path) -> None:
    folder = chart(tmp_path, "  a: {{ .Values.a }}\n")
    here = _data(folder)

    with multiprocessing.get_context("fork").Pool(2) as pool:
        there = pool.map(_data, [folder] * 4)

    assert there == [here] * 4
    assert _data(folder) == here


def test_without_helm_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "find_spec", lambda name: None if name == "helm_python" else find_spec(name))

    with pytest.raises(ProjectError, match=r"^Helm charts need Helm: pip install 'plainsail\[helm\]'$"):
        HelmProcess(Limits()).ask({"do": "values", "text": "a: 1"})


def test_what_helm_warns_of_is_not_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = chart(tmp_path, {"templates/it.yaml": "", "values.yaml": "a: {b: 1}\n"})

    [made] = release.render([release.Release(folder, "it", "there", "1.35", {"a": "secret"})])

    assert isinstance(made, release.Made)
    assert capfd.readouterr() == ("", "")
