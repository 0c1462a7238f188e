"""`make imports`: from the schemas to the typed bindings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.imports.schemas import IMPORTS
from tools import imports, node
from tools.crds import ImportsError

WIDGET = """
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, description: Prose., properties: {size: {type: string, enum: [S, L]}}}
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A copy of imports/ without the bindings, with one more definition."""
    shutil.copytree(IMPORTS / "crds", tmp_path / "crds")
    shutil.copy(IMPORTS / "fields.yaml", tmp_path)
    (tmp_path / "crds" / "example.com.yaml").write_text(WIDGET, encoding="utf-8")
    return tmp_path


def _list(room: Path, text: str) -> None:
    (room / "fields.yaml").write_text(text, encoding="utf-8")


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.slow
def test_a_dropped_definition_gets_bindings_of_the_listed_fields(room: Path) -> None:
    """They take the place of all earlier ones: those of a group that is listed no more go."""
    (room / "io" / "argoproj" / "_jsii").mkdir(parents=True)
    inner = WIDGET.replace("example.com", "sub.example.com")
    (room / "crds" / "sub.example.com.yaml").write_text(inner, encoding="utf-8")
    _list(room, "example.com:\n  Widget:\n    - spec.size\nsub.example.com:\n  Widget:\n    - spec.size\n")

    assert imports.make(room) == ["example.com", "sub.example.com"]
    for module in ("com/example", "com/example/sub"):
        assert "size: typing.Optional[builtins.str] = None" in (room / module / "__init__.py").read_text()
    assert {path.name for path in room.iterdir()} == {"com", "crds", "fields.yaml"}


def test_a_definition_without_listed_fields_serves_validation_only(room: Path) -> None:
    """It is read, and so judged, but no binding is made of it."""
    made = imports.cut_groups(room)

    assert "Certificate" in {crd["spec"]["names"]["kind"] for crd in made["cert-manager.io"]}
    assert "Issuer" not in {crd["spec"]["names"]["kind"] for crd in made["cert-manager.io"]}


def test_what_the_cli_gets_to_read(room: Path) -> None:
    """Structure only: enumerations as plain text, no prose, one version."""
    _list(room, "example.com:\n  Widget: [spec.size]\n")
    [crd] = imports.cut_groups(room)["example.com"]
    size = {"type": "string"}
    spec = {"type": "object", "properties": {"size": size}, "required": []}

    [version] = crd["spec"]["versions"]
    assert version["schema"]["openAPIV3Schema"] == {"type": "object", "properties": {"spec": spec}, "required": []}


def test_nothing_of_the_machine_is_in_the_bindings() -> None:
    """A path of the folder in which they were made would differ on every machine."""
    made = [content for name, content in _contents(IMPORTS).items() if not name.startswith("crds")]

    assert not [content for content in made if str(IMPORTS.parent).encode() in content or b"/tmp" in content]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("example.org:\n  Widget: [spec]", ":2: nothing defines example.org; add imports/crds/example.org.yaml"),
        ("example.com:\n  Gadget: [spec]", ":2: Gadget is not in imports/crds/example.com.yaml, which has Widget"),
        ("example.com:\n  Widget:\n    - spec\n    - spec.color", ":4: Widget spec has no field 'color'; it has size"),
    ],
)
def test_a_field_of_nothing(room: Path, text: str, message: str) -> None:
    """One line: where, what is true, what to do."""
    _list(room, text)

    with pytest.raises(ImportsError) as refusal:
        imports.make(room)

    assert str(refusal.value) == f"imports/fields.yaml{message}"


def test_a_definition_that_the_cli_refuses(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason in one line; the bindings stay as they were."""
    cli = room / "cdk8s-cli" / "bin" / "cdk8s"
    cli.parent.mkdir(parents=True)
    cli.write_text("console.log('importing'); throw new Error('no such thing')", encoding="utf-8")
    monkeypatch.setattr(node, "package", lambda name: room / name)
    (room / "io" / "argoproj" / "_jsii").mkdir(parents=True)

    with pytest.raises(ImportsError) as refusal:
        imports.make(room)

    said = "cdk8s import said: no such thing; list other fields of argoproj.io"
    assert str(refusal.value) == f"imports/crds/argoproj.io.yaml: {said}"
    assert (room / "io" / "argoproj" / "_jsii").is_dir()


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (
            "NOTE: kept\nError: failed with code: 1\n  | a.ts:1:2 - error JSII5000: names like getXxx",
            "JSII5000: names like getXxx",
        ),
        ("a.js:1\nthrow new Error('gone')\nTypeError: gone\n    at f (a.js:1:2)", "gone"),
        ("Killed\n", "Killed"),
        ("", "nothing"),
    ],
)
def test_the_line_that_matters(output: str, reason: str) -> None:
    """The compiler's own complaint, else the exception's, else the first line."""
    assert imports._reason(output) == reason


def test_without_the_cli(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-up was forgotten."""
    monkeypatch.setattr(node, "package", lambda name: room / name)

    with pytest.raises(ImportsError) as refusal:
        imports.make(room)

    assert str(refusal.value) == f"{room / 'cdk8s-cli' / 'bin' / 'cdk8s'}: not installed; run make setup"


def test_the_command_says_one_line_and_exits_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As every command that could not run."""
    monkeypatch.setattr(imports, "ROOT", tmp_path)

    assert imports.main() == 2
    assert capsys.readouterr().err == "imports/fields.yaml: cannot be read: no such file or directory\n"


def test_the_cli_is_told_to_stay_off_the_network(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would look for a newer version of itself."""
    cli = room / "cdk8s-cli" / "bin" / "cdk8s"
    cli.parent.mkdir(parents=True)
    said = "process.env.CDK8S_CHECK_UPGRADE, process.env.npm_config_update_notifier, process.argv.slice(2)"
    cli.write_text(f"throw new Error(JSON.stringify([{said}]))", encoding="utf-8")
    monkeypatch.setattr(node, "package", lambda name: room / name)
    _list(room, "example.com:\n  Widget: [spec]")

    with pytest.raises(ImportsError) as refusal:
        imports.make(room)

    upgrade, notifier, arguments = json.loads(str(refusal.value).split("said: ")[1].split("; list")[0])
    assert (upgrade, notifier) == ("false", "false")
    assert arguments[:4] == ["import", "example.com.yaml", "--language", "python"]
