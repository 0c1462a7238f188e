"""Every mistake in settings is one line: where, what was said, what is true, what to do."""

from pathlib import Path

import pytest

from tests.plainsail.projects import cases, complaint, copy_of_envs

STAGING = "envs/backend/staging.py"
HEADER = '''"""Staging, with a mistake on the line that says so."""

from dataclasses import dataclass

from constructs_lib.settings import *
from envs import shared
from envs.backend.base import Base


class Staging(shared.Staging, Base):
'''

IN_STAGING = cases("mistakes.txt")


@pytest.mark.parametrize("case", IN_STAGING.values(), ids=IN_STAGING)
def test_a_mistake_in_an_environment(case: str, tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    said, _, message = case.partition("\n= ")
    text = f"{HEADER}{said}\n"
    (root / STAGING).write_text(text, encoding="utf-8")
    line = next(number for number, content in enumerate(text.split("\n"), 1) if "# <-" in content)

    assert complaint(root) == f"{STAGING}:{line}: {message}"


BASE, SHARED, PRODUCTION = "envs/backend/base.py", "envs/shared.py", "envs/backend/production.py"
CLASS = "class Production(shared.Production, Base):"

SIZED = """
def sized(most):
    return replace(
        Base.hpa,
        min_replicas=most,  # <-
    )


"""

ELSEWHERE = {
    # Each: the file, what stands there, what stands there instead, what is said.
    "a mistake in the parent": (
        BASE,
        [("    port = 80\n", "    port = '80'  # <-\n")],
        "port='80' is text; write the number without quotes",
    ),
    "a bad value deep in the parent": (
        BASE,
        [('time_zone="Europe/Paris",', "time_zone=7,  # <-")],
        "time_zone=7 is not text; put it in quotes",
    ),
    "a mix-in that changes what cannot be": (
        SHARED,
        [
            ("    Replicated,\n", "    Deployed,\n    Replicated,\n"),
            ("class Staging(Workload)", "class Staging(Deployed)"),
            ('    env = change({"APP_LOG_LEVEL": "debug"})', "    hpa = change(min_replicas=9)  # <-"),
        ],
        "min_replicas=9 is above max_replicas=1",
    ),
    "a mix-in that removes what is not there": (
        SHARED,
        [
            ('change({"APP_LOG_LEVEL": "debug"})', 'change({"APP_LOG": remove})  # <-'),
            ("    change,", "    change, remove,"),
        ],
        "there is no 'APP_LOG' to remove in env; did you mean 'APP_LOG_LEVEL'?",
    ),
    "a mix-in that is no environment": (
        SHARED,
        [
            (
                "class Staging(Workload):",
                "class Debugging:  # <-\n    port = '1'\n\n\nclass Staging(Workload, Debugging):",
            ),
        ],
        "Debugging sets port but is no class of settings; write class Debugging(WebService)",
    ),
    "a constant of the wrong type": (
        BASE,
        [
            ("class Base(Replicas, WebService):", "LEVEL = 7\n\n\nclass Base(Replicas, WebService):"),
            ('"APP_LOG_LEVEL": "info",', '"APP_LOG_LEVEL": LEVEL,  # <-'),
        ],
        "APP_LOG_LEVEL=7 is not text; put it in quotes",
    ),
    "a name that is not imported": (
        PRODUCTION,
        [('ingress = change(host="backend.example.com")', "hpa = Hpa(max_replicas=3)  # <-")],
        "name 'Hpa' is not defined; write: from constructs_lib.settings import Hpa",
    ),
    "a value that the vocabulary does not know": (
        PRODUCTION,
        [("from constructs_lib.settings import change", "from constructs_lib.settings import chang  # <-")],
        "constructs_lib.settings has no chang; did you mean 'change'?",
    ),
    "a module that is not there": (
        PRODUCTION,
        [("from envs.backend.base import Base", "from envs.backend.bases import Base  # <-")],
        "there is no module envs.backend.bases; did you mean 'envs.backend.base'?",
    ),
    "parents in the wrong order": (
        PRODUCTION,
        [(CLASS, "class Production(Replicas, Base):  # <-"), ("import Base", "import Base, Replicas")],
        "Replicas, Base cannot be parents in this order; name the class that derives from the other first",
    ),
    "a class that calls itself without end": (
        PRODUCTION,
        [
            (
                CLASS,
                f"def again():\n    return again()  # <-\n\n\n{CLASS}\n    env = again()\n",
            )
        ],
        "this calls itself without end",
    ),
    "a file that is not there": (
        PRODUCTION,
        [
            (
                "class Production(shared.Production, Base):",
                "class Production(shared.Production, Base):\n    _note = open('no-such-file').read()  # <-\n",
            )
        ],
        "no-such-file: no such file or directory",
    ),
    "production imports staging, which imports production": (
        PRODUCTION,
        [
            (
                "from envs.backend.base import Base",
                "from envs.backend.base import Base\nfrom envs import ENVIRONMENTS  # <-",
            )
        ],
        "envs has no ENVIRONMENTS yet: it is being imported, and imports this file; break the circle",
    ),
    "a value made by a function": (
        PRODUCTION,
        [
            (
                "class Production(shared.Production, Base):",
                f"{SIZED}class Production(shared.Production, Base):\n    hpa = sized(9)\n",
            ),
            ("import change", "import change, replace"),
        ],
        "min_replicas=9 is above max_replicas=3",
    ),
}


@pytest.mark.parametrize(("file", "edits", "message"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_mistake_elsewhere(file: str, edits: list[tuple[str, str]], message: str, tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    text = (root / file).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (root / file).write_text(text, encoding="utf-8")
    line = next(number for number, content in enumerate(text.split("\n"), 1) if "# <-" in content)

    assert complaint(root) == f"{file}:{line}: {message}"


def test_a_missing_setting_is_told_of_the_environment_that_lacks_it(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    base = root / BASE
    said = "    pod_user = 33  # www-data: the USER of the image\n"
    base.write_text(base.read_text(encoding="utf-8").replace(said, ""), encoding="utf-8")

    message = "Production does not set pod_user, nor does a class above it; add pod_user = 1000"

    assert complaint(root) == f"{PRODUCTION}:8: {message}"


def test_the_repository_s_own_settings_hold_no_mistake(tmp_path: Path) -> None:
    assert complaint(copy_of_envs(tmp_path)) == ""


CONFLICT = """\
<<<<<<< HEAD
    hpa = change(max_replicas=1)
=======
    hpa = change(max_replicas=2)
>>>>>>> feature
"""


@pytest.mark.parametrize(
    "text",
    [f"{HEADER}{CONFLICT}", f"a = (\n{CONFLICT})\n", f"if True:\n    b = [1\n\n{CONFLICT}"],
    ids=["in a class", "within brackets", "below an open bracket"],
)
@pytest.mark.parametrize("file", [STAGING, BASE, SHARED])
def test_the_markers_of_a_merge_conflict_are_told_by_their_name(file: str, text: str, tmp_path: Path) -> None:
    """Python stumbles at other lines, and over other things."""
    root = copy_of_envs(tmp_path)
    (root / file).write_text(text, encoding="utf-8")
    line = text.split("\n").index("<<<<<<< HEAD") + 1

    assert complaint(root) == f"{file}:{line}: merge-conflict markers: settle the conflict"
