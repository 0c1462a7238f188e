"""What docs/secrets.md shows of `verify` is what it prints, with a Parameter Store behind it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plainsail.clones import environ
from tests.plainsail.parameter_store import Door, put
from tests.plainsail.secret_projects import FOLDER, KEYS
from tools.docs import followed
from tools.documents import Section, sections

pytestmark = pytest.mark.slow

SHOWN = re.compile(r"^```text\n\$ plainsail (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
STORIES = [section for section in sections("docs/secrets.md") if SHOWN.search(section.text)]


def test_there_is_something_to_compare() -> None:
    assert len(STORIES) == 2


@pytest.mark.parametrize("section", STORIES, ids=lambda section: str(section.heading))
def test_what_verify_prints_is_what_is_shown(section: Section, ssm: Door, tmp_path: Path) -> None:
    """Each section is followed first: its edits apply, what it renders is rendered."""
    put(*KEYS, f"{FOLDER}/payment_key")
    followed(section, tmp_path)

    for arguments, shown in SHOWN.findall(section.text):
        done = subprocess.run(
            [sys.executable, "-m", "plainsail", *arguments.split()],
            cwd=tmp_path,
            env=environ(AWS_ENDPOINT_URL_SSM=ssm.url),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

        assert done.stdout == shown
