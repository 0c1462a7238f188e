"""`plainsail init`: what it makes renders, checks and passes the linters; what is there is never written over."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from plainsail.cli.main import run
from plainsail.scaffold.preview import imported
from plainsail.scaffold.project_files import MAKEFILE
from plainsail.scaffold.shapes import SHAPES
from tests.plainsail.clones import BIN, ROOT, environ, tree
from tests.plainsail.clones import run as ran
from tests.plainsail.projects import write

Said = tuple[int, str, str]
Plainsail = Callable[..., Said]
PLAINSAIL = (sys.executable, "-m", "plainsail")
ORIGIN = "git@github.com:Acme/shop.git"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder to be a project, which is in no repository."""
    return tmp_path / "shop"


@pytest.fixture
def plainsail(root: Path, capsys: pytest.CaptureFixture[str]) -> Plainsail:
    """Runs a command in the folder, or where it is to be; returns exit code, output and what is said beside it."""

    def said(command: str, *arguments: str) -> Said:
        if command == "init":
            code = run(["-C", str(root.parent), "init", root.name, *arguments])
        else:
            with imported(root):
                code = run(["-C", str(root), command, *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def repository(root: Path, files: dict[str, str]) -> Path:
    """A repository of somebody's own."""
    root.mkdir(exist_ok=True)
    write(root, files)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", ORIGIN)
    return root


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


NEW = """\
new      cdk8s.yaml
new      main.py
new      requirements.txt
new      Makefile
new      pyproject.toml
new      .gitignore
new      README.md
new      .github/workflows/plainsail.yml
new      envs/__init__.py
new      envs/shared.py
new      envs/shop/__init__.py
new      envs/shop/base.py
new      envs/shop/staging.py
new      envs/shop/production.py
"""


def test_an_empty_folder_becomes_a_project(root: Path, plainsail: Plainsail) -> None:
    code, said, beside = plainsail("init")

    assert (code, beside) == (0, "")
    assert said.startswith(NEW)
    assert text(root, "requirements.txt") == f"plainsail=={version('plainsail')}\n"
    assert plainsail("synth", "--check") == (0, "", "")
    code, said, _ = plainsail("check", "--strict")
    assert (code, said.splitlines()[-1].endswith("checks: nothing to say")) == (0, True), said


def test_each_guess_is_said_with_its_line(root: Path, plainsail: Plainsail) -> None:
    _, said, _ = plainsail("init")

    told = re.findall(r"^next     ([\w/.]+):(\d+): (.+);", said, re.MULTILINE)
    assert [about for _, _, about in told] == [
        "the app is called as the folder is",
        "the repository is an example",
        "the image is a guess",
        "Kubernetes 1.35 is a guess",
    ]
    lines = [text(root, path).splitlines()[int(number) - 1].strip() for path, number, _ in told]
    assert lines == [
        '"shop": {"staging": staging.Staging, "production": production.Production},',
        'repository = "https://github.com/my-organisation/shop.git"  # the cluster reads it',
        'image = Image("ghcr.io/my-organisation/shop", tag="v1.0.0")',
        'kubernetes_version = "1.35"  # of the cluster',
    ]


def test_what_the_options_say_is_no_guess(root: Path, plainsail: Plainsail) -> None:
    _, said, _ = plainsail(
        "init",
        *("--app", "web", "--shape", "worker", "--envs", "qa, live", "--image", "example.com/web:v2.0.0"),
        *("--repository", "ssh://git@git.example.com/shop.git", "--kubernetes-version", "1.36"),
    )

    assert re.findall(r":\d+:", said) == []
    listed = plainsail("list")[1]
    assert "web  qa           web-qa     1.36        main  example.com/web:v2.0.0" in listed
    assert "web  live         web-live   1.36        live  example.com/web:v2.0.0" in listed
    assert "ssh://git@git.example.com/shop.git" in text(root, "dist/argocd/live/Application.web-live.yaml")


@pytest.mark.parametrize(
    ("delivery", "said", "folders"),
    [
        ("argocd", 'ArgoCd(project="shop-apps-{env}")', ["argocd", "production", "staging"]),
        ("flux", 'Flux(name="shop-apps-{env}")', ["flux", "production", "staging"]),
        ("none", "None", ["production", "staging"]),
    ],
)
def test_what_brings_it_may_be_said(
    root: Path, plainsail: Plainsail, delivery: str, said: str, folders: list[str]
) -> None:
    assert plainsail("init", "--delivery", delivery)[0] == 0

    assert f"    delivery = {said}\n" in text(root, "envs/shared.py")
    assert sorted(path.name for path in (root / "dist").iterdir()) == folders
    assert plainsail("check", "--strict")[0] == 0
    assert plainsail("init", "--delivery", delivery)[0] == 0


def test_an_image_without_a_tag_gets_one_that_is_a_guess(root: Path, plainsail: Plainsail) -> None:
    _, said, _ = plainsail("init", "--image", "example.com/web")

    assert "the tag v1.0.0 is a guess" in said
    assert "example.com/web:v1.0.0" in text(root, "dist/production/shop/Deployment.shop.yaml")


def test_an_environment_follows_the_one_that_is_said_before_it(root: Path, plainsail: Plainsail) -> None:
    plainsail("init", "--envs", "dev,staging,production")

    stages = plainsail("list", "--promotion")[1]
    assert re.findall(r'"(?:ref|follows)": (\S+?),?\n', stages) == [
        *('"main"', "null"),
        *('"staging"', '"dev"'),
        *('"production"', '"staging"'),
    ]


@pytest.mark.parametrize("envs", ["production", "production,staging"])
def test_production_may_be_the_first(root: Path, plainsail: Plainsail, envs: str) -> None:
    assert plainsail("init", "--envs", envs)[0] == 0

    assert plainsail("check", "--strict")[0] == 0


def test_the_remote_says_where_repository_and_image_are(root: Path, plainsail: Plainsail) -> None:
    repository(root, {})
    git(root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")

    _, said, _ = plainsail("init", "--app", "web")

    assert "the repository is the remote origin" in said
    assert '"https://github.com/Acme/shop.git"' in text(root, "envs/shared.py")
    assert 'Image("ghcr.io/acme/web", tag="v1.0.0")' in text(root, "envs/web/base.py")
    assert "targetRevision: trunk\n" in text(root, "dist/argocd/staging/Application.web-staging.yaml")


def test_a_workflow_is_written_where_github_runs_it(root: Path, plainsail: Plainsail) -> None:
    _, said, _ = plainsail("init", "--repository", "https://gitlab.com/acme/shop.git")

    assert ".github" not in said
    assert "registry.gitlab.com/acme/shop/shop:v1.0.0" in text(root, "dist/staging/shop/Deployment.shop.yaml")


OTHERS = {
    ".github/workflows/ci.yml": "on: push\njobs: {deploy-staging: {steps: [{run: ./deploy staging}]}}\n",
    ".gitignore": "__pycache__\ndist/\n",
    "GNUmakefile": "test:\n\tpytest\n",
    "README.rst": "Shop\n",
    "charts/shop/Chart.yaml": "name: shop\n",
    "main.py": "print('the shop')\n",
    "pyproject.toml": "[tool.ruff]\nline-length = 120\n",
    "requirements.txt": "flask\n",
}


def test_an_existing_repository_keeps_what_it_has(root: Path, plainsail: Plainsail) -> None:
    repository(root, OTHERS)

    code, said, _ = plainsail("init", "--app", "web")

    assert code == 0
    assert {path: text(root, path) for path in OTHERS} == OTHERS
    assert re.findall(r"^(?:new|kept) .*", said, re.MULTILINE) == [
        "new      cdk8s.yaml",
        "new      cdk8s_main.py",
        "new      .github/workflows/plainsail.yml",
        *(f"new      envs/{name}.py" for name in ("__init__", "shared", "web/__init__", "web/base")),
        *(f"new      envs/web/{name}.py" for name in ("staging", "production")),
        "new      dist/ (15 objects)",
        *(
            f"kept     {name}"
            for name in ("requirements.txt", "GNUmakefile", "pyproject.toml", ".gitignore", "README.rst")
        ),
    ]
    assert f"next     requirements.txt: add plainsail=={version('plainsail')}\n" in said
    assert "next     GNUmakefile: add verbs for `plainsail synth`, `plainsail synth --check`" in said
    assert 'next     pyproject.toml: add "envs/**" = ["RUF012"] to the per-file-ignores of ruff' in said
    assert "next     .gitignore: add .venv/, .cdk8s/, .plainsail/\n" in said
    assert "app: python -O cdk8s_main.py\n" in text(root, "cdk8s.yaml")
    assert plainsail("check", "--strict")[0] == 0


def test_a_file_that_needs_nothing_is_kept_without_a_word(root: Path, plainsail: Plainsail) -> None:
    """Without a rule of ruff's there is none that `envs/` would break."""
    repository(root, {"pyproject.toml": "[project]\nname = 'shop'\n"})

    _, said, _ = plainsail("init", "--app", "web")

    assert "kept     pyproject.toml\n" in said
    assert "next     pyproject.toml" not in said


def test_what_git_would_leave_out_is_said_until_it_is_not(root: Path, plainsail: Plainsail) -> None:
    repository(root, {".gitignore": "__pycache__\n.venv\n.cdk8s\n.plainsail\ndist/\n"})
    told = "next     .gitignore: hides dist/, which is to be committed; end it with !/dist/\n"

    assert told in plainsail("init", "--app", "web")[1]
    assert plainsail("init") == (0, f"nothing changed\n{told}", "")
    with (root / ".gitignore").open("a", encoding="utf-8") as file:
        file.write("!/dist/\n")
    assert plainsail("init") == (0, "nothing changed\n", "")


def test_a_second_time_changes_nothing(root: Path, plainsail: Plainsail) -> None:
    asked = ("--shape", "web-service", "--envs", "staging,production", "--image", "example.com/a", "--app", "shop")
    plainsail("init", *asked)
    before = tree(root)

    assert plainsail("init", *asked) == (0, "nothing changed\n", "")
    assert tree(root) == before


def test_what_a_project_lacks_is_added(root: Path, plainsail: Plainsail) -> None:
    plainsail("init")
    before = tree(root)
    for path in ("Makefile", ".github/workflows/plainsail.yml"):
        (root / path).unlink()
    for file in sorted((root / "dist").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    (root / "dist").rmdir()

    code, said, beside = plainsail("init")

    assert (code, beside) == (0, ""), said
    assert said.count("new  ") == 3
    assert {path: text for path, text in tree(root).items() if not path.startswith(".plainsail/kept/")} == before


def test_a_registry_without_its_mark_becomes_a_project_again(root: Path, plainsail: Plainsail) -> None:
    plainsail("init")
    before = tree(root)
    (root / "cdk8s.yaml").unlink()

    assert "new      cdk8s.yaml\n" in plainsail("init")[1]
    assert tree(root) == before


NO_PROJECT = {
    "a name that is none": (("--app", "Web"), "the app 'Web' is not a DNS label"),
    "a Service that may not be called so": (("--app", "3d"), "the app '3d' begins with a digit"),
    "an environment that is none": (("--envs", "staging,"), "the environment '' is not a DNS label"),
    "no environment": (("--envs", ""), "the environment '' is not a DNS label"),
    "an environment that leads out": (("--envs", "../x"), "the environment '../x' is not a DNS label"),
    "Argo CD's folder": (("--envs", "argocd"), "the environment 'argocd' has the name of dist/argocd/"),
    "no shape": (("--shape", "web"), "--shape web: there is no such shape; it is one of web-service, worker, "),
    "no image": (("--image", "A:b"), "--image: 'A' is not an image repository"),
    "no repository": (("--repository", "shop"), "--repository: 'shop' is no address of a Git repository"),
    "a password": (("--repository", "https://me:secret@example.com/a"), "--repository: holds credentials"),
    "no version": (("--kubernetes-version", "1.2"), "--kubernetes-version: '1.2' is not a Kubernetes version"),
    "a namespace too long": (("--app", "a" * 60), "at most 63 fit; nothing was written"),
}


@pytest.mark.parametrize(("options", "line"), NO_PROJECT.values(), ids=NO_PROJECT)
def test_what_cannot_be_leaves_no_folder_behind(
    root: Path, plainsail: Plainsail, options: tuple[str, ...], line: str
) -> None:
    code, said, beside = plainsail("init", *options)

    assert (code, said, beside.count("\n")) == (2, "", 1)
    assert line in beside
    assert "secret" not in beside
    assert not root.exists()


OTHER = {
    "files in dist/": ({"dist/bundle.js": ""}, "dist: holds something else (bundle.js)"),
    "files in envs/": ({"envs/staging.tfvars": ""}, "envs: holds something else (staging.tfvars)"),
    "another registry": (
        {"envs/__init__.py": "ENVIRONMENTS = list()\n"},
        "envs/__init__.py:1: ENVIRONMENTS is not written out as",
    ),
    "a file where a folder must be": ({".github": ""}, ".github/workflows/plainsail.yml: "),
    "another package": (
        {"charts/__init__.py": "x = 1\n"},
        "charts/__init__.py: is no registry of charts",
    ),
}


@pytest.mark.parametrize(("files", "line"), OTHER.values(), ids=OTHER)
def test_what_is_in_the_way_stays_alone(root: Path, plainsail: Plainsail, files: dict[str, str], line: str) -> None:
    write(root, files)

    code, said, beside = plainsail("init")

    assert (code, said, beside.count("\n")) == (2, "", 1)
    assert line in beside
    assert tree(root) == {path: content.encode() for path, content in files.items()}


def test_no_project_is_made_where_it_could_not_be_read(
    tmp_path: Path, plainsail: Plainsail, capsys: pytest.CaptureFixture[str]
) -> None:
    """Within another one, in a part of a repository, in the place of a file."""
    plainsail("init")
    project = tmp_path / "shop"
    within = repository(tmp_path / "monorepo", {"file": ""})
    for folder, line in (
        (project / "deploy", f"{project}/deploy: lies within the project {project}; "),
        (within / "a/b", f"{within}/a/b: is a folder of the Git repository {within}, and dist/ is read at the"),
        (within / "file", f"{within}/file: is a file; name a folder"),
    ):
        before = tree(tmp_path)
        assert run(["init", str(folder)]) == 2

        beside = capsys.readouterr().err
        assert (beside.startswith(line), beside.count("\n")) == (True, 1), beside
        assert tree(tmp_path) == before


def test_the_first_app_may_be_yaml_of_somebody_else(root: Path, plainsail: Plainsail) -> None:
    options = ("--app", "queue", "--shape", "manifests")
    code, _, beside = plainsail("init", *options)
    assert (code, beside) == (
        2,
        f"--shape manifests: there is no vendor/queue in {root}; put the app's YAML there first\n",
    )
    config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: queue}\n"
    write(root, {"vendor/queue/map.yaml": config})

    assert plainsail("init", *options)[0] == 0

    assert "name: queue\n" in text(root, "dist/production/queue/ConfigMap.queue.yaml")
    assert plainsail("check", "--strict")[0] == 0


DIFFERS = {
    "--app": ("web", "the project says otherwise (shop); `plainsail new app` adds one"),
    "--envs": ("staging,qa", "the project says otherwise (production, staging); `plainsail new env` adds one"),
    "--shape": ("worker", "the project says otherwise; change it in envs/"),
    "--image": ("example.com/web", "the project says otherwise (ghcr.io/my-organisation/shop); change it in envs/"),
    "--kubernetes-version": ("1.36", "the project says otherwise (1.35); change it in envs/"),
}


def test_a_project_is_not_made_anew_otherwise(root: Path, plainsail: Plainsail) -> None:
    plainsail("init")
    (root / "Makefile").unlink()
    before = tree(root)

    for option, (value, line) in DIFFERS.items():
        assert plainsail("init", option, value) == (2, "", f"{option} {value}: {line}\n")
    assert tree(root) == before


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    terminal, ours = pty.openpty()
    with subprocess.Popen(
        [*PLAINSAIL, "init", "shop"],
        cwd=tmp_path,
        env=environ(PYTHONPATH=str(ROOT)),
        stdin=ours,
        stdout=ours,
        stderr=ours,
    ) as process:
        os.close(ours)
        os.write(terminal, b"web\nworker\nqa\nhttps://github.com/acme/shop\n\n1.36\n")
        said = b""
        while chunk := _read(terminal):
            said += chunk
    os.close(terminal)

    assert process.returncode == 0, said.decode()
    assert b"What is its first app called? [shop]: " in said
    assert b"Which image does it run? [ghcr.io/acme/web:v1.0.0]: " in said
    assert b" is a guess" not in said
    assert (tmp_path / "shop/dist/qa/web/Deployment.web.yaml").is_file()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side is closed
        return b""


RUN_IMAGES = [shape.name for shape in SHAPES if shape.runs_image]


@pytest.mark.parametrize("shape", RUN_IMAGES)
def test_an_app_of_each_shape_has_nothing_to_warn_of(root: Path, plainsail: Plainsail, shape: str) -> None:
    plainsail("init", "--shape", shape)

    code, said, _ = plainsail("check", "--strict")
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize("wide", [False, True], ids=["by default", "with wider lines"])
@pytest.mark.parametrize("shape", RUN_IMAGES)
def test_what_is_written_passes_the_linters(root: Path, shape: str, wide: bool) -> None:
    root.mkdir()
    write(root, {"ruff.toml": "line-length = 120\nlint.ignore = ['RUF012']\n"} if wide else {})
    done = ran((*PLAINSAIL, "init", "--app", "back-office", "--shape", shape), root, PYTHONPATH=str(ROOT))
    assert done.returncode == 0, done.stderr

    for tool in (
        ("ruff", "check"),
        ("ruff", "check", "--select", "B,D1,E5,I,N,UP"),
        ("ruff", "format", "--check"),
        ("mypy", "--follow-imports", "silent"),
        ("mypy", "--follow-imports", "silent", "main.py"),
    ):
        done = ran((sys.executable, "-m", *tool), root, MYPYPATH=str(ROOT))
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("linter", "options"),
    [("actionlint", ("-no-color", "-pyflakes=")), ("zizmor", ("--offline", "--no-progress", "--persona=auditor"))],
)
def test_the_workflow_is_sound_and_safe(
    root: Path, plainsail: Plainsail, linter: str, options: tuple[str, ...]
) -> None:
    if not (BIN / linter).is_file():
        pytest.skip(f"{linter} is not installed: make .venv/.delivery")
    plainsail("init")

    done = ran((BIN / linter, *options, root / ".github/workflows/plainsail.yml"), root)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_makefile_lists_its_verbs(root: Path, plainsail: Plainsail) -> None:
    plainsail("init")

    done = ran(("make", "--no-print-directory"), root)

    assert re.findall(r"make (\w+) ", done.stdout) == ["help", "setup", "synth", "test", "plan"]


SET_UP = {"Makefile": MAKEFILE, "requirements.txt": "", ".venv/.setup": "", ".venv/bin/plainsail": "#!/bin/sh\n"}


@pytest.mark.parametrize(
    ("python", "tests", "code", "last"),
    [
        ("exit 1", {}, 0, ".venv/bin/plainsail check --strict"),
        ("exit 1", {"tests/checks/test_a.py": ""}, 2, "tests/checks: add pytest to requirements.txt"),
        ('echo "$@"', {"tests/checks/test_a.py": ""}, 0, "-m pytest --quiet tests/checks"),
    ],
    ids=["no tests", "no pytest", "tests"],
)
def test_make_test_runs_the_tests_of_checks(
    tmp_path: Path, python: str, tests: dict[str, str], code: int, last: str
) -> None:
    write(tmp_path, {**SET_UP, ".venv/bin/python": f"#!/bin/sh\n{python}\n", **tests})
    for file in (tmp_path / ".venv/bin").iterdir():
        file.chmod(0o755)

    done = ran(("make", "--no-print-directory", "test"), tmp_path)

    assert done.returncode == code
    assert last in (done.stdout + done.stderr).splitlines()
