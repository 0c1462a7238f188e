"""`plainsail check`, run as a user would."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from plainsail.findings.options import FORMATS
from tests.plainsail.clones import PLAINSAIL, ROOT, SYNTH, Ran, clone, edit, environ, number_of, run

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: b}
spec:
  containers: [{name: app, image: "example.com/app:v1.2.3", imagePulPolicy: Always}]
"""


def check(project: Path, *arguments: str) -> Ran:
    return run((PLAINSAIL, "check", *arguments), project)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone whose liveness probe gives up too early, in both environments."""
    project = clone(tmp_path_factory.mktemp("broken") / "project")
    edit(
        project / "envs/backend/base.py",
        'liveness_probe = Probe("/check/liveness", period_seconds=20, failure_threshold=5)',
        'liveness_probe = Probe("/check/liveness", period_seconds=5, failure_threshold=2)',
    )
    assert run(SYNTH, project).returncode == 0
    return project


@pytest.mark.slow
def test_the_repository_itself_passes_strictly() -> None:
    done = check(ROOT, "--strict")

    assert (done.returncode, done.stderr) == (0, "")
    assert "(1 waived)" in done.stdout.splitlines()[-1]


def test_a_complaint_about_yaml_points_at_the_line_of_python(broken: Path) -> None:
    done = check(broken)

    line = number_of(broken / "envs/backend/base.py", "period_seconds=5,")
    assert done.returncode == 1
    assert done.stdout.startswith(
        "error[liveness-before-readiness] production, staging  Deployment/backend app\n"
        "  killed after 10 s, but leaves rotation only after 30 s\n"
        f"  set by  envs/backend/base.py:{line}  "
        'liveness_probe = Probe("/check/liveness", period_seconds=5, failure_threshold=2)\n'
        "  fix     "
    )


def test_scripts_get_the_same_finding(broken: Path) -> None:
    done = check(broken, "--format", "json")

    finding = json.loads(done.stdout)["findings"][0]
    assert (finding["check"], finding["environments"]) == ("liveness-before-readiness", ["production", "staging"])
    assert finding["origin"]["path"] == "envs/backend/base.py"
    assert finding["setting"] == "liveness_probe"


@pytest.mark.slow
def test_annotations_stand_beside_the_line(broken: Path) -> None:
    done = check(broken, "--format", "github")

    assert done.stdout.startswith("::error file=envs/backend/base.py,line=")


@pytest.mark.slow
def test_pull_requests_get_a_table(broken: Path) -> None:
    done = check(broken, "--format", "markdown")

    assert done.stdout.startswith("### Check\n\n")
    assert (
        "\n| **error** | liveness-before-readiness | production, staging<br><code>Deployment/backend app" in done.stdout
    )


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with a password in a variable, beside a word that only its name gives away."""
    project = clone(tmp_path_factory.mktemp("careless") / "project")
    edit(
        project / "envs/backend/staging.py",
        "hpa = change(",
        'env = change({"DB_PASSWORD": "hunter2", "A_TOKEN": "swordfish"})\n    hpa = change(',
    )
    assert run(SYNTH, project).returncode == 0
    return project


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_no_format_repeats_a_credential(careless: Path, form: str) -> None:
    done = check(careless, "--format", form)

    assert done.returncode == 1
    assert "plain-credential" in done.stdout
    assert "hunter2" not in done.stdout
    assert "swordfish" not in done.stdout


def test_a_waiver_with_a_reason_is_counted(broken: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(broken, project, symlinks=True)
    edit(
        project / "envs/backend/base.py",
        "waivers = {",
        'waivers = {\n        "liveness-before-readiness": "the probe is being replaced",',
    )

    done = check(project)

    assert done.returncode == 0
    assert "(3 waived)" in done.stdout.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("waiver", "message"),
    [
        (
            '"liveness-before-readyness": "odd"',
            "waives 'liveness-before-readyness', which is no check; did you mean 'liveness-before-readiness'?",
        ),
        ('"image-tag-latest": "no need"', "waives image-tag-latest, which finds nothing"),
        ('"memory-target-on-small-request": ""', "waives memory-target-on-small-request without a reason"),
    ],
)
def test_a_waiver_that_is_wrong_is_a_finding_at_its_line(tmp_path: Path, waiver: str, message: str) -> None:
    project = clone(tmp_path / "project")
    edit(project / "envs/backend/staging.py", "hpa = change(", f"waivers = {{{waiver}}}\n    hpa = change(")

    done = check(project)

    line = number_of(project / "envs/backend/staging.py", "waivers = ")
    assert done.returncode == 1
    assert f"\n  {message}\n  set by  envs/backend/staging.py:{line}  " in done.stdout


