"""`image/Dockerfile` and the pods that are rendered: what one makes, the others expect."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.delivery.dockerfile import Dockerfile, Instruction, instructions, read_dockerfile
from plainsail.manifests.fields import at
from plainsail.manifests.loader import read_path
from plainsail.manifests.pod_security import effective, writable_mounts
from plainsail.manifests.pods import Container, pod_of
from tests.image.docker_ignore import DockerIgnore
from tests.plainsail.clones import BIN

ROOT = Path(__file__).resolve().parents[2]
PATH = "image/Dockerfile"
TEXT = (ROOT / PATH).read_text(encoding="utf-8")
DOCKERFILE: Dockerfile = read_dockerfile(PATH, TEXT)
INSTRUCTIONS = list(instructions(TEXT))
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8")
IGNORE = DockerIgnore(IGNORED)
LOOKS_SECRET = re.compile(r"secret|token|passw|credential|private|api_?key|_key$|auth", re.IGNORECASE)

CONTAINERS = [
    container
    for folder in sorted((ROOT / "dist").glob("*/backend"))
    for resource in read_path(str(folder), "1.34").resources
    if (pod := pod_of(resource))
    for container in pod.containers
    if container.name == "app"
]
each_container = pytest.mark.parametrize(
    "container",
    CONTAINERS,
    ids=[f"{PurePosixPath(each.resource.path).parts[-3]}-{each.resource.kind}" for each in CONTAINERS],
)


def named(name: str) -> list[Instruction]:
    """The instructions of a kind, of every stage."""
    return [each for each in INSTRUCTIONS if each.name == name]


def final_stage() -> list[Instruction]:
    """The instructions of the last stage alone."""
    last = max(index for index, each in enumerate(INSTRUCTIONS) if each.name == "FROM")
    return INSTRUCTIONS[last:]


def below(path: str, folder: str) -> bool:
    """Whether a path is a folder, or lies below it."""
    return PurePosixPath(path).is_relative_to(folder)


def given_away() -> list[str]:
    """The paths that the image gives to another user than root."""
    runs = " && ".join(each.value for each in DOCKERFILE.final.steps if each.name == "RUN")
    commands = [words.split() for words in re.findall(r"chown\s+([^&;|]+)", runs)]
    return [word for words in commands for word in words if word.startswith("/")]


def php_ini() -> dict[str, str]:
    """The image's own settings of PHP."""
    parser = configparser.ConfigParser(comment_prefixes=(";",), interpolation=None)
    parser.read_string("[php]\n" + (ROOT / "image/php.ini").read_text(encoding="utf-8"))
    return dict(parser["php"])


def test_hadolint_finds_nothing() -> None:
    hadolint = BIN / "hadolint"
    if not hadolint.exists():
        pytest.skip("hadolint is missing: make delivery")
    ran = subprocess.run([hadolint, "--no-color", PATH], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout) == (0, "")


def test_hadolint_is_told_to_look_away_from_nothing() -> None:
    assert "hadolint ignore" not in TEXT
    assert [path.name for path in ROOT.glob(".hadolint*")] == []


@each_container
def test_it_runs_as_the_user_of_its_pods(container: Container) -> None:
    user = DOCKERFILE.final.user
    assert user is not None

    assert user.value == f"{effective(container, 'runAsUser')}:{effective(container, 'runAsGroup')}"


def test_it_listens_where_its_pods_say() -> None:
    said = {each.env["SERVER_NAME"]["value"] for each in CONTAINERS if "SERVER_NAME" in each.env}

    assert said == {DOCKERFILE.variable("SERVER_NAME")}


def test_its_program_has_no_file_capability() -> None:
    [setcap] = [
        word for each in final_stage() if each.name == "RUN" for word in re.findall(r"setcap [^&]+", each.value)
    ]

    assert setcap.strip() == "setcap -r /usr/local/bin/frankenphp"


@each_container
def test_no_volume_hides_what_was_warmed_up(container: Container) -> None:
    build = DOCKERFILE.variable("APP_BUILD_DIR")
    assert build

    assert [mount for mount in writable_mounts(container) if below(build, mount)] == []


@each_container
def test_no_volume_hides_what_is_copied(container: Container) -> None:
    targets = [each.value.split()[-1] for each in DOCKERFILE.final.steps if each.name == "COPY"]
    absolute = [str(PurePosixPath("/app") / target) for target in targets]

    assert [path for path in absolute if any(below(path, mount) for mount in writable_mounts(container))] == []


