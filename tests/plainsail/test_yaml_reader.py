"""YAML is read as kubectl reads it, a mistake in it has a place, and nothing in it crashes or hangs."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsail.yaml_reader import MOST_CHARACTERS, Lines, UnreadableYaml, YamlDocument, load_all, read
from tests import kubectl


def test_the_objects_of_a_file_in_order() -> None:
    """Empty documents say nothing."""
    assert load_all("---\na: 1\n---\n# nothing\n---\nb: [x]\n---\n") == [{"a": 1}, {"b": ["x"]}]


def test_an_empty_file_holds_nothing() -> None:
    """Nor is it a mistake."""
    assert load_all("") == []


def test_a_date_is_text() -> None:
    """Kubernetes knows no dates, even if they look like one that cannot be."""
    assert load_all("a: 2001-01-01\nb: 2001-99-99\n") == [{"a": "2001-01-01", "b": "2001-99-99"}]


def test_an_equals_sign_is_text() -> None:
    """PyYAML alone stumbles over it."""
    assert load_all("enum: [=, !=]".replace("!=", "'!='")) == [{"enum": ["=", "!="]}]


def told(text: str) -> list[Any]:
    """The objects and the mistakes of a text, in order."""
    return [str(result) if isinstance(result, UnreadableYaml) else result.content for result in read(text)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: c: d\n", "line 2, column 5: mapping values are not allowed in this context"),
        ("a: [1\n", "line 2, column 1: while parsing a flow sequence, did not find expected ',' or ']'"),
        ("a: 1\n---\n- x\n", "line 3, column 1: a list where an object is expected"),
        ("-\n", "line 1, column 1: a list where an object is expected"),
        ("\n5\n", "line 2, column 1: a value where an object is expected"),
        ("a: *b\n", "line 1, column 4: alias *b has no anchor above it"),
        ("a: &b {c: *b}\n", "line 1, column 11: alias *b stands within its own anchor"),
        ("a: é\nb: é\x07\n", "line 2, column 5: U+0007 is a control character; remove it"),
        ("a: 1\n---\nb: é\x07\n", "line 3, column 5: U+0007 is a control character; remove it"),
        ("a: 1\nb: \ud800\n", "line 2, column 4: half of a surrogate pair; remove it"),
        ("a: 1\n---\nb: !!bool x\n", "line 3, column 4: 'x' is no !!bool"),
        ("a: .nan\n", "line 1, column 4: JSON has no word for .nan; put it in quotes"),
        ("a: {~: 1}\n", "line 1, column 5: ~ cannot be a key; put it in quotes"),
        ("a: 1\n? [b]\n: 1\n", "line 2, column 3: a list cannot be a key"),
        ("? {b: c}\n: 1\n", "line 1, column 3: a mapping cannot be a key"),
        ("<<: 1\n", "line 1, column 5: `<<` takes a mapping, or a list of them"),
        ("a: 1\n--- {b: 1}\n", "line 2, column 4: `---` has something behind it; begin the document below"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n", "line 2, column 1: a merge conflict begins here (`<<<<<<<`)"),
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1: key 'a' is set twice: line 1 and line 3"),
        ("a: 1\n---\nb: {y: 1, 'true': 2}", "line 3, column 11: key 'true' is set twice: line 3 and line 3"),
    ],
)
def test_a_mistake_has_a_line_and_a_column(text: str, message: str) -> None:
    """The reader of the message can go there."""
    with pytest.raises(UnreadableYaml) as caught:
        load_all(text)

    assert str(caught.value) == message


def test_what_is_wrong_in_one_document_hides_no_other() -> None:
    """The last of the keys counts, as to kubectl."""
    assert told("a: 1\na: 2\n---\nb: [\n---\nc: .nan\n---\nd: 1\n") == [
        "line 2, column 1: key 'a' is set twice: line 1 and line 2",
        {"a": 2},
        "line 5, column 1: while parsing a flow node, did not find expected node content",
        "line 6, column 4: JSON has no word for .nan; put it in quotes",
        {"d": 1},
    ]


SAME = [
    "a: &b {x: 1, y: 2}\nc: {<<: *b, x: 5}\nd: {x: 5, <<: *b}\ne: {<<: [*b, {x: 9, z: 3}]}\n",
    "a: [&b 1, &b 2, *b]\n",
    "a: &b {c: &b 1, d: *b}\n",
    "a: &b 1.10\n*b : c\n&d on: *d\n",
    'a: [!x foo, !!binary aGk=, !!str 5, ! "5", !!float 5, !!timestamp 2001-01-01, !!set {a}, !!null ~]\n',
    "a: {9000: 1, on: 2, 1.10: 3, 2001-01-01: 4, .nan: 5}\n",
    "a: <<\n'<<': b\n",
    "a: [{}, [], '', , null]\n",
    "a: {b: , ? c}\n",
    "--- # with a comment\na: |\n  x\n",
    *("a: !!int x\n", "a: .inf\n", "~: a\n", "[a]: b\n", "a: *b\n", "a: &b [*b]\n", "<<: a\n", "a: !!binary '%'\n"),
    *(
        "a: &b [{c: d}]\n<<: *b\n",
        "a: 1\n---x: 1\n",
        "a: 1\n---#x\n",
        "%YAML 1.1\n---\na: 1\n",
        "18446744073709551615: a\n",
    ),
]


def test_kubectl_reads_and_refuses_the_same(tmp_path: Path) -> None:
    """Beyond scalars: merges, anchors, tags, keys and separators."""
    texts = {f"t{number:02}": text for number, text in enumerate(SAME)}
    for name, text in texts.items():
        content = f"{text}apiVersion: v1\nkind: T\nmetadata: {{name: {name}}}\n"
        (tmp_path / f"{name}.yaml").write_text(content)

    objects, _ = kubectl.read(tmp_path)

    by_name = {item["metadata"]["name"]: item for item in objects}
    for name, text in texts.items():
        try:
            expected = load_all((tmp_path / f"{name}.yaml").read_text())[-1]
        except UnreadableYaml:
            expected = None
        assert by_name.get(name) == expected, text


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
REPEATED = "aliases repeat too much; write it out, or in several documents"
DEEP = "nested deeper than 100 levels"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(BOMB, REPEATED, id="lists"),
        pytest.param(f"a: &a {'x' * 100_000}\nb: [{'*a,' * 1000}]\n", REPEATED, id="text"),
        pytest.param(
            f"a: &a {{{', '.join(f'k{n}: 1' for n in range(1000))}}}\n"
            + "".join(f"b{n}: {{<<: *a}}\n" for n in range(1000)),
            REPEATED,
            id="merges",
        ),
        pytest.param(f"a: {'[' * 100}{']' * 100}\n", DEEP, id="flow"),
        pytest.param(f"a: {'[' * 50_000}", DEEP, id="very deep"),
        pytest.param(f"a:\n{'- ' * 50_000}", DEEP, id="block"),
        pytest.param(f"a: &a {'[' * 60}{']' * 60}\nb: {'[' * 60}*a{']' * 60}\n", DEEP, id="by alias"),
        pytest.param("x" * (MOST_CHARACTERS + 1), "more than 16 Mi characters; split the file", id="size"),
    ],
)
def test_a_bomb_is_refused(text: str, message: str) -> None:
    """Before it takes time or memory."""
    [error] = read(text)

    assert isinstance(error, UnreadableYaml)
    assert error.problem == message


def test_what_is_as_deep_as_allowed_is_read() -> None:
    [document] = load_all(f"a: {'[' * 99}{']' * 99}\n")

    assert str(document).count("[") == 99


# fmt: off
PIECES = [
    "a", "b: ", "- ", "? ", ": ", "\n", "\n  ", "\n\n", " ", "\t", "[", "]", "{", "}", ",", "&a ", "*a", "*b", "<<: ",
    "<<: *a", "!!int ", "!!binary ", "!x ", "! ", "---", "\n---\n", "...\n", "%YAML 1.1\n", "|\n", ">-\n", "'", '"',
    "# ", ".nan", ".inf", "0x", "1e400", "9" * 5000, "~", "y", "2001-01-01", "\\x", "\0", "\r", "\u2028", "\ufeff",
    "\ud800", "@", "`", "é", "<<<<<<< x\n",
]
# fmt: on


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Property: objects have keys of text, mistakes have places."""
    for result in read(text):
        if isinstance(result, UnreadableYaml):
            assert 1 <= result.line <= len(text.splitlines()) + 1
        else:
            assert all(isinstance(key, str) for key in result.content)


