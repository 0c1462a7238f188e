"""The checks of a project's own: loaded, listed, run and waived as ours are, and what is said of a mistake in one."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from plainsail.checks import RULES
from plainsail.errors import TRACEBACK
from plainsail.findings.engine import Failure, run, waive
from plainsail.findings.finding import Finding
from plainsail.findings.formats import FORMATS
from plainsail.findings.own_rules import with_own
from plainsail.findings.reference import LISTINGS
from plainsail.findings.rules import Rule
from plainsail.findings.runner import report
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.waivers import Waiver, Waivers
from plainsail.provenance.diagnostics import diagnose
from tests.plainsail.checks.planted import manifests

FORM = '''"""A pod has no team.

Nobody but its team knows what a pod is for.

Why: an alarm calls nobody.
Fix: set the label `team`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        yield Finding(pod.resource.where("metadata.labels"), "has no team")
'''
HEAD, _, BODY = FORM.partition("    for pod in ")
LINE = FORM.splitlines().index("def check(manifests: Manifests) -> Iterator[Finding]:") + 1
POD = manifests("{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: app, image: x}]}}")


def project(root: Path, listed: str = '("no_team",)', **files: str) -> Path:
    """A project with these checks, `no_team` unless others are given."""
    written = {"__init__": f"CHECKS = {listed}\n", **(files or {"no_team": FORM})}
    for name, text in written.items():
        path = root / "checks" / f"{name.replace('__', '/') if name != '__init__' else name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def own(root: Path) -> list[Rule[Manifests]]:
    return [rule for rule in with_own(RULES, root).values() if rule.path]


def found(root: Path) -> list[Finding]:
    return [finding for _, finding in run(own(root), POD)]


def failure(root: Path, body: str) -> Finding:
    """The one finding of a check whose function has this body."""
    [finding] = found(project(root, no_team=f"{HEAD}{body}"))
    assert isinstance(finding, Failure)
    return finding


def refusal(root: Path) -> str:
    """What is said where the checks cannot be used."""
    try:
        with_own(RULES, root)
    except Exception as error:  # whatever one raises becomes one line
        return diagnose(error, root)
    return ""


def test_they_run_behind_ours(tmp_path: Path) -> None:
    rules = with_own(RULES, project(tmp_path))

    assert [*rules] == [*RULES, "no-team"]
    assert [(finding.where.place, finding.message) for finding in found(tmp_path)] == [
        ("Pod/a metadata.labels", "has no team")
    ]
    assert "no-team" in {result.rule.id for result in report(POD, rules).results}


def test_a_folder_of_that_name_that_is_no_package_is_none(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks/no_team.py").write_text(FORM, encoding="utf-8")

    assert with_own(RULES, tmp_path) is RULES


def test_they_come_from_the_project_s_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package of that name may be installed, or imported already."""
    monkeypatch.syspath_prepend(str(project(tmp_path / "other", "()", no_team="")))
    one = project(tmp_path / "one", no_team=f"{FORM}\n\nfrom checks._of import team\n", _of="team = 1")
    two = project(tmp_path / "two", '("other",)', other=FORM)

    assert [[rule.id for rule in own(root)] for root in (one, two, one)] == [["no-team"], ["other"], ["no-team"]]


def test_they_are_told_as_ours_are(tmp_path: Path) -> None:
    told = report(POD, with_own(RULES, project(tmp_path)))

    assert all("no-team" in FORMATS[form](told) for form in FORMATS)
    [rule] = [
        rule
        for rule in json.loads(FORMATS["sarif"](told))["runs"][0]["tool"]["driver"]["rules"]
        if rule["id"] == "no-team"
    ]
    assert rule["help"]["text"] == "Why: an alarm calls nobody\nFix: set the label `team`"


@pytest.mark.parametrize("form", FORMATS)
def test_a_docstring_of_one_line_is_enough_for_every_format(tmp_path: Path, form: str) -> None:
    short = re.sub(r'^""".*?"""', '"""A pod has no team."""', FORM, flags=re.DOTALL)

    written = FORMATS[form](report(POD, with_own(RULES, project(tmp_path, no_team=short))))

    assert "no-team" in written
    assert "Why:** ." not in written


def test_the_list_says_whose_a_check_is_where_there_are_own_ones(tmp_path: Path) -> None:
    rules = with_own(RULES, project(tmp_path))

    rows = [re.split(r" {2,}", line) for line in rules.listing().splitlines()]
    assert rows[-1] == ["no-team", "warning", "project", "A pod has no team"]
    assert rows[0][2] == "plainsail"
    assert "plainsail  " not in RULES.listing()


def test_they_are_explained_with_their_file(tmp_path: Path) -> None:
    explained = with_own(RULES, project(tmp_path, '("pods.no_team",)', pods__no_team=FORM)).explain("no-team")

    assert explained.startswith("no-team (warning)\n\nA pod has no team.\n\nNobody but its team knows")
    assert explained.endswith("\n\nThe project's own: checks/pods/no_team.py")


def test_they_are_documented_before_ours(tmp_path: Path) -> None:
    page = LISTINGS["markdown"](with_own(RULES, project(tmp_path, no_team=FORM.replace("A pod has", "A pod | has"))))

    assert page.startswith("## The project's own checks\n\n| check | severity |")
    assert "| [no-team](#no-team) | warning |  | A pod \\| has no team |\n" in page
    assert page.index("\n### no-team\n") < page.index("\n## The checks of plainsail\n")


def test_scripts_are_told_which_file_holds_one(tmp_path: Path) -> None:
    rows = json.loads(LISTINGS["json"](with_own(RULES, project(tmp_path))))["checks"]

    assert {row["id"]: row["path"] for row in rows[-2:]} == {[*RULES][-1]: None, "no-team": "checks/no_team.py"}


def test_they_are_waived_as_ours_are(tmp_path: Path) -> None:
    waivers = Waivers([Waiver("no-team", "one of nobody", "staging", "backend", "e.py:1", "waivers.no-team", "Pod/a")])

    assert waive(run(own(project(tmp_path)), POD), waivers) == ([], 1)


@pytest.mark.parametrize(
    ("listed", "files", "told"),
    [
        ('("no_team",)', {"__init__": ""}, "__init__.py:1: CHECKS is missing; write "),
        ('("no_team")', {}, "__init__.py:1: CHECKS is no tuple of names; write "),
        ("(1,)", {}, "__init__.py:1: CHECKS is no tuple of names; write "),
        (
            '("no-team",)',
            {},
            "__init__.py:1: 'no-team' is listed, and there is no checks/no-team.py; did you mean 'no_team'?",
        ),
        ('("pods.x",)', {}, "__init__.py:1: 'pods.x' is listed, and there is no checks/pods/x.py"),
        ('("no_team", "no_team")', {}, "__init__.py:1: 'no_team' is listed twice; take one out"),
        (
            "()",
            {},
            f'no_team.py:{LINE}: this check is not listed, so it never runs; add "no_team" to CHECKS in checks/__init_',
        ),
        (
            '("image_tag_latest",)',
            {"image_tag_latest": FORM},
            "image_tag_latest.py:1: plainsail has a check image-tag-latest itself; give the file another name",
        ),
        (
            '("a.no_team", "b.no_team")',
            {"a__no_team": FORM, "b__no_team": FORM},
            "b/no_team.py:1: checks/a/no_team.py is the check no-team too; rename one of them",
        ),
    ],
)
def test_a_mistake_in_the_list_is_one_line(tmp_path: Path, listed: str, files: dict[str, str], told: str) -> None:
    root = project(tmp_path, listed, **({"no_team": FORM} if "__init__" in files or not files else {}), **files)

    assert refusal(root).startswith(f"checks/{told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FORM.split('"""')[2], "1: this check has no docstring; its first line says what is wrong"),
        (FORM.replace("SEVERITY:", "SEVERE:"), '1: SEVERITY is missing; write one of "error", "warning", "info"'),
        (FORM.replace('"warning"', '"fatal"'), "14: SEVERITY='fatal' is no severity; write one of "),
        (f"{FORM}\nMEANS = 3\n", f"{len(FORM.splitlines()) + 2}: MEANS=3 is nothing that errors mean; write one of "),
        (
            FORM.replace("def check", "def chekc"),
            "1: this check has no function `check(manifests)`, which yields findings",
        ),
        (
            FORM.replace("check(manifests: Manifests)", "check()"),
            f"{LINE}: check takes the manifests, and nothing else",
        ),
        (
            FORM.replace("import Manifests", "import Manifest"),
            "12: plainsail.manifests.manifests has no Manifest; did you",
        ),
        (FORM.replace("SEVERITY", "SEVERITY = (", 1), "14: Python cannot read this: "),
        (f"{FORM}\nraise SystemExit(0)\n", "1: ends the program while it is imported; let it do nothing but define"),
    ],
)
def test_a_mistake_in_the_form_is_one_line_at_its_place(tmp_path: Path, text: str, told: str) -> None:
    assert refusal(project(tmp_path, no_team=text)).startswith(f"checks/no_team.py:{told}")


@pytest.mark.parametrize(
    ("body", "line", "told"),
    [
        ("    pass\n", 0, "this check returns nothing; yield Finding("),
        ("    return 3\n", 0, "this check returns an int; yield Finding("),
        ('    yield "hunter2"\n', 1, "this check yields a str, which is no Finding; yield Finding("),
        (
            '    yield Finding(manifests, "odd")\n',
            1,
            "this check yields a Finding whose where is a Manifests, no place",
        ),
        (
            "    yield Finding(manifests.resources[0].where(), 3)\n",
            1,
            "this check yields a Finding whose message is an int",
        ),
        (
            '    yield Finding(manifests.resources[0].where(), " ")\n',
            1,
            "this check yields a Finding without a message",
        ),
        (
            '    yield Finding(manifests.resources[0].where(), "a", severity="bad")\n',
            1,
            "this check yields a Finding whose severity='bad' is none of 'error', 'warning', 'info'",
        ),
        (
            '    yield Finding(manifests.resources[0].where(), "a", causes=[1])\n',
            1,
            "this check yields a Finding whose causes are no tuple of Cause",
        ),
    ],
)
def test_what_is_no_finding_is_an_error_at_the_line_that_yields_it(
    tmp_path: Path, body: str, line: int, told: str
) -> None:
    finding = failure(tmp_path, body)

    assert (finding.where.path, finding.where.line, finding.severity) == ("checks/no_team.py", LINE + line, "error")
    assert finding.message.startswith(told)
    assert "hunter2" not in repr(finding)


def test_a_list_of_findings_is_as_good_as_a_generator(tmp_path: Path) -> None:
    body = '    return [Finding(pod.where(), "odd") for pod in manifests.pods()]\n'

    assert [finding.message for finding in found(project(tmp_path, no_team=f"{HEAD}{body}"))] == ["odd"]


def test_one_that_fails_is_an_error_at_its_line_and_what_it_found_before_is_kept(tmp_path: Path) -> None:
    failing = f'{FORM}        raise KeyError("hunter2")\n'
    root = project(tmp_path, '("no_team", "other")', no_team=failing, other=FORM)

    before, failed, other = run(own(root), POD)

    assert [rule.id for rule, _ in (before, failed, other)] == ["no-team", "no-team", "other"]
    assert failed[1].message == (
        "this check failed at Pod/a (KeyError), so it says nothing of what it had still to judge"
    )
    assert (failed[1].where.path, failed[1].where.line) == ("checks/no_team.py", len(failing.splitlines()))
    assert "plainsail" not in (failed[1].fix or "").replace(TRACEBACK, "")


def test_the_line_is_the_innermost_of_the_project_s_own(tmp_path: Path) -> None:
    text = f"{HEAD}    return helper(manifests)\n".replace(
        "import Manifests\n", "import Manifests\nfrom checks._of import helper\n"
    )
    root = project(tmp_path, no_team=text, _of="def helper(manifests):\n    return manifests.off('Pod')\n")

    [finding] = found(root)

    assert (finding.where.path, finding.where.line) == ("checks/_of.py", 2)
    assert "(AttributeError: 'Manifests' object has no attribute 'off')" in finding.message


def test_the_traceback_is_there_for_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRACEBACK, "1")

    with pytest.raises(ZeroDivisionError):
        found(project(tmp_path, no_team=f"{HEAD}    return 1 / 0\n"))


def test_what_one_prints_is_no_part_of_what_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(project(tmp_path, no_team=f'{HEAD}    print("looking")\n    return []\n'))

    assert capsys.readouterr() == ("", "looking\n")


def test_a_project_without_any_pays_nothing(tmp_path: Path) -> None:
    before = set(sys.modules)

    assert with_own(RULES, tmp_path) is RULES
    assert set(sys.modules) == before
