"""`plainsail helm import --native`: settings that render what the chart renders, and all that is said of the rest."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.plainsail.clones import tree
from tests.plainsail.helm_import.native.charts import ARTICLE
from tests.plainsail.projects import Plainsail, copy_of_envs, write

RUFF = Path(sys.executable).with_name("ruff")
CHART = "deploy/argo/backend"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_of_envs(tmp_path / "project")
    monkeypatch.chdir(root)
    (root / ".git").mkdir()
    (root / "pyproject.toml").write_text('[tool.ruff]\nlint.pydocstyle.convention = "google"\n')
    return root


def imported(project: Path, plainsail: Plainsail, files: Mapping[str, str]) -> tuple[int, list[str], str]:
    """Exit code, what is said, and `base.py` of the app that the article's chart becomes with these files changed."""
    write(project, {**ARTICLE, **files})
    code, said, beside = plainsail("helm", "import", CHART, "--app", "shop", "--native")
    assert beside == ""
    return code, said.splitlines(), (project / "envs/shop/base.py").read_text()


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """One file of the chart with another text in it."""
    path = f"{CHART}/{file}"
    assert old in ARTICLE[path]
    return {path: ARTICLE[path].replace(old, new, 1)}


def starting(lines: list[str], *words: str) -> list[str]:
    return [line for line in lines if line.startswith(words)]


def test_every_key_of_the_articles_chart_has_its_place(project: Path, plainsail: Plainsail) -> None:
    code, said, base = imported(project, plainsail, {})

    assert code == 0
    assert starting(said, "keys") == ["keys     40 of 40 that decide anything have their place in the settings"]
    assert starting(said, "decide", "no place", "unused") == []
    assert '        path="/param/my-project/{env}/parameters",\n' in base
    assert '    readiness_probe = Probe("/check/liveness", period_seconds=10, failure_threshold=3)\n' in base
    meant = re.sub(r"\s+", " ", " ".join(said))
    assert "meant Deployment/shop, CronJob/shop-initiate-calls: automountServiceAccountToken, " in meant
    assert " pods run as a user without privileges, on a file system that is read-only" in meant
    staging = (project / "envs/shop/staging.py").read_text()
    assert staging.endswith(
        '    hpa = change(max_replicas=1)\n    ingress = change(host="backend.staging.example.com")\n'
    )
    for command in (["check", "-q", "--select", "D,E,F,I"], ["format", "--check", "-q"]):
        subprocess.run([RUFF, *command, "envs/shop"], cwd=project, check=True)


def test_helms_starter_chart(project: Path, plainsail: Plainsail) -> None:
    """What is switched off decides nothing; the image's user is for people to say."""
    made = "import helm_python; helm_python.Chart.create('web', '.')"
    subprocess.run([sys.executable, "-c", made], cwd=project, check=True)
    values = (
        "ingress: {enabled: true, className: nginx}\nautoscaling: {enabled: true}\n"
        "resources: {requests: {cpu: 100m, memory: 64Mi}}\n"
    )
    write(project, {"web/values-staging.yaml": "image: {tag: v2}\n", "web/values-production.yaml": values})

    code, said, beside = plainsail("helm", "import", "web", "--app", "web", "--native")

    lines = said.splitlines()
    assert (code, beside) == (1, ""), beside
    [count] = starting(lines, "keys")
    assert count.split()[1] == count.split()[3]
    assert starting(lines, "no place") == []
    assert any(line.endswith("httpRoute (all of it)") for line in starting(lines, "unused"))
    [decide] = starting(lines, "decide")
    assert decide.startswith("decide   production, staging: pod_user: the chart names no user; 1000 was taken")


def test_a_key_without_a_place_is_told_with_its_line_and_stays_in_the_settings(
    project: Path, plainsail: Plainsail
) -> None:
    values = {**changed("values.yaml", "hpa:\n", "motd: hello\nunread: 1\nhpa:\n  window: 60\n")}
    behavior = "  behavior: {scaleDown: {stabilizationWindowSeconds: {{ .Values.hpa.window }}}}\n  metrics:\n"
    files = {
        **values,
        **changed("templates/autoscaler.yaml", "  metrics:\n", behavior),
        f"{CHART}/templates/motd.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: motd}\n"
        "data: {text: {{ .Values.motd }}}\n",
    }

    code, said, base = imported(project, plainsail, files)

    lines = (project / CHART / "values.yaml").read_text().splitlines()
    window, motd, unread = (lines.index(line) + 1 for line in ("  window: 60", "motd: hello", "unread: 1"))
    where = "spec.behavior.scaleDown.stabilizationWindowSeconds"
    assert code == 1
    assert starting(said, "no place", "unused") == [
        f"unused   {CHART}/values.yaml:{unread} unread",
        f"no place {CHART}/values.yaml:{motd} motd: ConfigMap/motd",
        f"no place {CHART}/values.yaml:{window} hpa.window: HorizontalPodAutoscaler/shop {where}",
    ]
    assert f"    #   {CHART}/values.yaml:{motd} motd: ConfigMap/motd\n" in base
    assert "decide   production, staging: ConfigMap/motd: no setting makes it" in said


def test_what_a_template_states_and_the_settings_refuse_is_for_people_to_decide(
    project: Path, plainsail: Plainsail
) -> None:
    """Hardening is meant where the chart says nothing of it."""
    stated = "          securityContext: {readOnlyRootFilesystem: false}\n          ports:\n"

    code, said, _ = imported(project, plainsail, changed("templates/deployment.yaml", "          ports:\n", stated))

    field = "spec.template.spec.containers[app].securityContext.readOnlyRootFilesystem"
    assert code == 1
    assert starting(said, "decide") == [f"decide   production, staging: Deployment/shop {field}: False -> True"]


def test_a_schedule_that_never_comes_becomes_a_job_that_is_suspended(project: Path, plainsail: Plainsail) -> None:
    files = changed("values.yaml", "0 7-15/2 * * 1-5", "0 0 31 2 *")

    code, said, base = imported(project, plainsail, files)

    assert code == 1
    assert "            suspended=True,\n" in base
    assert any("'0 0 31 2 *' never comes; it is suspended" in line for line in starting(said, "decide"))


def test_a_chart_that_is_no_web_app_is_refused_and_nothing_is_written(project: Path, plainsail: Plainsail) -> None:
    files = {path: text for path, text in ARTICLE.items() if "templates/deployment" not in path}
    write(project, files)
    before = tree(project)

    code, said, beside = plainsail("helm", "import", CHART, "--app", "shop", "--native")

    assert (code, said) == (2, "")
    assert beside == "no web app: it renders no Deployment; import it without --native\n"
    assert {path: text for path, text in tree(project).items() if "__pycache__" not in path} == before
