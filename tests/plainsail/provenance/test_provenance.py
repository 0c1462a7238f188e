"""Which line said it: the layers of a hierarchy, and where the data in them comes from."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib import settings
from constructs_lib.settings import Environment, Pin
from constructs_lib.settings.layers import is_vocabulary, settings_of
from plainsail.project.registry import load
from plainsail.provenance import (
    Origin,
    SettingPath,
    documentation,
    format_setting,
    leaves,
    origins,
    parse_setting,
    value_at,
)
from plainsail.provenance.scope import Modules
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import cases, complaint, copy_of_envs, environment, write

HEADER = "from constructs_lib.settings import *\nfrom envs import constants, shared\nfrom envs.shared import Shared\n"
SHARED = """
from constructs_lib.settings import *

class Shared(WebService):
    namespace = Namespace("app")
    resources = Resources(requests=Compute(cpu="100m", memory="64Mi"))
    hpa = Hpa(min_replicas=2, max_replicas=9, target_cpu_utilization_percentage=70)
    env = {"A": "shared", "B": "shared"}
    tolerations = [Toleration("one"), Toleration("two")]
    cron_jobs = {"job": CronJob("true", schedule="@daily")}

class Mixin(WebService):
    hpa = change(max_replicas=5)
    env = change({"B": "mixin"})
"""
CONSTANTS = """
from constructs_lib.settings import Compute, Hpa, Toleration

MOST = 4
LIMITS = Compute(
    memory="1Gi",
)
SCALING = Hpa(max_replicas=MOST, target_cpu_utilization_percentage=60)
VARIABLES = {"A": "constant", "C": "constant"}
TOLERATIONS = [Toleration("three")]
"""
PACKAGE = "from envs.constants import MOST\n"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    write(tmp_path, {"envs/__init__.py": PACKAGE, "envs/shared.py": SHARED, "envs/constants.py": CONSTANTS})
    with imported(tmp_path):
        yield tmp_path


def said(root: Path, text: str, setting: str) -> list[Origin]:
    """The origins of a setting of the class `Staging` in a module with this text."""
    write(root, {"envs/app.py": HEADER + text})
    env = environment("app.Staging")
    return origins(env, parse_setting(setting, env))


def lines(found: list[Origin]) -> list[str]:
    return [f"{origin.class_name}: {origin.source}" for origin in found if origin.kind != "default"]


SPEAKING = cases("provenance.txt")


@pytest.mark.parametrize("case", SPEAKING.values(), ids=SPEAKING)
def test_who_speaks(case: str, root: Path) -> None:
    text, _, answer = case.partition("\n? ")
    setting, *expected = answer.split("\n= ")
    module = f"class Staging(Shared):\n{text}\n" if text.startswith(" ") else text

    assert lines(said(root, module, setting)) == expected


def test_an_origin_names_the_first_line_of_the_expression(root: Path) -> None:
    change = 'change(\n        limits=Compute(\n            memory="1Gi",\n        ),\n    )'

    origin = said(root, f"class Staging(Shared):\n    resources = {change}\n", "resources.limits")[0]

    assert (origin.file, origin.path, origin.line) == (root / "envs/app.py", "envs/app.py", 6)


def test_an_origin_knows_what_its_layer_says(root: Path) -> None:
    found = said(root, "class Staging(Shared):\n    hpa = change(max_replicas=4)\n", "hpa.max_replicas")

    assert [origin.value for origin in found] == [4, 9]


def test_only_the_layers_above_the_deciding_one_are_overridden(root: Path) -> None:
    found = said(root, "class Staging(Shared):\n    hpa = constants.SCALING\n", "hpa.max_replicas")

    assert [origin.overridden for origin in found] == [False, False, False, True]


@pytest.mark.parametrize(
    "body",
    [
        "port = max(1, 2)",
        "port = 1 if True else 2",
        "port = 1 + 1",
        "if True:\n        port = 1\n    else:\n        port = 2",
    ],
)
def test_what_only_running_tells_is_computed(body: str, root: Path) -> None:
    assert said(root, f"class Staging(Shared):\n    {body}\n", "port")[0].kind == "computed"


def test_a_default_is_the_line_of_the_vocabulary_with_its_documentation(root: Path) -> None:
    [origin] = said(
        root, 'class Staging(Shared):\n    readiness_probe = Probe("/a")\n', "readiness_probe.timeout_seconds"
    )

    assert (origin.class_name, origin.path, origin.source) == (
        "Timing",
        "constructs_lib/settings/containers.py",
        "timeout_seconds: Positive = 1",
    )
    assert documentation(environment("app.Staging"), ("readiness_probe", "timeout_seconds")) == (
        "Seconds to wait for an answer."
    )


def test_the_vocabulary_s_own_default_comes_last(root: Path) -> None:
    found = said(root, "class Staging(Shared):\n    port = 81\n", "port")

    assert [origin.source for origin in found] == ["port = 81", "port: Port = 8080"]


def test_a_default_within_a_default_is_the_innermost_line(root: Path) -> None:
    [origin] = said(root, "class Staging(Shared):\n    pass\n", "strategy.max_surge")

    assert (origin.class_name, origin.source) == ("Strategy", "max_surge: Natural | Percentage = 1")


def test_tag_and_digest_come_from_the_image_pin(root: Path) -> None:
    pin = {"tag": "v1", "digest": f"sha256:{'0' * 64}", "source": "0" * 40}
    write(root, {"envs/app.py": f'{HEADER}class Staging(Shared):\n    image = Image("example/app")\n'})
    write(root, {"envs/app/image.json": json.dumps(pin, indent=2)})
    env = type(environment("app.Staging"))(app="app", env="staging", pin=Pin(**pin))

    origin = origins(env, ("image", "tag"))[0]

    assert (origin.path, origin.line, origin.source, origin.value) == ("envs/app/image.json", 2, '"tag": "v1",', "v1")


def test_a_tag_that_the_settings_say_is_not_the_pin_s(root: Path) -> None:
    found = said(root, 'class Staging(Shared):\n    image = Image("example/app", tag="v2")\n', "image.tag")

    assert found[0].source == 'image = Image("example/app", tag="v2")'


OF_ENV = (
    "Environment variables, beside those of `external_secrets` and `config_maps`. `$(NAME)` in a text stands for "
    "another variable, a secret too, in whatever order they are said."
)


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("hpa", "Lets the number of pods follow their load."),
        ("hpa.max_replicas", "Most pods the autoscaler may run."),
        ("cron_jobs.job.schedule", "Five fields: minute hour day-of-month month weekday."),
        ("env.A", OF_ENV),
    ],
)
def test_documentation_is_that_of_the_innermost_field(setting: str, text: str, root: Path) -> None:
    write(root, {"envs/app.py": f"{HEADER}class Staging(Shared):\n    pass\n"})
    env = environment("app.Staging")

    assert documentation(env, parse_setting(setting, env)) == text


VOCABULARY = '''
from constructs_lib.settings import *

class Queue(Environment, vocabulary=True):
    """What a queue says."""

    depth: int = 3
    """How many messages wait."""
    scaling: Hpa = Hpa(
        max_replicas=2,
        target_cpu_utilization_percentage=50,
    )
    """How far it scales."""
    cluster: str = "https://queues.example.com"
    resources: Resources = Resources()
'''
QUEUE = """
from constructs_lib.settings import Namespace
from envs.vocabularies import Queue

