"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import command_needs_shell
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, workload

ENV = [{"name": "HOST", "value": "a"}]


def findings(*command: str, **fields: Any) -> list[Finding]:
    given = {"command": list(command)} if command else {}
    return list(command_needs_shell.check(examined(workload(pod=pod_spec(container(env=ENV, **given, **fields))))))


@pytest.mark.parametrize("operator", ["&&", "||", "|", ";"])
def test_an_operator_is_an_argument(operator: str) -> None:
    [finding] = findings("php", "bin/console", operator, "php", "x", operator, "y")

    assert finding.message == f"'{operator}' is an argument of php here, for no shell reads it"
    assert finding.where.field == "spec.template.spec.containers[app].command[2]"
    assert finding.severity == "error"


@pytest.mark.parametrize("operator", [">", ">>", "<", "2>&1", ">/dev/null", "&>", "2>/tmp/x"])
def test_a_redirection_is_an_argument(operator: str) -> None:
    [finding] = findings("php", "a.php", operator)

    assert finding.severity is None


@pytest.mark.parametrize("word", ["$HOST", "${HOST}", "--host=$HOST", "http://$HOST:80/x"])
def test_a_variable_of_a_shell(word: str) -> None:
    [finding] = findings("curl", word)

    assert finding.message == f"'{word}' stays as it is, for no shell reads it; Kubernetes itself fills in $(HOST)"


@pytest.mark.parametrize(
    "command",
    [
        ("echo", "`date`"),
        ("echo", "$(date +%F)"),
        ("ls", "~/x"),
        ("cp", "/a/*.conf", "/b"),
        ("app", "--port 8080"),
        ("sh", "-c", "php", "bin/console"),
        ("sh", "-c", "-e", "php", "bin/console"),
        ("bash", "-o", "pipefail", "-c", "php", "bin/console"),
        ("sh", "php bin/console"),
    ],
)
def test_what_only_a_shell_knows(command: tuple[str, ...]) -> None:
    assert len(findings(*command)) == 1


def test_one_word_with_blanks() -> None:
    [finding] = findings("php bin/console messenger:consume async")

    assert finding.severity == "error"
    assert finding.message.endswith("a file named 'php bin/console messenger:consume async'")


@pytest.mark.parametrize(
    "command",
    [
        ("sh", "-c", "a && b | c > d; echo $HOST ~ *"),
        ("/bin/bash", "-ec", "a && b", "&&"),
        ("busybox", "sh", "-c", "a || b"),
        ("/bin/sh", "-c", "-e", "exec pg_isready -h 127.0.0.1"),
        ("bash", "-c", "-eo", "pipefail", "a | b"),
        ("bash", "-o", "pipefail", "-c", "a | b"),
        ("sh", "-c", "--", "a && b"),
        ("env", "A=1", "sh", "-c", "a; b"),
        ("timeout", "5", "sh", "-c", "a; b"),
        ("tini", "--", "sh", "-c", "a && b"),
        ("su", "app", "-c", "a && b"),
        ("find", "/x", "-exec", "rm", "{}", ";"),
        ("php", "-r", "$x = 1; echo $x | 2;"),
        ("python", "-c", "a > b"),
        ("awk", "$HOST", "file"),
        ("jq", ".a | .b", "x"),
        ("psql", "-c", "select 1 > 2;"),
        ("curl", "http://x/?a=1&b=2"),
        ("grep", "--regex=a|b", "x"),
        ("expr", "1", ">", "2"),
        ("java", "-jar", "app.jar", "--server.port=${PORT}"),
        ("run", "--extra", "--foo bar"),
        ("sh", "-c", 'exec "$@"', "--", "a"),
        ("sh", "script.sh"),
        ("C:\\Program Files\\app.exe", "a"),
        ("php", "bin/console", "*", "a:b"),
        ("app", "--format=$remote_addr ${x}"),
        ("app", "$$HOST"),
    ],
)
def test_silent_on_what_runs(command: tuple[str, ...]) -> None:
    assert not findings(*command)


def test_several_words_in_one() -> None:
    [finding] = findings("php", "bin/console messenger:consume async")

    assert finding.severity == "error"
    assert finding.message == (
        "'bin/console messenger:consume async' is one argument, blanks included; one word per item"
    )
    assert [finding.severity for finding in findings(args=["bin/console cache:clear --env=prod"])] == ["info"]
    assert not findings("node", "my script.js")
    assert not findings("nginx", "-g", "daemon off;")
    assert not findings(args=["daemon off;"])


def test_milder_where_the_image_names_the_program() -> None:
    """An entry point may hand its arguments to a shell."""
    assert [finding.severity for finding in findings(args=["a", "&&", "b"])] == [None]
    assert [finding.severity for finding in findings(args=["--host=$HOST"])] == [None]
    assert [finding.severity for finding in findings(args=["--host=${HOST}"])] == ["info"]
    assert [finding.severity for finding in findings(args=["$OTHER"])] == ["info"]
    assert [finding.severity for finding in findings("/entrypoint.sh", "a", "&&", "b")] == [None]
    assert not findings(args=["-ec", "a && b"])


def test_probes_and_hooks() -> None:
    probe = {"exec": {"command": ["cat x"]}}

    assert [finding.where.field for finding in findings(livenessProbe=probe)] == [
        "spec.template.spec.containers[app].livenessProbe.exec.command[0]"
    ]
    assert len(findings(lifecycle={"preStop": {"exec": {"command": ["a", "&&", "b"]}}})) == 1
