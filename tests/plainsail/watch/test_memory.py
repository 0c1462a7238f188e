"""Between two rounds code stays in memory, and no setting does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.plainsail.clones import ROOT

CODE = """
import sys
from pathlib import Path
from plainsail.watch.memory import import_code

import_code(Path(sys.argv[1]), ["envs.backend", "charts", "charts.own", "json.tool"])
wanted = ("charts", "envs", "helper", "json.tool")
print(sorted(name for name in sys.modules if name.startswith(wanted)))
"""


def kept(project: Path, chart: str) -> str:
    """What is in memory once a project was imported whose chart reads this."""
    texts = {
        "envs/__init__.py": "",
        "envs/backend.py": "import helper\nclass Backend: ...",
        "helper.py": "",
        "cdk8s.yaml": "",
    }
    for path, text in {**texts, "charts/__init__.py": "", "charts/own.py": chart}.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(project)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_code_stays_and_settings_go(tmp_path: Path) -> None:
    assert kept(tmp_path, "import json") == "['charts', 'charts.own', 'json.tool']"


def test_charts_that_hold_settings_go_with_them(tmp_path: Path) -> None:
    """They would draw a vocabulary that the next round does not know."""
    assert kept(tmp_path, "from envs import backend") == "['json.tool']"


def test_a_class_of_settings_is_one_of_them(tmp_path: Path) -> None:
    assert kept(tmp_path, "from envs.backend import Backend") == "['json.tool']"