class Base(Queue):
    namespace = Namespace("app")
    depth = 4

class Staging(Base):
    pass
"""


@pytest.fixture
def queue(root: Path) -> Environment:
    """An environment that speaks a vocabulary of the project's own."""
    write(root, {"envs/vocabularies.py": VOCABULARY, "envs/app.py": QUEUE})
    return environment("app.Staging")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("depth", ["assigned Base: depth = 4", "default Queue: depth: int = 3"]),
        ("scaling", ["default Queue: scaling: Hpa = Hpa("]),
        ("scaling.max_replicas", ["default Queue: max_replicas=2,"]),
        ("scaling.min_replicas", ["default Hpa: min_replicas: Pods = 1"]),
        (
            "cluster",
            [
                'default Queue: cluster: str = "https://queues.example.com"',
                "default Environment: cluster: Cluster = IN_CLUSTER",
            ],
        ),
    ],
)
def test_a_default_of_a_vocabulary_of_one_s_own_is_a_default(
    setting: str, expected: list[str], queue: Environment
) -> None:
    lines = origins(queue, parse_setting(setting, queue))

    assert [f"{line.kind} {line.class_name}: {line.source}" for line in lines] == expected


def test_a_default_of_a_vocabulary_of_one_s_own_is_a_line_of_its_file(queue: Environment) -> None:
    [origin] = origins(queue, ("scaling", "max_replicas"))

    assert (origin.path, origin.line, origin.value) == ("envs/vocabularies.py", 10, 2)


def test_a_default_that_a_vocabulary_takes_back_is_no_origin(root: Path) -> None:
    narrow = "\n\nclass Narrow(Queue, vocabulary=True):\n    depth: int\n"
    app = QUEUE.replace("Queue", "Narrow")
    write(root, {"envs/vocabularies.py": VOCABULARY + narrow, "envs/app.py": app})

    assert [origin.source for origin in origins(environment("app.Staging"), ("depth",))] == ["depth = 4"]


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("depth", "How many messages wait."),
        ("scaling.max_replicas", "Most pods the autoscaler may run."),
        (
            "cluster",
            (
                "The cluster, as Argo CD knows it; the default is the one that Argo CD runs in. Elsewhere a name that "
                "tells it from other clusters: nothing renders it."
            ),
        ),
    ],
)
def test_documentation_stands_where_the_setting_is_declared(setting: str, text: str, queue: Environment) -> None:
    assert documentation(queue, parse_setting(setting, queue)) == text


