"""docs/settings.md says all that the vocabulary says: every class, field, type and default, in words."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

import constructs_lib.settings as vocabulary
from charts import CHARTS
from constructs_lib.settings.layers import settings_of
from tools.settings_reference import SETTINGS, page, words
from tools.settings_source import Vocabulary

SOURCE = Vocabulary(SETTINGS)
TEXT = page()
REACHED = SOURCE.reached()
KINDS = [kind.name for kind in SOURCE.vocabularies()]
VALUES = sorted(REACHED & SOURCE.values.keys())


def test_every_vocabulary_is_found_in_the_source() -> None:
    assert set(KINDS) >= {vocabulary.Environment.__name__, *(kind.__name__ for kind in CHARTS)}


@pytest.mark.parametrize("name", KINDS)
def test_every_setting_is_found_in_the_source(name: str) -> None:
    names = {field.name for field in SOURCE.fields(name)} - {field.name for field in SOURCE.fields("Settings")}

    assert names == set(settings_of(getattr(vocabulary, name)))


@pytest.mark.parametrize("name", VALUES)
def test_every_field_of_a_value_is_found_in_the_source(name: str) -> None:
    """Those that it has from the classes above it, too."""
    made = getattr(vocabulary, name)

    assert {field.name for field in SOURCE.fields(name)} == {field.name for field in dataclasses.fields(made)}


@pytest.mark.parametrize("name", VALUES)
def test_every_field_is_documented(name: str) -> None:
    assert [field.name for field in SOURCE.fields(name) if not field.documentation] == []


@pytest.mark.parametrize("name", KINDS)
def test_every_setting_is_documented(name: str) -> None:
    assert [field.name for field in SOURCE.fields(name) if not field.documentation] == []


@pytest.mark.parametrize("name", sorted(REACHED))
def test_every_name_that_a_type_leads_to_has_a_heading(name: str) -> None:
    assert f"\n### {name}\n" in TEXT


@pytest.mark.parametrize(
    ("annotation", "told"),
    [
        ("str", "text"),
        ("Seq[Cidr]", "list of [Cidr](#cidr)"),
        ("Map[DnsLabel, Port] | None", "mapping of [DnsLabel](#dnslabel) to [Port](#port) or None"),
        ("Literal['a', 'b']", '`"a"` or `"b"`'),
        ("Annotated[int, Bounds(ge=1, le=100)]", "whole number from 1 to 100"),
        ("Natural", "whole number from 0"),
        ("Annotated[Any, Check(check_plain)]", "plain data"),
    ],
)
def test_a_type_in_words(annotation: str, told: str) -> None:
    assert words(ast.parse(annotation, mode="eval").body, SOURCE) == told


@pytest.mark.parametrize("annotation", ["float", "Callable[[], None]"])
def test_a_type_without_words_is_refused(annotation: str) -> None:
    """It would otherwise stand on the page as Python."""
    with pytest.raises(ValueError, match=r"tools/settings_reference\.py has no words for this type; add them"):
        words(ast.parse(annotation, mode="eval").body, SOURCE)


SAMPLE = '''
class Base:
    """A base."""

    late: int = 3
    """From the base."""
    said: str = "x"
    """Said anew below."""


class Thing(Base):
    """A thing | of two."""

    path: str = field(kw_only=False)
    """Its subject."""
    said: str
    """Required here."""
    parts: Seq[str] = ("a",)
    """Two
    lines."""


class Environment(Settings, vocabulary=True):
    """All."""

    # The first group.
    thing: Thing = Thing("p", late=4)
    """A thing."""
    # The second group.
    names: Map[str, str] = NONE
    """Names."""


class Special(Environment, vocabulary=True):
    """More."""

    # The third group.
    more: bool = False
    """More of it."""
'''


def test_a_page_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.py").write_text(SAMPLE)

    text = page(tmp_path)

    assert text.partition("\n## ")[2] == (
        "Environment\n\nAll.\n\n"
        "### The first group\n\n"
        "| name | type | default | what it does |\n|---|---|---|---|\n"
        '| `thing` | [Thing](#thing) | `Thing("p", late=4)` | A thing. |\n\n'
        "### The second group\n\n"
        "| name | type | default | what it does |\n|---|---|---|---|\n"
        "| `names` | mapping of text to text | `{}` | Names. |\n\n"
        "## Special\n\nMore. Extends [Environment](#environment).\n\n"
        "### The third group\n\n"
        "| name | type | default | what it does |\n|---|---|---|---|\n"
        "| `more` | True or False | `False` | More of it. |\n\n"
        "## Values\n\n### Thing\n\nA thing | of two.\n\n"
        "| name | type | default | what it does |\n|---|---|---|---|\n"
        "| `path` | text | *first* | Its subject. |\n"
        "| `late` | whole number | `3` | From the base. |\n"
        "| `said` | text | required | Required here. |\n"
        '| `parts` | list of text | `["a"]` | Two lines. |\n\n'
        "## Kinds of text and numbers\n"
    )
