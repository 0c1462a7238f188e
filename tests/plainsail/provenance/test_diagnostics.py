"""Exceptions as one line: which line is told, and what when no line of the project is to diagnose."""

import importlib
import types
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from constructs_lib.settings import Hpa, SettingsError, WebService
from plainsail.errors import ProjectError
from plainsail.provenance import diagnostics
from plainsail.provenance.diagnostics import diagnose
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import complaint, copy_of_envs, write

FAULT = "this is a fault of plainsail, not of your settings: PLAINSAIL_TRACEBACK=1 shows where"


def raised(act: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - whatever it is, it is to become a line
        act()
    return caught.value


def run_file(root: Path, path: str, text: str) -> str:
    """What is said when a file of the project, run as a module, fails."""
    write(root, {path: text})
    code = compile(text, str(root / path), "exec")
    names = {"__name__": path.removesuffix(".py").replace("/", "."), "__file__": str(root / path)}
    with imported(root):
        return diagnose(raised(lambda: exec(code, names)), root)  # noqa: S102 - that is how modules are imported


def test_a_mistake_that_no_line_of_the_project_made_is_the_message_alone(tmp_path: Path) -> None:
    error = raised(lambda: Hpa(max_replicas=0, target_cpu_utilization_percentage=1))

    assert diagnose(error, tmp_path) == "max_replicas=0 is below 1"


def test_a_class_that_no_file_made_is_the_message_alone(tmp_path: Path) -> None:
    error = raised(
        lambda: types.new_class("Made", (WebService,), {}, lambda names: names.update(hpaa=1, __module__="nowhere"))
    )

    assert diagnose(error, tmp_path) == "Made.hpaa is not a setting; did you mean 'hpa'?"


def test_a_class_that_a_function_makes_is_told_by_the_line_that_makes_it(tmp_path: Path) -> None:
    text = "from constructs_lib.settings import *\ndef make():\n    class Made(WebService):\n        hpaa = 1\nmake()\n"

    assert run_file(tmp_path, "envs/a.py", text) == "envs/a.py:3: Made.hpaa is not a setting; did you mean 'hpa'?"


def test_an_unexpected_error_is_called_a_fault_of_the_tool(tmp_path: Path) -> None:
    assert diagnose(raised(lambda: {"a": 1}["x"]), tmp_path) == f"KeyError: there is no 'x' here; {FAULT}"


def test_a_fault_in_a_construct_of_the_library_names_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a project that is the library's own repository, too."""
    monkeypatch.setattr(diagnostics, "_INSTALLED", (tmp_path,))
    said = run_file(tmp_path, "constructs_lib/web_app.py", "x = 1\n1 / 0\n")

    assert said == f"constructs_lib/web_app.py:2: ZeroDivisionError: division by zero; {FAULT}"


@pytest.mark.parametrize("path", ["constructs_lib/queue.py", "queues/queue.py", "checks/no_queue.py"])
def test_a_mistake_in_code_of_the_project_s_own_is_no_fault_of_the_tool(path: str, tmp_path: Path) -> None:
    assert run_file(tmp_path, path, "x = 1\n1 / 0\n") == f"{path}:2: division by zero"


@pytest.mark.parametrize("path", [".venv/lib/queues.py", "imports/queues.py"])
def test_what_is_installed_or_generated_in_the_project_is_not_what_people_wrote(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "_INSTALLED", (tmp_path / ".venv",))
    write(tmp_path, {path: "def drawn(n):\n    return 1 / n\n", "charts/web.py": ""})
    text = f"import runpy\nrunpy.run_path({str(tmp_path / path)!r})['drawn'](0)\n"

    assert run_file(tmp_path, "charts/web.py", text) == "charts/web.py:2: division by zero"


def test_a_construct_of_the_project_s_own_is_told_before_the_chart_that_draws_it(tmp_path: Path) -> None:
    write(tmp_path, {"queues.py": "def drawn(sizes):\n    return sizes['smal']\n"})
    text = "import queues\nqueues.drawn({'small': 1})\n"

    assert run_file(tmp_path, "charts/web.py", text) == "queues.py:2: there is no 'smal' here; did you mean 'small'?"


def test_a_default_of_the_project_s_own_is_told_where_no_class_says_the_setting(tmp_path: Path) -> None:
    vocabulary = "class Queue(Environment, vocabulary=True):\n    depth: int = 3\n"
    text = f"from constructs_lib.settings import *\n{vocabulary}class A(Queue):\n    pass\n"
    write(tmp_path, {"envs/__init__.py": "", "envs/a.py": text})
    with imported(tmp_path):
        owner = importlib.import_module("envs.a").A

        assert diagnose(SettingsError("not so", path=("depth",), owner=owner), tmp_path) == "envs/a.py:3: not so"


def test_what_the_tool_says_itself_stays_as_it_is(tmp_path: Path) -> None:
    assert diagnose(ProjectError("envs/__init__.py:3: app has no environments"), tmp_path) == (
        "envs/__init__.py:3: app has no environments"
    )


def test_what_the_command_line_says_stays_as_it_is(tmp_path: Path) -> None:
    assert diagnose(click.ClickException("say DIR"), tmp_path) == "say DIR"


def test_a_file_that_cannot_be_written_is_no_fault_of_the_tool(tmp_path: Path) -> None:
    error = raised(lambda: (tmp_path / "a" / "b").write_text("x", encoding="utf-8"))

    assert diagnose(error, tmp_path) == f"{tmp_path}/a/b: no such file or directory"


def test_a_project_without_settings_is_told_what_is_missing(tmp_path: Path) -> None:
    assert diagnose(ModuleNotFoundError("No module named 'envs'", name="envs"), tmp_path) == (
        f"there is no envs/__init__.py in {tmp_path}; it registers what there is"
    )


def test_charts_are_blamed_as_settings_are(tmp_path: Path) -> None:
    said = run_file(tmp_path, "charts/web.py", "shapes = {'web': 1}\nshapes['wbe']\n")

    assert said == "charts/web.py:2: there is no 'wbe' here; did you mean 'web'?"


def test_a_key_without_a_near_one_is_told_what_there_is(tmp_path: Path) -> None:
    said = run_file(tmp_path, "charts/web.py", "shapes = {'web': 1, 'job': 2}\nshapes['x']\n")

    assert said == "charts/web.py:2: there is no 'x' here; there are: web, job"


def test_the_last_line_of_the_project_is_told(tmp_path: Path) -> None:
    said = run_file(tmp_path, "charts/web.py", "def shape(n):\n    return 1 // n\n\nshape(0)\n")

    assert said == "charts/web.py:2: integer division or modulo by zero"


def test_a_line_that_leads_into_the_tool_says_how_to_see_more(tmp_path: Path) -> None:
    said = run_file(tmp_path, "charts/web.py", "from plainsail.table import table\ntable([('a',), ('b', 'c')])\n")

    assert said.startswith("charts/web.py:2: zip() ")
    assert said.endswith("; PLAINSAIL_TRACEBACK=1 shows where")


def test_only_the_first_line_of_a_message_is_told(tmp_path: Path) -> None:
    said = run_file(tmp_path, "charts/web.py", "raise RuntimeError('The kernel said no.\\n  at Object.x (a.js:1)')\n")

    assert said == "charts/web.py:1: the kernel said no"


def test_an_exception_without_a_message_is_its_name_in_words(tmp_path: Path) -> None:
    assert run_file(tmp_path, "charts/web.py", "raise AssertionError\n") == "charts/web.py:1: assertion error"


def test_a_mistake_several_calls_deep_in_a_function_names_the_keyword(tmp_path: Path) -> None:
    function = "def small(n):\n    return Compute(\n        cpu=n,\n    )\n"
    text = f"from constructs_lib.settings import Compute\n{function}small('x')\n"

    assert run_file(tmp_path, "charts/web.py", text) == (
        "charts/web.py:4: cpu='x' is not a quantity; write CPU as '100m' or '2', memory as '64Mi' or '1Gi'"
    )


def test_columns_count_bytes_as_python_does(tmp_path: Path) -> None:
    text = "from constructs_lib.settings import Hpa\nx = ['é', Hpa(\n    max_replicas='1')]\n"

    assert run_file(tmp_path, "charts/web.py", text) == (
        "charts/web.py:3: max_replicas='1' is text; write the number without quotes"
    )


def test_a_project_behind_a_link_is_told_by_its_own_paths(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path / "real")
    (tmp_path / "link").symlink_to(root)
    staging = root / "envs/backend/staging.py"
    staging.write_text(staging.read_text(encoding="utf-8").replace("max_replicas=1", "max_replica=1"), encoding="utf-8")
    line = staging.read_text(encoding="utf-8").split("\n").index("    hpa = change(max_replica=1)") + 1

    assert complaint(tmp_path / "link") == (
        f"envs/backend/staging.py:{line}: max_replica is not a field of Hpa; did you mean 'max_replicas'?"
    )


def test_a_path_that_leads_further_than_what_is_said_names_the_last_part(tmp_path: Path) -> None:
    text = "from constructs_lib.settings import *\nclass A(WebService):\n    env = {}\n"
    write(tmp_path, {"envs/__init__.py": "", "envs/a.py": text})
    with imported(tmp_path):
        owner = importlib.import_module("envs.a").A
        error = SettingsError("not so", path=("env", "X"), owner=owner)

        assert diagnose(error, tmp_path) == "envs/a.py:3: not so"


def test_what_is_no_file_is_in_no_folder_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`<frozen importlib._bootstrap>` would be one of `envs/`, where a command runs in that folder."""
    (tmp_path / "envs").mkdir()
    monkeypatch.chdir(tmp_path / "envs")
    with pytest.raises(ModuleNotFoundError) as raised:
        importlib.import_module("constructs_lib.no_such_module")

    assert "<frozen" not in diagnose(raised.value, tmp_path)
