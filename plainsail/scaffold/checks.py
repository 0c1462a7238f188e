"""A new check of the project's own: its module, its test, and the line that lists it."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Collection
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.findings.own_rules import FORM, REGISTRY
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.layout import imports, width_of
from plainsail.scaffold.python_text import PythonText, UnknownForm, quoted, read_python

_NEW = '''"""The project's own checks, one file each; `plainsail check` runs them, too."""

CHECKS: tuple[str, ...] = ()
'''


def new_check(root: Path, name: str, severity: str, known: Collection[str]) -> Draft:
    """A check of that name; `known` are the ids of those that the tool has. Raises `ProjectError`; writes nothing."""
    module = name.replace("-", "_")
    if not module.isidentifier() or keyword.iskeyword(module):
        raise ProjectError(f"the check {name!r} cannot be a module of Python; take another name")
    if module == "findings":
        raise ProjectError(f"the check {name!r} has the name of what its test imports; take another name")
    if name in known:
        raise ProjectError(f"plainsail has a check {name} itself; take another name")
    listed = _with_check(root, module)
    test = f"tests/checks/test_{module}.py"
    draft = Draft({f"checks/{module}.py": _check(root, module, severity), test: _test(root, module)})
    draft.put(root, REGISTRY, listed.text)
    draft.notes.append(f"checks/{module}.py: say what is wrong, why, and how to mend it, in place of the example")
    if _lacks_pytest(root):
        draft.notes.append("requirements.txt: add pytest, which its test needs")
    draft.notes.append(f"`python -m pytest {test}` runs its test")
    return draft


def _lacks_pytest(root: Path) -> bool:
    """Whether the project says what it needs in a file, and not that."""
    try:
        return not re.search(r"^pytest\b", (root / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    except (OSError, UnicodeDecodeError):
        return False


def _with_check(root: Path, module: str) -> PythonText:
    """The list of checks, with one more; made where there is none."""
    width = width_of(root)
    file = read_python(root, REGISTRY, width=width) or PythonText(REGISTRY, _NEW, width=width)
    listed = file.assigned("CHECKS")
    if not isinstance(listed, ast.Tuple | ast.List) or not all(isinstance(node, ast.Constant) for node in listed.elts):
        line = listed.lineno if listed else 1
        raise ProjectError(f"{REGISTRY}:{line}: CHECKS is not written out as {FORM}, so no line can be added to it")
    names = [str(node.value) for node in listed.elts if isinstance(node, ast.Constant)]
    if there := next((other for other in names if other.rpartition(".")[2] == module), None):
        raise ProjectError(f"{REGISTRY}:{listed.lineno}: {there!r} is listed already; take another name")
    try:
        return file.with_item(listed, quoted(module))
    except UnknownForm as error:
        raise ProjectError(f"{error}; nothing was written; by hand, add {quoted(module)} to CHECKS") from None


def _check(root: Path, module: str, severity: str) -> str:
    words = module.replace("_", " ")
    statements = (
        "from plainsail.findings.finding import Finding, Severity",
        "from plainsail.manifests.manifests import Manifests",
    )
    return f'''"""{words.capitalize()}.

An example that can be run: it finds Services that are reached past the Ingress.

Why: say what happens where nobody mends it.
Fix: say which field to set, and to what.
"""

from collections.abc import Iterator

{imports(root, *statements)}

SEVERITY: Severity = {quoted(severity)}


def check(manifests: Manifests) -> Iterator[Finding]:
    """Yields what is wrong, each with its place."""
    for service in manifests.of("Service"):
        kind = service.spec.get("type", "ClusterIP")
        if kind in ("LoadBalancer", "NodePort"):
            message = f"is a {{kind}}: it is reached past the Ingress"
            yield Finding(service.where("spec.type"), message)
'''


def _test(root: Path, module: str) -> str:
    statements = (f"from checks import {module}", "from plainsail.testing import findings")
    return f'''"""The check of the same name."""

{imports(root, *statements)}

SERVICE = """
apiVersion: v1
kind: Service
metadata: {{name: shop}}
spec: {{type: NodePort, selector: {{app: shop}}, ports: [{{port: 80}}]}}
"""


def test_what_is_wrong_is_found_at_its_place() -> None:
    [finding] = findings({module}, SERVICE)

    assert (finding.where.object, finding.where.field) == ("Service/shop", "spec.type")
    assert finding.message == "is a NodePort: it is reached past the Ingress"


def test_silent_where_nothing_is_wrong() -> None:
    assert not findings({module}, SERVICE.replace("NodePort", "ClusterIP"))
'''