@pytest.mark.parametrize(
    ("registry", "name", "line"),
    [
        ('ENVIRONMENTS = {\n    "app": {\n        "staging": 0,\n    },\n}\n', "app_name", 2),
        ('ENVIRONMENTS = {\n    "app": {\n        "staging": 0,\n    },\n}\n', "env_name", 3),
        ('APP = {\n    "staging": 0,\n}\nENVIRONMENTS = {"app": APP}\n', "env_name", 4),
        ("ENVIRONMENTS = dict([])\n", "app_name", 1),
        ("", "env_name", 1),
    ],
)
def test_the_names_come_from_the_registry(registry: str, name: str, line: int, root: Path) -> None:
    write(root, {"envs/__init__.py": registry, "envs/app.py": f"{HEADER}class Staging(Shared):\n    pass\n"})
    with imported(root):
        env = environment("app.Staging")

        [origin] = origins(env, parse_setting(name, env))

    assert (origin.class_name, origin.path, origin.line, origin.kind) == ("envs", "envs/__init__.py", line, "assigned")
    assert origin.value == getattr(env, name)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Environment, ...]]:
    """The repository's own environments, from a copy: whatever is planted beside them cannot be meant."""
    root = copy_of_envs(tmp_path_factory.mktemp("own"))
    with imported(root):
        yield load(root)


def test_every_setting_of_the_repository_s_own_environments_has_an_origin(own: tuple[Environment, ...]) -> None:
    """Leaves, and all that they stand in."""
    paths = [(env, path[:depth]) for env in own for path, _ in leaves(env) for depth in range(1, len(path) + 1)]

    assert [format_setting(path) for env, path in paths if not origins(env, path)] == []


def test_every_literal_of_the_repository_s_own_environments_stands_in_its_line(own: tuple[Environment, ...]) -> None:
    wrong = []
    for env in own:
        for path, value in leaves(env):
            origin = origins(env, path)[0]
            here = origin.source == origin.file.read_text(encoding="utf-8").splitlines()[origin.line - 1].strip()
            text = json.dumps(value) if isinstance(value, str) else repr(value)
            key = str(path[-1])
            if not here or not (text in origin.source or key in origin.source or "NONE" in origin.source):
                wrong.append((format_setting(path), value, origin.source))

    assert wrong == []


@pytest.mark.slow
def test_a_change_of_the_deciding_line_changes_the_setting(tmp_path: Path) -> None:
    """Says every literal of the repository's own settings otherwise, one at a time, on the line that decides it."""
    root = copy_of_envs(tmp_path)
    unheard = []
    for index, path, value, origin in _literals(root):
        literal = json.dumps(value) if isinstance(value, str) else repr(value)
        other = f"{literal[:-1]}0{literal[-1]}"
        text = origin.file.read_text(encoding="utf-8")
        rows = text.split("\n")
        rows[origin.line - 1] = rows[origin.line - 1].replace(literal, other)
        origin.file.write_text("\n".join(rows), encoding="utf-8")
        said = complaint(root)
        blamed = said.startswith(f"{origin.path}:{origin.line}: ") or other.strip('"') in said
        if not (blamed if said else value_of(root, index, path) != value):
            unheard.append((format_setting(path), said))
        origin.file.write_text(text, encoding="utf-8")

    assert unheard == []


def _literals(root: Path) -> list[tuple[int, SettingPath, object, Origin]]:
    with imported(root):
        every = [(n, p, v, origins(env, p)[0]) for n, env in enumerate(load(root)) for p, v in leaves(env)]
    texts = [row for row in every if row[3].path.endswith(".py") and row[3].path.startswith("envs/")]
    return [row for row in texts if (json.dumps(row[2]) if isinstance(row[2], str) else repr(row[2])) in row[3].source]


def value_of(root: Path, index: int, path: SettingPath) -> object:
    with imported(root):
        return value_at(load(root)[index], path)


def test_every_setting_can_be_written_and_read_back(own: tuple[Environment, ...]) -> None:
    paths = [(env, path) for env in own for path, _ in leaves(env)]

    assert [parse_setting(format_setting(path), env) for env, path in paths] == [path for _, path in paths]


def test_every_setting_of_the_vocabulary_is_documented() -> None:
    modules = Modules()
    vocabularies = [kind for kind in vars(settings).values() if isinstance(kind, type) and is_vocabulary(kind)]
    texts = {
        f"{kind.__name__}.{name}": binding.documentation
        for kind in vocabularies
        for name in settings_of(kind)
        for cls in kind.__mro__
        if (scope := modules.class_(cls))
        for binding in scope.bindings(name)
        if isinstance(binding.statement, ast.AnnAssign)
    }

    assert {name.partition(".")[2] for name in texts} >= {"port", "hpa", "waivers"}
    assert [name for name, text in texts.items() if not text] == []
