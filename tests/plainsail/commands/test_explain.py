"""`plainsail explain`: what people read, and what programs read."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import copy_of_envs

Explain = Callable[..., tuple[int, str, str]]


@pytest.fixture
def explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Explain]:
    """Runs the command on a copy of the repository's own settings; returns exit code, output and complaint."""
    root = copy_of_envs(tmp_path)

    def said(*arguments: str) -> tuple[int, str, str]:
        code = run(["-C", str(root), "explain", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    with imported(root):
        yield said


def line_of(root: Path, path: str, text: str) -> int:
    lines = (root / path).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_setting_is_explained_by_its_layers(explain: Explain, tmp_path: Path) -> None:
    here = line_of(tmp_path, "envs/backend/staging.py", "change(max_replicas=1)")
    above = line_of(tmp_path, "envs/backend/base.py", "max_replicas=3,")

    code, out, err = explain("staging/backend", "hpa.max_replicas")

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "hpa.max_replicas = 1",
        "  Most pods the autoscaler may run.",
        f"  Staging  envs/backend/staging.py:{here}  hpa = change(max_replicas=1)",
        f"  Base     envs/backend/base.py:{above}     max_replicas=3,",
    ]


def test_a_comment_behind_the_line_is_shown(explain: Explain) -> None:
    _, out, _ = explain("staging/backend", "pod_user")

    assert "pod_user = 33  # www-data: the USER of the image\n" in out


def test_a_default_is_called_so(explain: Explain) -> None:
    _, out, _ = explain("staging/backend", "readiness_probe.timeout_seconds")

    assert out.splitlines()[0] == "readiness_probe.timeout_seconds = 1"
    assert out.splitlines()[2].split()[0] == "default"
    assert out.endswith("timeout_seconds: Positive = 1\n")


@pytest.mark.parametrize(
    ("setting", "first"),
    [
        ("env.APP_ENV", "env.APP_ENV = 'prod'"),
        ("cron_jobs.initiate-calls.time_zone", "cron_jobs.initiate-calls.time_zone = 'Europe/Paris'"),
        ("writable_paths./tmp", "writable_paths./tmp = '64Mi'"),
        ('writable_paths["/tmp"]', "writable_paths./tmp = '64Mi'"),
        (
            "namespace.labels.elbv2.k8s.aws/pod-readiness-gate-inject",
            "namespace.labels[\"elbv2.k8s.aws/pod-readiness-gate-inject\"] = 'enabled'",
        ),
        ("topology_spread[0].max_skew", "topology_spread[0].max_skew = 1"),
        ("hpa", "hpa = Hpa(...)"),
    ],
)
def test_settings_are_written_as_people_do(setting: str, first: str, explain: Explain) -> None:
    _, out, _ = explain("staging/backend", setting)

    assert out.splitlines()[0] == first


def test_what_only_running_tells_is_called_computed(explain: Explain, tmp_path: Path) -> None:
    production = tmp_path / "envs/backend/production.py"
    production.write_text(production.read_text(encoding="utf-8") + "    port = 8000 + 80\n", encoding="utf-8")

    _, out, _ = explain("production/backend", "port")

    assert "port = 8000 + 80  (computed)\n" in out


def test_without_a_setting_every_one_is_listed_with_its_deciding_line(explain: Explain, tmp_path: Path) -> None:
    code, out, _ = explain("staging/backend")
    line = line_of(tmp_path, "envs/backend/staging.py", "change(max_replicas=1)")
    row = next(row for row in out.splitlines() if row.startswith("hpa.max_replicas "))

    assert (code, row.split()) == (0, ["hpa.max_replicas", "1", f"envs/backend/staging.py:{line}", "Staging"])


def test_json_has_a_row_for_each_layer(explain: Explain, tmp_path: Path) -> None:
    _, out, _ = explain("staging/backend", "hpa.max_replicas", "--format", "json")

    assert json.loads(out) == {
        "version": 1,
        "settings": [
            {
                "setting": "hpa.max_replicas",
                "value": 1,
                "class": "Staging",
                "path": "envs/backend/staging.py",
                "line": line_of(tmp_path, "envs/backend/staging.py", "change(max_replicas=1)"),
                "source": "hpa = change(max_replicas=1)",
            },
            {
                "setting": "hpa.max_replicas",
                "value": 3,
                "class": "Base",
                "path": "envs/backend/base.py",
                "line": line_of(tmp_path, "envs/backend/base.py", "max_replicas=3,"),
                "source": "max_replicas=3,",
            },
        ],
    }


def test_json_without_a_setting_has_a_row_for_each_leaf(explain: Explain) -> None:
    _, text, _ = explain("staging/backend")
    _, out, _ = explain("staging/backend", "--format", "json")

    assert [row["setting"] for row in json.loads(out)["settings"]] == [row.split("  ")[0] for row in text.splitlines()]


def test_json_holds_whole_values(explain: Explain) -> None:
    _, out, _ = explain("staging/backend", "resources.requests", "--format", "json")

    assert json.loads(out)["settings"][0]["value"] == {"cpu": "100m", "memory": "64Mi", "ephemeral_storage": None}


ENVIRONMENTS = "there are: production/backend, staging/backend"
VARIABLES = "there are: APP_ENV, APP_LOG_LEVEL, FRANKENPHP_CONFIG, GOMEMLIMIT, TRUSTED_PROXIES"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stagin/backend"], f"there is no 'stagin/backend'; did you mean 'staging/backend'? {ENVIRONMENTS}"),
        (["backend/staging"], f"there is no 'backend/staging'; did you mean 'staging/backend'? {ENVIRONMENTS}"),
        (["x"], f"there is no 'x'; {ENVIRONMENTS}"),
        (["staging/backend", "env.APP_EN"], f"there is no 'APP_EN' in env; did you mean 'APP_ENV'? {VARIABLES}"),
        (["staging/backend", 'env["APP_ENV'], f"there is no 'APP_ENV' in env; did you mean 'APP_ENV'? {VARIABLES}"),
        (
            ["staging/backend", "image.x"],
            "there is no 'x' in image; there are: repository, tag, digest, pull_policy, build",
        ),
        (["staging/backend", "topology_spread[1]"], "there is no '1' in topology_spread; there are: 0"),
        (["staging/backend", "port.number"], "port is 80; there is nothing in it"),
        (["staging/backend", "migration.command"], "migration is None; there is nothing in it"),
    ],
)
def test_what_is_not_there(arguments: list[str], message: str, explain: Explain) -> None:
    assert explain(*arguments) == (2, "", f"{message}\n")


