"""Which lines many findings are laid to does not depend on how many processes sought them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from constructs_lib.settings import WebService
from plainsail.attribution import attribution, locate
from plainsail.attribution.locate import Locator
from plainsail.findings import shares
from plainsail.findings.finding import Finding
from plainsail.location import Location
from plainsail.project.project import Project
from tests.rendered import PIN
from tests.samples.shapes import SAMPLES

FIELDS = ("spec.replicas", "spec.template.spec.containers[app].image", "metadata.name")
APPS = ("billing", "mail", "orders", "search")


def project(root: Path) -> Project:
    (root / ".plainsail").mkdir(parents=True, exist_ok=True)
    environments = tuple(SAMPLES[WebService][0](app=app, env="staging", pin=PIN) for app in APPS)
    return cast(Project, SimpleNamespace(environments=environments, unbuilt=(), root=root))


def findings() -> Iterator[Finding]:
    for app in APPS:
        for field in FIELDS:
            where = Location(f"dist/staging/{app}/Deployment.{app}.yaml", 1, "staging", app, f"Deployment/{app}", field)
            yield Finding(where, "is wrong")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
def test_forks_find_the_lines_that_one_process_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "read_pin", lambda *_: PIN)
    alone = Locator(project(tmp_path / "alone"))
    expected = [alone(finding) for finding in findings()]
    monkeypatch.setattr(shares, "can_share", lambda: True)
    monkeypatch.setattr(locate, "can_share", lambda: True)
    monkeypatch.setattr(shares, "_jobs", lambda: 2)
    monkeypatch.setattr(locate, "_ENOUGH_FOR_PROCESSES", 2)
    monkeypatch.setattr(locate, "_SHARE", 1)
    together = Locator(project(tmp_path / "together"))
    together.ahead(list(findings()))
    asked = Locator._setting
    sought: list[int] = []

    def counted(self: Locator, *words: Any, **named: Any) -> object:
        sought.append(os.getpid())
        return asked(self, *words, **named)

    monkeypatch.setattr(Locator, "_setting", counted)

    assert [together(finding) for finding in findings()] == expected
    assert sought == []
    assert len({line for lines in expected for line in lines}) > 1
