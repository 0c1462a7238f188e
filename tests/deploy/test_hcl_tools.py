"""`python -m tools.hcl_tools`, as `make test-infrastructure` runs it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tools import hcl_tools


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it would put what it gets; the wheel lies there."""
    monkeypatch.setattr(hcl_tools, "FOLDER", tmp_path)
    (tmp_path / "cdktf_cdktf_provider_aws-0.whl").touch()
    return tmp_path


def test_without_go_what_is_missing_is_named_and_nothing_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(folder))

    assert hcl_tools.main() == 0
    assert capsys.readouterr().err == "not built: terragrunt, tflint; there is no Go here\n"
    assert hcl_tools.program("tflint") is None


@pytest.mark.parametrize("status", [0, 2])
def test_each_program_is_built_from_what_is_locked(folder: Path, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    go = folder / "go"
    go.write_text(f'#!/bin/sh\n[ -f go.sum ] && echo "$PWD $*" >> {folder}/calls\nexit {status}\n', encoding="utf-8")
    go.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))

    assert hcl_tools.main() == min(status, 1)
    calls = (folder / "calls").read_text(encoding="utf-8").splitlines()
    assert [(Path(call.split()[0]).name, call.split()[-1]) for call in calls] == list(hcl_tools.PROGRAMS.items())
    assert all(" -mod=readonly " in call for call in calls)


@pytest.mark.parametrize("name", hcl_tools.PROGRAMS)
def test_a_program_has_one_pinned_version_with_its_checksum(name: str) -> None:
    sums = (hcl_tools.LOCKS / name / "go.sum").read_text(encoding="utf-8")

    assert f"{hcl_tools.PROGRAMS[name]} v{hcl_tools.pinned(name)} h1:" in sums


def test_the_wheel_is_the_one_that_is_locked() -> None:
    wheel = hcl_tools.classes()
    if wheel is None:
        pytest.skip("it was not downloaded (make test-infrastructure)")
    locked = (hcl_tools.LOCKS / "provider.txt").read_text(encoding="utf-8")

    assert re.findall(r"--hash=sha256:(\w+)", locked) == [hashlib.sha256(wheel.read_bytes()).hexdigest()]
