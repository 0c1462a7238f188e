"""A new shape of app: a vocabulary, a chart that draws it, and the line that registers both."""

from __future__ import annotations

import ast
import keyword
from pathlib import Path

import constructs_lib.settings
from plainsail.errors import ProjectError
from plainsail.library import LIBRARY
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.layout import head, imports, packages_of, width_of
from plainsail.scaffold.names import module_of
from plainsail.scaffold.own_shapes import CHARTS, VOCABULARY, shape_name, shapes
from plainsail.scaffold.preview import try_import
from plainsail.scaffold.python_text import PythonText, UnknownForm, named_entries, read_python
from plainsail.scaffold.shapes import SETTINGS, Shape

_TEXT = f"{SETTINGS}.text"
_FORM = "CHARTS = {Vocabulary: Chart}"
_BOUND = ("Any", "Identity", "Mapping", "Positive", "Shape")
"""Names that the files of a shape import."""


def new_shape(root: Path, name: str, like: Shape) -> Draft:
    """A shape of that name, which has all that one of the library's has. Raises `ProjectError`; writes nothing."""
    class_, module = _class_of(name), module_of(name)
    _refuse_taken(root, name, class_, module)
    vocabulary = _with_vocabulary(root, class_, like)
    registry = _with_chart(root, class_, module)
    draft = Draft({f"charts/{module}.py": _chart(root, class_, like)})
    for file in (vocabulary, registry):
        draft.put(root, file.path, file.text)
    try_import(root, draft.files, VOCABULARY.removesuffix(".py").replace("/", "."))
    draft.notes += [
        f"{VOCABULARY}: declare what such an app can say, in place of max_pods; charts/{module}.py draws it",
        f"`plainsail new app NAME --shape {shape_name(class_)}` writes an app of this shape",
    ]
    return draft


def _class_of(name: str) -> str:
    if name[0].isdigit():
        raise ProjectError(f"the shape {name!r} begins with a digit, which no class does; begin with a letter")
    return "".join(part.capitalize() for part in name.split("-"))


def _refuse_taken(root: Path, name: str, class_: str, module: str) -> None:
    if keyword.iskeyword(class_):
        raise ProjectError(f"the shape {name!r} would be the class {class_}, a word of Python's own; take another name")
    if shape := shapes(root).get(shape_name(class_)):
        raise ProjectError(f"{shape.name} is a shape already, the class {shape.vocabulary} of {shape.module}")
    if class_ in constructs_lib.settings.__all__ or class_ in _BOUND:
        raise ProjectError(f"the shape {name!r} would be the class {class_}, and one is called so; take another name")
    if (LIBRARY / "charts" / f"{module}.py").exists():
        raise ProjectError(f"the shape {name!r} would hide the library's charts/{module}.py; take another name")


def _with_vocabulary(root: Path, class_: str, like: Shape) -> PythonText:
    """The project's vocabularies, with one more."""
    statements = [f"from {SETTINGS} import {like.vocabulary}", f"from {_TEXT} import Positive"]
    new = f'"""What apps of this project can say that the library does not know."""\n\n{imports(root, *statements)}\n'
    file = read_python(root, VOCABULARY, width=width_of(root)) or PythonText(VOCABULARY, new, width=width_of(root))
    if class_ in file.names():
        raise ProjectError(f"{VOCABULARY}: has a {class_} already; nothing was written")
    for module, needed in ((SETTINGS, like.vocabulary), (_TEXT, "Positive")):
        file = _with_name(file, root, module, needed)
    article = "An" if like.name[0] in "aeiou" else "A"
    first = head(root, f"class {class_}", f"{like.vocabulary}, vocabulary=True", ":")
    return file.with_class(f'''{first}
    """{article} {like.name.replace("-", " ")} whose namespace holds only so many pods."""

    max_pods: Positive | None = None
    """Most pods that the namespace may hold (a ResourceQuota); None sets no bound."""
''')


def _with_name(file: PythonText, root: Path, module: str, name: str) -> PythonText:
    origin = file.origins().get(name)
    if origin == (module, name):
        return file
    if origin is not None or name in file.names():
        raise ProjectError(f"{file.path}: {name} means something else there than in {module}; nothing was written")
    return file.with_import(module, name, ours=packages_of(root))


def _with_chart(root: Path, class_: str, module: str) -> PythonText:
    """The registry of charts, with one more: the project's own, made where there is none."""
    width = width_of(root)
    file = read_python(root, CHARTS, width=width) or _new_registry(root, width)
    mapping = file.assigned("CHARTS")
    if not isinstance(mapping, ast.Dict) or len(named_entries(mapping)) != len(mapping.keys):
        line = mapping.lineno if mapping else 1
        raise ProjectError(f"{CHARTS}:{line}: CHARTS is not written out as {_FORM}, so no line can be added to it")
    chart = f"{class_}Chart"
    if taken := {class_, chart} & file.names():
        raise ProjectError(f"{CHARTS}: has a {taken.pop()} already; nothing was written")
    try:
        file = file.with_import(f"charts.{module}", chart, ours=packages_of(root))
        file = file.with_import("envs.vocabulary", class_, ours=packages_of(root))
        mapping = file.assigned("CHARTS")
        return file.with_entry(mapping, class_, chart, rows=True) if isinstance(mapping, ast.Dict) else file
    except UnknownForm as error:
        raise ProjectError(f"{error}; nothing was written; by hand, add to CHARTS: {class_}: {chart}") from None


def _new_registry(root: Path, width: int) -> PythonText:
    statements = ("from charts.shape import Shape", "from constructs_lib.settings import Environment")
    text = f'''"""Which chart draws which of the project's own vocabularies."""

from collections.abc import Mapping
from typing import Any

{imports(root, *statements)}

CHARTS: Mapping[type[Environment], type[Shape[Any]]] = {{
}}
'''
    return PythonText(CHARTS, text, width=width)


def _chart(root: Path, class_: str, like: Shape) -> str:
    module, chart = _chart_of(like)
    typed = "from cdk8s_plus_27 import k8s"
    statements = (
        f"from {module} import {chart}",
        "from constructs_lib.identity import Identity",
        "from constructs_lib.k8s_values import quantity",
        f"from envs.vocabulary import {class_}",
    )
    return f'''"""A {like.name.replace("-", " ")} whose namespace holds only so many pods."""

from __future__ import annotations

{imports(root, typed, *statements)}


{head(root, f"class {class_}Chart", f"{chart}[{class_}]", ":")}
    """What a {like.name.replace("-", " ")} is, with what only a {class_} can say."""

{head(root, "    def build", f"self, environment: {class_}, identity: Identity", " -> None:")}
        """Adds the objects that the settings ask for."""
        super().build(environment, identity)
        # A setting becomes YAML: an object of its own here, where it is said.
        if environment.max_pods is not None:
            hard = {{"pods": quantity(str(environment.max_pods))}}
            k8s.KubeResourceQuota(
                self,
                "Quota",
                metadata=identity.metadata("pods"),
                spec=k8s.ResourceQuotaSpec(hard=hard),
            )
'''


def _chart_of(shape: Shape) -> tuple[str, str]:
    """The library's chart of a shape: its module, and its class."""
    file = read_python(LIBRARY, CHARTS)
    charts = named_entries(file.assigned("CHARTS")) if file else {}
    if file is None or shape.vocabulary not in charts:
        raise ProjectError(f"--like {shape.name}: the library has no chart that draws it")
    return file.origins()[ast.unparse(charts[shape.vocabulary])]
