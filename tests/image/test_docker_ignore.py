"""The reader of .dockerignore files reads them as Docker does."""

from __future__ import annotations

import pytest

from tests.image.docker_ignore import DockerIgnore


@pytest.mark.parametrize(
    ("text", "path", "through"),
    [
        ("", "a", True),
        ("# a\n", "a", True),
        ("*", "a", False),
        ("*", "a/b", False),
        ("a", "a/b", False),
        ("/a", "a/b", False),
        ("b", "a/b", True),
        ("**/b", "a/b", False),
        ("**/b", "b", False),
        ("**/.*", "a/.b/c", False),
        ("*.md", "a/b.md", True),
        ("a?", "ab", False),
        ("*\n!a/b", "a/b/c", True),
        ("*\n!a/b", "a/c", False),
        ("*\n!a\na/b", "a/b/c", False),
        ("!a\n*", "a", False),
    ],
)
def test_the_last_pattern_that_fits_decides(text: str, path: str, through: bool) -> None:
    assert DockerIgnore(text).lets_through(path) is through
