from __future__ import annotations

from pathlib import Path

import pytest

from bench.measure import NotMeasured
from bench.projects import Successive


def test_no_edit_leads_back(tmp_path: Path) -> None:
    file = tmp_path / "staging.py"
    file.write_text("hpa = change(max_replicas=1)\n", encoding="utf-8")
    edit = Successive(file, "max_replicas={}", 1)
    said = []

    for _ in range(12):
        edit()
        said.append(file.read_text(encoding="utf-8"))

    assert said == [f"hpa = change(max_replicas={number})\n" for number in range(2, 14)]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "staging.py"
    file.write_text("hpa = None\n", encoding="utf-8")

    with pytest.raises(NotMeasured, match=rf"^staging.py of {tmp_path.name} does not say 'max_replicas=1'$"):
        Successive(file, "max_replicas={}", 1)()
