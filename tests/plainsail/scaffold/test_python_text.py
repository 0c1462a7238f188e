"""A line is added to a file of Python, and nothing else in it changes."""

from __future__ import annotations

import ast
import subprocess
import sys
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainsail.project.names import entries
from plainsail.scaffold.python_text import PythonText, UnknownForm, quoted

OURS = ("envs", "constructs_lib")
REGISTRY = '''
"""Docs."""

from constructs_lib.settings import Environment
from envs.backend import production, staging

# A comment.
ENVIRONMENTS: dict[str, dict[str, type[Environment]]] = {
    # Of the shop.
    "backend": {"staging": staging.Staging, "production": production.Production},  # two
    "web": {
        "staging": staging.Staging,  # the first

        "production": production.Production
    },
}
'''


def file(text: str, *, width: int = 120) -> PythonText:
    return PythonText("envs/__init__.py", dedent(text).lstrip("\n"), width=width)


def mapping(text: PythonText, *keys: str) -> ast.Dict:
    node = text.assigned("A") or text.assigned("ENVIRONMENTS")
    for key in keys:
        node = (entries(node) or {})[key]
    assert isinstance(node, ast.Dict)
    return node


def added(before: str, after: str) -> list[str]:
    """The lines that are new, where all old ones are still there, in their order."""
    lines, new = iter(before.splitlines()), []
    line = next(lines, None)
    for candidate in after.splitlines():
        if candidate == line:
            line = next(lines, None)
        else:
            new.append(candidate)
    assert line is None, f"{line!r} is gone"
    return new


def test_an_entry_with_a_line_of_its_own_stands_in_its_order() -> None:
    text = file(REGISTRY)

    made = text.with_entry(mapping(text), '"crm"', "{}", rows=True)

    assert added(text.text, made.text) == ['    "crm": {},']
    assert list(entries(made.assigned("ENVIRONMENTS")) or {}) == ["backend", "crm", "web"]


def test_the_first_and_the_last_entry() -> None:
    text = file(REGISTRY)

    made = text.with_entry(mapping(text), '"admin"', "{}", rows=True)
    made = made.with_entry(mapping(made), '"zoo"', "{}", rows=True)

    assert added(text.text, made.text) == ['    "admin": {},', '    "zoo": {},']
    assert list(entries(made.assigned("ENVIRONMENTS")) or {}) == ["admin", "backend", "web", "zoo"]


def test_an_entry_behind_one_without_a_comma() -> None:
    text = file(REGISTRY)

    made = text.with_entry(mapping(text, "web"), '"qa"', "qa.Qa")

    assert '        "production": production.Production,\n        "qa": qa.Qa,\n    },\n' in made.text
    assert "# the first" in made.text


def test_an_entry_within_a_line() -> None:
    text = file(REGISTRY)

    made = text.with_entry(mapping(text, "backend"), '"qa"', "qa.Qa")

    line = '    "backend": {"staging": staging.Staging, "production": production.Production, "qa": qa.Qa},  # two'
    assert line in made.text.splitlines()


def test_a_line_that_would_be_too_long_becomes_several() -> None:
    text = file(REGISTRY, width=88)

    made = text.with_entry(mapping(text, "backend"), '"qa"', "qa.Qa")

    assert added(text.text.replace(mapping_line(text), ""), made.text)[:5] == [
        '    "backend": {',
        '        "staging": staging.Staging,',
        '        "production": production.Production,',
        '        "qa": qa.Qa,',
        "    },  # two",
    ]


def mapping_line(text: PythonText) -> str:
    return next(f"{line}\n" for line in text.text.splitlines() if '"backend"' in line)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A = {}", 'A = {\n    "b": 1,\n}\n'),
        ('A = {"a": 0}', 'A = {\n    "a": 0,\n    "b": 1,\n}\n'),
        ('A = {\n    "a": 0\n}', 'A = {\n    "a": 0,\n    "b": 1,\n}\n'),
        ('A = {\n    "a": 0  # x, y\n}', 'A = {\n    "a": 0,  # x, y\n    "b": 1,\n}\n'),
        ("A = {  # none\n}", 'A = {  # none\n    "b": 1,\n}\n'),
        ('A = {\n    "é": 0, "c": 2,\n}', 'A = {\n    "é": 0, "c": 2,\n    "b": 1,\n}\n'),
        ('A = {\n    "d": {\n        "x": 1},\n}', 'A = {\n    "b": 1,\n    "d": {\n        "x": 1},\n}\n'),
    ],
)
def test_forms_of_a_mapping(before: str, after: str) -> None:
    text = PythonText("a.py", before)

    assert text.with_entry(mapping(text), '"b"', "1", rows=True).text == after


@pytest.mark.parametrize("before", ['A = {"d": {\n    "x": 1}}', 'A = {"a": 1, "c": [\n    2], "d": 3}'])
def test_a_mapping_in_another_form_is_left_alone(before: str) -> None:
    text = PythonText("a.py", before)

    with pytest.raises(UnknownForm, match=r"^a\.py:1: is not in a form to which an entry can be added$"):
        text.with_entry(mapping(text), '"b"', "1", rows=True)


@pytest.mark.parametrize(
    ("module", "name", "alias", "line", "before"),
    [
        (
            "envs.admin",
            "staging",
            "admin_staging",
            "from envs.admin import staging as admin_staging",
            "from envs.backend",
        ),
        ("envs.web", "staging", "web_staging", "from envs.web import staging as web_staging", ""),
        ("envs.backend", "qa", None, "from envs.backend import production, qa, staging", ""),
        ("envs.backend2", "a", None, "from envs.backend2 import a", ""),
        ("envs.back_office", "a", None, "from envs.back_office import a", "from envs.backend"),
    ],
)
def test_imports_stand_in_their_order(module: str, name: str, alias: str | None, line: str, before: str) -> None:
    text = file(REGISTRY)

    made = text.with_import(module, name, alias, ours=OURS).text

    lines = made.splitlines()
    assert line in lines
    assert lines[lines.index(line) + 1].startswith(before)
    assert "# A comment." in lines