def test_of_two_anchors_of_one_name_the_nearest_above_counts() -> None:
    """As to kubectl's reader; it is no mistake."""
    assert load_all("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == [{"a": 1, "b": 1, "c": 2, "d": 2}]


def test_the_lines_of_keys_and_items_are_told_where_they_are_asked_for() -> None:
    lines: Lines = {}

    [document] = read("a:\n  - 1\n  - b: 2\n", lines)

    assert isinstance(document, YamlDocument)
    items = document.content["a"]
    assert (lines[id(document.content)], lines[id(items)], lines[id(items[1])]) == ({"a": 1}, {0: 2, 1: 3}, {"b": 3})


@pytest.mark.parametrize("between", ["", "\n", "\n\n  "])
def test_objects_of_json_may_stand_one_behind_the_other(between: str) -> None:
    """As kubectl takes them."""
    results = list(read(f'{{"a": 1,\n"b": "}}{{"}}{between}{{"c": {{}}}}\n'))

    assert [result.content for result in results if isinstance(result, YamlDocument)] == [
        {"a": 1, "b": "}{"},
        {"c": {}},
    ]
    assert [result.line for result in results] == [1, 2 + between.count("\n")]


def test_json_with_a_mistake_is_read_as_yaml() -> None:
    assert load_all("{a: 1}\n") == [{"a": 1}]
    assert load_all('{"a": 1,}\n') == [{"a": 1}]
    with pytest.raises(UnreadableYaml):
        load_all('{"a": 1} b\n')
