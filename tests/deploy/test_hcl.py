"""`python -m tools.hcl`, as `make delivery` runs it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.deploy.terraform import TERRAGRUNT, needs_terraform
from tests.plainsail.clones import ROOT, run
from tools import hcl

SOUND = 'locals {\n  a = "b"\n}\n'
UNTIDY = 'locals {\n a="b"\n}\n'


@pytest.mark.slow
def test_the_repository_s_own_files_are_sound() -> None:
    done = run((sys.executable, "-m", "tools.hcl"), ROOT)

    assert (done.returncode, done.stdout) == (0, f"{len(hcl.find(TERRAGRUNT))} files of HCL: all sound\n")


@needs_terraform
@pytest.mark.parametrize(("name", "remedy"), [("main.tf", "terraform fmt"), ("terragrunt.hcl", "terragrunt hcl fmt")])
def test_another_style_is_shown_and_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, remedy: str
) -> None:
    file = tmp_path / name
    file.write_text(UNTIDY, encoding="utf-8")

    code = hcl.main([str(tmp_path)])

    told = capsys.readouterr().out
    assert code == 1
    assert told.startswith(f"{file}: not in the canonical style; run `{remedy}`\n")
    assert '\n- a="b"\n+  a = "b"\n' in told
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_what_is_no_hcl_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main.tf").write_text("locals {\n  a = = 1\n}\n", encoding="utf-8")

    code = hcl.main([str(tmp_path)])

    assert code == 1
    assert f"{tmp_path / 'main.tf'}:2: this is no HCL" in capsys.readouterr().out


def test_a_file_that_ends_too_early_is_no_hcl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main.tf").write_text("locals {\n  a = [1,\n", encoding="utf-8")

    assert hcl.main([str(tmp_path)]) == 1
    assert "this is no HCL" in capsys.readouterr().out


def test_caches_are_not_ours(tmp_path: Path) -> None:
    for folder in (".terragrunt-cache/x", ".terraform/modules", "live"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "main.tf").write_text(SOUND, encoding="utf-8")

    assert [Path(name).parent.name for name in hcl.find(tmp_path)] == ["live"]


def test_a_folder_without_hcl_could_not_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hcl.main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: no HCL there; name a folder that holds some\n"


@needs_terraform
@pytest.mark.slow
def test_modules_are_validated_where_it_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in (("good", '"b"'), ("bad", "var.missing")):
        (tmp_path / "modules" / name).mkdir(parents=True)
        (tmp_path / "modules" / name / "main.tf").write_text(f"locals {{\n  a = {value}\n}}\n", encoding="utf-8")

    code = hcl.main([str(tmp_path), "--validate", str(tmp_path)])

    told = capsys.readouterr().out
    assert code == 1
    assert "modules/bad: not valid" in told
    assert "Reference to undeclared input variable" in told
    assert "modules/good" not in told