def test_a_block_of_its_own_where_the_library_is_installed() -> None:
    text = file('"""Docs."""\n\nfrom constructs_lib.settings import Environment\n\nA: dict[str, Environment] = {}\n')

    made = text.with_import("envs.admin", "staging", ours=["envs"]).text

    assert "import Environment\n\nfrom envs.admin import staging\n\nA" in made


@pytest.mark.parametrize("text", ["", '"""Docs."""\n', "A = {}\n"])
def test_the_first_import_of_a_file(text: str) -> None:
    made = PythonText("a.py", text).with_import("envs.admin", "staging", ours=OURS).text

    assert "from envs.admin import staging\n" in made


def test_names_among_comments_are_left_alone() -> None:
    text = file("from envs.backend import (\n    production,  # the real one\n    staging,\n)\n")

    with pytest.raises(UnknownForm, match=r"^envs/__init__.py:1: holds comments among its names$"):
        text.with_import("envs.backend", "qa", ours=OURS)


def test_a_long_import_is_written_over_several_lines() -> None:
    text = file("from envs.backend import production, staging\n", width=50)

    made = text.with_import("envs.backend", "preview", ours=OURS).text

    assert made == "from envs.backend import (\n    preview,\n    production,\n    staging,\n)\n"


def test_ends_of_lines_stay_as_they_are() -> None:
    text = PythonText("a.py", 'from envs.a import b\r\n\r\nA = {\r\n    "a": b,\r\n}\r\n')

    made = text.with_import("envs.c", "d", ours=OURS)
    made = made.with_entry(mapping(made), '"b"', "d", rows=True)

    assert made.text.count("\n") == made.text.count("\r\n") == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A = {", "a.py:1: Python cannot read it; correct it"),
        ("<<<<<<< a\n", "a.py:1: Python cannot read it; correct it"),
    ],
)
def test_what_python_cannot_read(text: str, said: str) -> None:
    with pytest.raises(UnknownForm) as caught:
        PythonText("a.py", text)

    assert str(caught.value) == said


@pytest.mark.parametrize(
    "text", ["A = f()", "A = {}\nA = {}", "A: dict", "A, B = 1, {}", "if x:\n    A = {}", "A |= {}"]
)
def test_a_value_that_is_not_written_out(text: str) -> None:
    node = PythonText("a.py", text).assigned("A")

    assert entries(node) is None


def test_entries_of_what_is_no_plain_mapping() -> None:
    for text in ("A = {**B}", "A = {B: 1}", "A = {1: 1}", 'A = {"a": 1, "a": 2}'):
        assert entries(PythonText("a.py", text).assigned("A")) is None


NAMES = st.from_regex(r"[a-z]([a-z0-9-]{0,12}[a-z0-9])?", fullmatch=True)


@given(apps=st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=3, unique=True), min_size=1, max_size=5))
def test_whatever_is_added_one_by_one_reads_as_if_it_were_written_at_once(apps: dict[str, list[str]]) -> None:
    text = PythonText("a.py", "A = {}\n")
    for app, envs in apps.items():
        text = text.with_entry(mapping(text), quoted(app), "{}", rows=True)
        for env in envs:
            text = text.with_entry(mapping(text, app), quoted(env), repr(env))

    assert ast.literal_eval(ast.unparse(mapping(text))) == {
        app: {env: env for env in envs} for app, envs in apps.items()
    }
    assert list(entries(text.assigned("A")) or {}) == sorted(apps)


@settings(max_examples=25)
@given(modules=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6, unique=True))
def test_imports_are_as_ruff_sorts_them(modules: list[tuple[str, str]]) -> None:
    text = PythonText("envs/__init__.py", '"""Docs."""\n')
    for app, env in modules:
        package, module = app.replace("-", "_"), env.replace("-", "_")
        text = text.with_import(f"envs.p_{package}", module, f"{package}_{module}", ours=OURS)
    text_again = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "I", "--fix-only", "--quiet", "-"],
        input=text.text,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert text_again == text.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A = ()", 'A = ("b",)\n'),
        ('A = ("c",)', 'A = (\n    "b",\n    "c",\n)\n'),
        ('A = [\n    "a",  # first\n]', 'A = [\n    "a",  # first\n    "b",\n]\n'),
        ('A = ("a", "c")', 'A = (\n    "a",\n    "b",\n    "c",\n)\n'),
        ('A = ("d", "c")', 'A = (\n    "d",\n    "c",\n    "b",\n)\n'),
        ('A = "a", "c"', 'A = (\n    "a",\n    "b",\n    "c",\n)\n'),
    ],
)
def test_forms_of_a_list(before: str, after: str) -> None:
    text = PythonText("a.py", before)
    listed = text.assigned("A")
    assert isinstance(listed, ast.Tuple | ast.List)

    assert text.with_item(listed, quoted("b")).text == after


def test_an_entry_whose_key_is_a_name() -> None:
    text = PythonText("a.py", "A = {\n    Alpha: 1,\n    Gamma: 3,\n}\n")

    made = text.with_entry(mapping(text), "Beta", "2", rows=True)

    assert made.text == "A = {\n    Alpha: 1,\n    Beta: 2,\n    Gamma: 3,\n}\n"


def test_a_class_stands_two_lines_behind_what_is_there() -> None:
    assert PythonText("a.py", "x = 1").with_class("class B:\n    pass\n").text == "x = 1\n\n\nclass B:\n    pass\n"
