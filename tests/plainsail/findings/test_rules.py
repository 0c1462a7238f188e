"""Rules by id, each made from its module."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from plainsail import checks
from plainsail.errors import ProjectError
from plainsail.findings.finding import Finding
from plainsail.findings.rules import Registry, Rule
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

NAMES = ("images.image_tag_latest", "workloads.no_requests")


def registry() -> Registry[Manifests]:
    return Registry("plainsail.checks", NAMES, command="check", noun="check", function="check")


def test_an_id_is_the_name_of_the_file() -> None:
    assert list(registry()) == ["image-tag-latest", "no-requests"]


def test_a_module_is_imported_when_its_rule_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delitem(sys.modules, f"plainsail.checks.{name}", raising=False)

    assert registry()["no-requests"].severity == "warning"
    assert f"plainsail.checks.{NAMES[0]}" not in sys.modules


def test_a_name_that_nobody_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        ProjectError, match=r"^--fail-on no-request: there is no such check; did you mean 'no-requests'"
    ):
        registry().require("no-request", option="--fail-on")


def test_far_from_every_name_the_list_is_named() -> None:
    with pytest.raises(ProjectError, match=r"^x: there is no such check; `plainsail check --list` shows them$"):
        registry().explain("x")


def test_what_settings_render_is_mended_in_settings() -> None:
    rule: Rule[object] = Rule("a", "error", "", "", "", "set `b`", lambda _: iter(()), "set `c`")
    ours, foreign = Location("a.yaml", 1, "staging"), Location("a.yaml", 1)

    assert rule.fix_of(Finding(ours, "is odd")) == "set `c`"
    assert rule.fix_of(Finding(foreign, "is odd")) == "set `b`"
    assert rule.fix_of(Finding(ours, "is odd", fix="mend it")) == "mend it"
    assert rule.fix_of(Finding(replace(ours, vendored=True), "is odd")) == "set `b`; here by a patch (`patches`)"
    assert replace(rule, in_settings="").fix_of(Finding(ours, "is odd")) == "set `b`"


def test_each_check_whose_findings_may_be_errors_says_what_these_mean() -> None:
    """A check that never calls anything an error need not."""
    silent = [
        rule.id
        for name, rule in zip(checks.CHECKS, checks.RULES.values(), strict=True)
        if rule.means is None and (rule.severity == "error" or '"error"' in source(name))
    ]

    assert silent == []


def source(name: str) -> str:
    """The text of a check."""
    path = Path(checks.__file__).parent / f"{name.replace('.', '/')}.py"
    return path.read_text(encoding="utf-8")


def test_the_listing_and_the_explanation_say_what_errors_mean() -> None:
    rules = checks.RULES

    assert re.search(r"^liveness-before-readiness +error +will fail +Liveness", rules.listing(), re.MULTILINE)
    assert "An error means: it works until a day that will come." in rules.explain("liveness-before-readiness")