@pytest.mark.slow
def test_warnings_stop_only_the_strict(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    edit(project / "envs/backend/base.py", "waivers = {", "labels = {}\n    waivers = {} and {")

    assert (check(project).returncode, check(project, "--strict").returncode) == (0, 1)


def test_a_file_that_is_no_yaml_is_a_finding(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    (project / "dist/staging/backend/Service.backend.yaml").write_text("a: [1\n", encoding="utf-8")

    done = check(project)

    assert done.returncode == 1
    assert "dist/staging/backend/Service.backend.yaml:" in done.stdout


def test_without_dist_it_could_not_run(tmp_path: Path) -> None:
    done = check(clone(tmp_path / "project", dist=False))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dist/ is not there; run `plainsail synth`, or name other YAML: --path DIR\n"


def test_an_empty_dist_is_no_success(tmp_path: Path) -> None:
    project = clone(tmp_path / "project", dist=False)
    (project / "dist").mkdir()

    done = check(project)

    assert done.returncode == 2
    assert done.stderr == "dist/ holds no object, so nothing was judged; run `plainsail synth`\n"


def test_anybodys_yaml_is_judged_outside_of_projects(tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(POD, encoding="utf-8")

    done = check(tmp_path, "--path", "pod.yaml", "--kubernetes-version", "1.35")

    assert done.returncode == 1
    assert "did you mean 'imagePullPolicy'" in done.stdout
    assert "not looked at: Dockerfile, HCL, workflows and waivers (--path)" in done.stdout


def test_standard_input_is_judged(tmp_path: Path) -> None:
    done = subprocess.run(
        [PLAINSAIL, "check", "--path", "-"],
        input=POD,
        cwd=tmp_path,
        env=environ(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "standard input:5" in done.stdout


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("text", "in      pod.yaml:5"),
        ("json", '"path": "pod.yaml",\n        "line": 5'),
        ("sarif", '"startLine": 5'),
        ("github", "file=pod.yaml,line=5,title=invalid-object"),
        ("markdown", "pod.yaml&#58;5"),
    ],
)
def test_a_finding_in_anybodys_yaml_names_the_line_of_its_field(tmp_path: Path, form: str, place: str) -> None:
    (tmp_path / "pod.yaml").write_text(POD, encoding="utf-8")

    assert place in check(tmp_path, "--path", "pod.yaml", "--format", form).stdout


def test_what_holds_no_object_in_a_folder_is_told_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(POD.replace(", imagePulPolicy: Always", ""), encoding="utf-8")
    (tmp_path / "values.yaml").write_text("a: b\n", encoding="utf-8")

    done = check(tmp_path, "--path", ".")

    assert done.returncode == 0
    assert "; 1 file that holds no object: values.yaml; " in done.stdout


def test_a_folder_without_any_object_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text("a: b\n", encoding="utf-8")

    done = check(tmp_path, "--path", ".")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        ".: holds no object, so nothing was judged; name files of YAML or JSON "
        "(1 file that holds no object: values.yaml)\n"
    )


def test_placeholders_are_told_once_and_hide_no_other_mistake(tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(POD.replace("example.com/app:v1.2.3", "${IMAGE}"), encoding="utf-8")

    done = check(tmp_path, "--path", "pod.yaml")

    assert done.returncode == 1
    assert "invalid-image" not in done.stdout
    assert "did you mean 'imagePullPolicy'" in done.stdout
    assert "info[placeholder]  Pod/a app (namespace b)\n  holds a placeholder" in done.stdout


def test_a_kind_without_a_schema_is_an_error_where_nothing_else_exists(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text("apiVersion: example.com/v1\nkind: Odd\nmetadata: {name: a}\n", encoding="utf-8")

    given = ("--path", "odd.yaml", "--kubernetes-version", "1.35")
    told, complete = check(tmp_path, *given), check(tmp_path, *given, "--complete")
    ignored = check(tmp_path, *given, "--complete", "--ignore-missing-schemas")

    assert (told.returncode, complete.returncode, ignored.returncode) == (0, 1, 0)
    assert "info[invalid-object]" in told.stdout
    assert "plainsail crds add" in complete.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--path", "nowhere"), "nowhere: there is no such file or folder; name one, or - for standard input"),
        (
            ("--kubernetes-version", "1.35"),
            "--kubernetes-version goes with --path; in dist/ each environment sets its own",
        ),
        (("--complete",), "--complete goes with --path; dist/ is taken as all there is anyway"),
        (
            ("--list", "--format", "sarif"),
            "--format sarif: a list of checks is written as text, json, markdown",
        ),
        (("--explain", "image-tag-latst"), "image-tag-latst: there is no such check; did you mean 'image-tag-latest'?"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: tuple[str, ...], message: str) -> None:
    done = check(ROOT, *arguments)

    assert (done.returncode, done.stderr) == (2, f"{message}\n")


@pytest.fixture
def ruled(tmp_path: Path) -> Path:
    """A project, of which nothing is needed but its checks, and a pod beside it."""
    (tmp_path / "project/checks").mkdir(parents=True)
    (tmp_path / "project/cdk8s.yaml").touch()
    (tmp_path / "project/checks/__init__.py").write_text('CHECKS = ("no_pods",)\n', encoding="utf-8")
    text = '''"""A pod stands alone."""
from plainsail.findings.finding import Finding

SEVERITY = "error"


def check(manifests):
    for pod in manifests.of("Pod"):
        print("looking at", pod.name)
        yield Finding(pod.where(), "stands alone")
'''
    (tmp_path / "project/checks/no_pods.py").write_text(text, encoding="utf-8")
    (tmp_path / "pod.yaml").write_text(POD.replace(", imagePulPolicy: Always", ""), encoding="utf-8")
    return tmp_path / "project"


def test_a_project_s_own_checks_judge_any_yaml_within_it_and_outside_ours_alone(ruled: Path) -> None:
    within = check(ruled, "--path", "../pod.yaml", "--format", "json")
    outside = check(ruled.parent, "--path", "pod.yaml", "--format", "json")

    assert (within.returncode, within.stderr) == (1, "looking at a\n")
    told = [finding["check"] for finding in json.loads(within.stdout)["findings"]]
    assert told[0] == "no-pods"
    assert told[1:] == [finding["check"] for finding in json.loads(outside.stdout)["findings"]]


def test_own_checks_that_cannot_be_used_are_one_line(ruled: Path) -> None:
    edit(ruled / "checks/no_pods.py", '"error"', '"fatal"')

    done = check(ruled, "--path", "../pod.yaml")

    message = 'checks/no_pods.py:4: SEVERITY=\'fatal\' is no severity; write one of "error", "warning", "info"\n'
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_a_check_is_explained() -> None:
    done = check(ROOT, "--explain", "liveness-before-readiness")

    assert done.returncode == 0
    assert done.stdout.startswith("liveness-before-readiness (error)\n\nLiveness gives up before readiness does.\n")
    assert "\n\nWhy: " in done.stdout
    assert "\n\nFix: " in done.stdout


def test_checks_are_listed_with_their_severity() -> None:
    lines = check(ROOT, "--list").stdout.splitlines()

    assert any(line.split()[:2] == ["liveness-before-readiness", "error"] for line in lines)


def test_in_yaml_that_is_all_there_is_a_reference_to_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(
        POD.replace("spec:\n", "spec:\n  serviceAccountName: c\n").replace(", imagePulPolicy: Always", ""),
        encoding="utf-8",
    )

    beside, alone = (check(tmp_path, "--path", ".", *more) for more in ((), ("--complete",)))

    assert (beside.returncode, alone.returncode) == (0, 1)
    assert "info[service-account-missing]" in beside.stdout
    assert "error[service-account-missing]" in alone.stdout