@each_container
def test_what_it_gives_away_is_a_volume_of_its_pods(container: Container) -> None:
    """Whatever else the process could write, it could write in a container alone."""
    mounts = list(writable_mounts(container))

    assert [path for path in given_away() if not any(below(path, mount) for mount in mounts)] == []


@each_container
def test_without_volumes_it_may_write_where_its_pods_may(container: Container) -> None:
    """/tmp is everybody's in the base image already."""
    mounts = [mount for mount in writable_mounts(container) if mount != "/tmp"]

    assert [mount for mount in mounts if not any(below(path, mount) for path in given_away())] == []


def test_what_it_gives_away_goes_to_its_user() -> None:
    owners = re.findall(r"chown\s+(?:-\S+\s+)*(\S+)", TEXT)
    user = DOCKERFILE.final.user

    assert user is not None
    assert set(owners) == {user.value}


@each_container
def test_php_writes_to_volumes_alone(container: Container) -> None:
    folders = {php_ini()[name] for name in ("sys_temp_dir", "upload_tmp_dir", "session.save_path")}
    mounts = list(writable_mounts(container))

    assert [folder for folder in folders if not any(below(folder, mount) for mount in mounts)] == []


@each_container
def test_its_memory_fits_the_limit_of_its_pods(container: Container) -> None:
    """Threads of PHP at their limit, OPcache, and the heap of Caddy."""
    ini = php_ini()
    threads = int(container.env["FRANKENPHP_CONFIG"]["value"].removeprefix("num_threads "))
    php = threads * (amount_of(ini["memory_limit"] + "i") or 0)
    opcache = amount_of(ini["opcache.memory_consumption"] + "Mi") or 0
    caddy = amount_of(container.env["GOMEMLIMIT"]["value"].removesuffix("B")) or 0
    limit = amount_of(container.amount("limits", "memory"))

    assert limit is not None
    assert php + opcache + caddy < limit


@each_container
def test_it_runs_in_the_environment_of_its_pods(container: Container) -> None:
    """The container was compiled for that one."""
    assert DOCKERFILE.variable("APP_ENV") == container.env["APP_ENV"]["value"]


def test_its_jobs_find_the_console() -> None:
    [folder] = {each.value for each in named("WORKDIR")}
    words = [word for each in CONTAINERS for word in each.spec.get("command", []) if "/" in word]

    assert folder == "/app"
    assert words
    assert [word for word in words if not (ROOT / "app" / word).is_file()] == []


def test_no_variable_of_it_looks_secret() -> None:
    names = [re.split(r"[ =]", each.value)[0] for each in named("ARG")]
    names += [name for each in named("ENV") for name in re.findall(r"(\w+)=", each.value)]

    assert names
    assert [name for name in names if LOOKS_SECRET.search(name)] == []


def test_no_secret_of_its_pods_is_named_in_it() -> None:
    secret = {name for each in CONTAINERS for name, said in each.env.items() if "valueFrom" in said}

    assert secret
    assert [name for name in secret if name in TEXT] == []


def test_every_base_is_named_by_an_exact_version() -> None:
    stages = {each.value.split(" AS ")[1] for each in named("FROM") if " AS " in each.value}
    bases = [each.value.split()[0] for each in named("FROM")]

    assert [base for base in bases if base not in stages and not re.search(r":\d+\.\d+\.\d+(-|@|$)", base)] == []


def test_every_image_is_named_where_dependabot_looks() -> None:
    """It reads FROM alone."""
    stages = {each.value.split(" AS ")[1] for each in named("FROM") if " AS " in each.value}
    sources = {name for each in INSTRUCTIONS for name in re.findall(r"(?:--|,)from=([^\s,]+)", each.value)}

    assert sources <= stages


def test_it_takes_the_packages_of_the_lock_where_there_is_one() -> None:
    [first] = [each for each in named("COPY") if "composer.json" in each.value]

    assert first.value == "--chmod=644 app/composer.json app/composer.loc[k] ./"


def test_no_package_of_developers_is_in_it() -> None:
    composer = [command for each in named("RUN") for command in re.findall(r"composer [a-z][^&;]+", each.value)]

    assert [command.split()[1] for command in composer] == ["remove", "install", "dump-autoload"]
    assert composer[0].startswith("composer remove --dev ")
    assert [command for command in composer[1:] if "--no-dev" not in command] == []


