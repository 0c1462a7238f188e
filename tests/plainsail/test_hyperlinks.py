"""Which terminals get links, and what becomes one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plainsail.hyperlinks import are_known, linked

LINK = re.compile(r"\x1b]8;;file://[^/]*([^#]+)#(\d+)\x1b\\(.*?)\x1b]8;;\x1b\\")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "alacritty"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5000"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "odd"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm"}, False),
        ({"TERM": "dumb", "TERM_PROGRAM": "vscode"}, False),
        ({"TERM": "xterm-kitty", "CI": "true"}, False),
        ({"TERM": "xterm-256color", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, True),
    ],
)
def test_a_terminal_is_known_by_what_it_says_of_itself(said: dict[str, str], known: bool) -> None:
    assert are_known(said) is known


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a file that can be linked to."""
    (tmp_path / "envs").mkdir()
    (tmp_path / "envs/base é.py").write_text("", encoding="utf-8")
    (tmp_path / "envs/base.py").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "text",
    ["set by  envs/base.py:16  a = 1", "(envs/base.py:16)", "\x1b[1menvs/base.py:16\x1b[0m", "at envs/base.py:16, too"],
)
def test_a_place_in_a_file_that_is_there_is_a_link(text: str, project: Path) -> None:
    shown = linked(text, [project])

    assert LINK.findall(shown) == [(str(project / "envs/base.py"), "16", "envs/base.py:16")]
    assert LINK.sub(r"\3", shown) == text


@pytest.mark.parametrize(
    "text", ["envs/gone.py:16", "envs/base.py", "nginx:1.27", "10.0.0.1:80", "envs/base.py:16:2", "my-envs/base.py:16"]
)
def test_all_else_is_left_alone(text: str, project: Path) -> None:
    assert linked(text, [project]) == text


def test_a_name_cannot_end_its_address(project: Path) -> None:
    odd = project / "a\x1b\\ b"
    odd.mkdir()
    (odd / "x.py").write_text("", encoding="utf-8")

    assert linked("x.py:1", [odd]).count("\x1b") == 4