def test_an_unknown_setting_is_told_the_nearest_and_all_that_there_are(explain: Explain) -> None:
    code, _, err = explain("staging/backend", "hpaa.max_replicas")

    assert code == 2
    assert err.startswith("'hpaa' is not a setting; did you mean 'hpa'? there are: kubernetes_version, cluster, ")


def test_two_environments_side_by_side(explain: Explain, tmp_path: Path) -> None:
    staging = tmp_path / "envs/backend/staging.py"
    staging.write_text(staging.read_text(encoding="utf-8") + '    env = change({"DEBUG": "1"})\n', encoding="utf-8")
    here = line_of(tmp_path, "envs/backend/staging.py", "change(max_replicas=1)")
    there = line_of(tmp_path, "envs/backend/base.py", "max_replicas=3,")

    code, out, err = explain("backend", "--diff", "staging", "production")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}

    assert (code, err) == (1, "")
    assert rows["staging"] == ["production"]
    assert rows["hpa.max_replicas"] == ["1", f"envs/backend/staging.py:{here}", "3", f"envs/backend/base.py:{there}"]
    assert rows["env.DEBUG"][-2:] == ["(not", "set)"]
    assert "hpa.min_replicas" not in rows


def test_what_only_the_second_says_stands_beside_its_neighbours(explain: Explain, tmp_path: Path) -> None:
    production = tmp_path / "envs/backend/production.py"
    production.write_text(production.read_text(encoding="utf-8") + '    env = change({"X": "1"})\n', encoding="utf-8")

    _, out, _ = explain("backend", "--diff", "staging", "production")
    settings = [line.split()[0] for line in out.splitlines()]

    assert settings.index("env.APP_LOG_LEVEL") + 1 == settings.index("env.X")


def test_an_environment_does_not_differ_from_itself(explain: Explain) -> None:
    assert explain("backend", "--diff", "staging", "staging") == (0, "", "")


def test_a_difference_is_a_row_for_each_side(explain: Explain) -> None:
    _, out, _ = explain("backend", "--diff", "staging", "production", "--format", "json")
    rows = [row for row in json.loads(out)["settings"] if row["setting"] == "hpa.max_replicas"]

    assert [(row["environment"], row["value"], row["class"]) for row in rows] == [
        ("staging", 1, "Staging"),
        ("production", 3, "Base"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["backen", "--diff", "staging", "production"], "there is no app 'backen'; did you mean 'backend'? "),
        (
            ["backend", "--diff", "stagin", "production"],
            "there is no 'stagin/backend'; did you mean 'staging/backend'? ",
        ),
        (["backend", "--diff", "staging"], "option '--diff' requires 2 arguments"),
        (["staging/backend", "--affects", "hpaa"], "'hpaa' is not a setting; did you mean 'hpa'? "),
        (["nowhere.yaml", "1"], "nowhere.yaml: there is no such file; "),
    ],
)
def test_what_cannot_be_compared_or_found(arguments: list[str], message: str, explain: Explain) -> None:
    code, out, err = explain(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith(message)