def test_modes_of_the_checkout_do_not_matter() -> None:
    """A strict umask would leave files that www-data cannot read."""
    copied = [each.value for each in named("COPY") if "--from=" not in each.value]

    assert copied
    assert [value for value in copied if not value.startswith(("--chmod=644 ", "--chmod=755 "))] == []


DRAINS = 30
"""Seconds that FrankenPHP waits for requests that PHP has begun, before it ends them (`shutDownGracePeriod`)."""


def caddy_options() -> dict[str, str]:
    """Caddy's global options of the image."""
    text = (ROOT / "image/caddy-options").read_text(encoding="utf-8")
    return dict(line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#"))


@pytest.mark.parametrize("container", [each for each in CONTAINERS if "ports" in each.spec])
def test_caddy_stops_before_the_pod_is_killed(container: Container) -> None:
    """It stops its apps in no order, so that one wait may follow the other."""
    grace = caddy_options()["grace_period"]
    has = container.pod.spec["terminationGracePeriodSeconds"]
    waits = at(container.spec, "lifecycle", "preStop", "sleep", "seconds") or 0

    assert grace.endswith("s")
    assert 0 < int(grace.removesuffix("s")) < has - waits - DRAINS


def test_caddy_finds_its_options() -> None:
    [target] = [each.value.split()[-1] for each in named("COPY") if "image/caddy-options" in each.value]

    assert DOCKERFILE.variable("CADDY_GLOBAL_OPTIONS") == f"import {target}"


def test_nobody_reloads_what_caddy_runs() -> None:
    assert caddy_options()["admin"] == "off"


def test_its_health_is_asked_by_kubernetes_alone() -> None:
    assert [each.value for each in final_stage() if each.name == "HEALTHCHECK"] == ["NONE"]


def test_no_label_of_it_tells_the_time() -> None:
    """The same sources would make another image each time, and the base image's time is not ours."""
    [labels] = named("LABEL")

    assert 'org.opencontainers.image.created=""' in labels.value
    assert "$" not in labels.value


def sources() -> list[str]:
    """What the Dockerfile copies from the repository."""
    copied = [each.value.split()[:-1] for each in named("COPY") if "--from=" not in each.value]
    return [word.rstrip("/") for words in copied for word in words if not word.startswith("--")]


def let_through() -> list[str]:
    """The files of this checkout that reach a build, whether Git knows them or not."""
    folders = [ROOT / "app", ROOT / "image"]
    paths = [path.relative_to(ROOT).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in paths if IGNORE.lets_through(path)]


def test_what_is_copied_reaches_the_build() -> None:
    optional = "app/composer.loc[k]"
    through = let_through()

    assert [each for each in sources() if each != optional and not any(below(path, each) for path in through)] == []


def test_all_of_the_application_reaches_the_build() -> None:
    """What only developers need stays behind."""
    folders = {path.name for path in (ROOT / "app").iterdir() if path.is_dir()} - {"vendor", "var"}
    reached = {PurePosixPath(path).parts[1] for path in let_through() if path.startswith("app/")}

    assert folders <= reached


def test_the_build_gets_what_is_copied_and_nothing_else() -> None:
    through = let_through()

    assert through
    assert [path for path in through if not any(below(path, source) for source in sources())] == []


def test_nothing_reaches_the_build_that_is_not_named() -> None:
    """An allow-list: what somebody adds tomorrow stays out."""
    rules = [line for line in IGNORED.splitlines() if not line.startswith("#")]
    named_again = [rule for rule in rules if rule.startswith("!")]

    assert rules[0] == "*"
    assert [rule for rule in named_again if not rule.startswith(("!app/", "!image/"))] == []


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        ".git/config",
        "app/.env.local",
        "app/config/.env",
        "app/phpstan.dist.neon",
        "app/src/.idea/workspace.xml",
        "app/var/cache/prod/pools",
        "app/vendor/autoload.php",
        "deploy/terragrunt/root.hcl",
        "dist/staging/backend/Deployment.backend.yaml",
        "image/Dockerfile",
        "tests/app/autoload.php",
    ],
)
def test_what_no_image_needs_never_reaches_the_build(path: str) -> None:
    assert not IGNORE.lets_through(path)


def test_a_lock_of_packages_would_reach_the_build() -> None:
    assert IGNORE.lets_through("app/composer.lock")
