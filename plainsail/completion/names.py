"""What stands in a project, as arguments and options of commands complete it (`shell_complete` of click)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from click.shell_completion import CompletionItem

from plainsail.completion.paths import completed, with_beginnings

if TYPE_CHECKING:
    import click

    from constructs_lib.settings import Environment
    from plainsail.project.project import Project

Items = list[CompletionItem[str]]
Complete = Callable[["click.Context", "click.Parameter", str], Items]

_MANY = 20
"""Apps in environments from which on the environments are offered first."""


def apps(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """APP."""
    return _items((app for app, _ in _project(context).names), incomplete)


def environments(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """ENV; of the app alone that stands before it, if one does."""
    registered = _project(context).names
    subject = _given(context, "subject")
    known = [env for app, env in registered if app == subject] or [env for _, env in registered]
    return _items(known, incomplete)


def labels(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """ENV/APP."""
    known = sorted(f"{env}/{app}" for app, env in _project(context).names)
    matching = [label for label in known if label.startswith(incomplete)]
    heads = dict.fromkeys(f"{label.partition('/')[0]}/" for label in matching)
    return _items(heads if len(matching) > _MANY and len(heads) > 1 else matching, incomplete)


def targets(context: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """ENV or ENV/APP; what stands there already is not offered again."""
    known = sorted({env for _, env in _project(context).names})
    offered = [*_items(known, incomplete), *labels(context, param, incomplete)]
    given = _given(context, param.name or "") or ()
    return [item for item in offered if not item.value.endswith("/") and item.value not in given]


def subjects(context: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """ENV/APP, APP or FILE, as `explain` takes them."""
    if context.params.get("diff"):
        return apps(context, param, incomplete)
    found = labels(context, param, incomplete)
    if not found and incomplete:
        found = apps(context, param, incomplete)
    return found or [CompletionItem(incomplete, type="file")]


def settings(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """SETTING of the app in the environment that stands before it."""
    from plainsail.provenance import format_setting, leaves

    environment = _environment(_project(context), *_label(context))
    paths = with_beginnings(path for path, _ in leaves(environment))
    return _items(completed({path: _plainly(path, format_setting) for path in paths}, incomplete), incomplete)


def settings_or_objects(context: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """SETTING or KIND/NAME, as `explain` takes them."""
    found = objects(context, param, incomplete)
    return found if found and "/" in incomplete else [*settings(context, param, incomplete), *found]


def objects(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """KIND/NAME of what `dist/` holds of the app in the environment that stands before it."""
    return _items((name for name, _ in _objects(context, incomplete)), incomplete)


def objects_with_pods(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """The same of what runs pods."""
    from plainsail.manifests.pods import TEMPLATES

    found = _objects(context, incomplete)
    return _items((name for name, _ in found if name.partition("/")[0] in TEMPLATES), incomplete)


def jobs(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """NAME of a CronJob, as the settings call it."""
    app = _label(context)[1]
    found = (name.partition("/")[2] for name, _ in _objects(context, "CronJob/"))
    return _items((name.removeprefix(f"{app}-") for name in found), incomplete)


def fields(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """FIELD of the object that stands before it."""
    from constructs_lib.kubernetes.paths import format_path, leaves

    wanted = _given(context, "what")
    [document] = [document for name, document in _objects(context, wanted) if name == wanted]
    paths = with_beginnings(path for path, _ in leaves(document))
    return _items(completed({path: _unquoted(format_path(path)) for path in paths}, incomplete), incomplete)  # type: ignore[arg-type]


def shapes(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """SHAPE: the library's, and the project's own."""
    from plainsail.project.root import nearest
    from plainsail.scaffold.own_shapes import shapes as known

    start = _project(context).start  # where `plainsail init` makes a project, there is none yet
    return [
        CompletionItem(shape.name, help=shape.summary)
        for shape in known(nearest(start) or start).values()
        if shape.name.startswith(incomplete)
    ]


def refs_or_folders(context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """REF or DIR."""
    from plainsail.project.git import refs

    return [*_items(refs(_project(context).root), incomplete), CompletionItem(incomplete, type="dir")]


def contexts(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """A context of the kubeconfig, by its name."""
    from plainsail.cluster.kubectl import contexts as known

    return _items(known(), incomplete)


def files(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """FILE or DIR."""
    return [CompletionItem(incomplete, type="file")]


def folders(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """DIR."""
    return [CompletionItem(incomplete, type="dir")]


def several(one: Complete) -> Complete:
    """NAME,NAME...: the last of them is completed, and none is offered twice."""

    def complete(context: click.Context, param: click.Parameter, incomplete: str) -> Items:
        before, comma, last = incomplete.rpartition(",")
        items = one(context, param, last)
        return [CompletionItem(f"{before}{comma}{item.value}") for item in items if item.value not in before.split(",")]

    return complete


def _items(names: Iterable[str], incomplete: str) -> Items:
    return [CompletionItem(name) for name in dict.fromkeys(names) if name.startswith(incomplete)]


def _project(context: click.Context) -> Project:
    project: Project = context.obj
    return project


def _environment(project: Project, env: str, app: str) -> Environment:
    from plainsail.project.alone import read_one

    if alone := read_one(project, f"{env}/{app}"):
        return alone
    [environment] = [each for each in project.environments if (each.env_name, each.app_name) == (env, app)]
    return environment


def _given(context: click.Context, name: str) -> Any:
    """What stands on the line for an argument, also where an option after it still lacks its value."""
    if value := context.params.get(name):
        return value
    arguments = [param.name for param in context.command.params if param.param_type_name == "argument"]
    at = arguments.index(name) if name in arguments else len(context.args)
    return context.args[at] if at < len(context.args) else None


def _label(context: click.Context) -> list[str]:
    """The environment and the app that stand on the line."""
    label: str = _given(context, "subject") or _given(context, "target") or ""
    return label.split("/")


def _objects(context: click.Context, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of an app in `dist/`, by kind and name as `explain` knows them; only those of the kind in `name`."""
    from constructs_lib.kubernetes.hashed_names import known_as
    from constructs_lib.kubernetes.objects import key_of
    from plainsail.yaml_reader import load_all

    env, app = _label(context)
    kind, slash, _ = name.partition("/")
    for path in sorted((_project(context).dist / env / app).glob(f"{kind}{'.' if slash else ''}*.yaml")):
        for document in load_all(path.read_text(encoding="utf-8")):
            yield known_as(key_of(document), app), document


def _plainly(path: tuple[Any, ...], formatted: Callable[[tuple[Any, ...]], str]) -> str:
    """A setting with keys written as they are, which is understood, too: a quote is a nuisance in a shell."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
    return formatted(path) if any(character in text for character in "\"'\\ ") else text


def _unquoted(field: str) -> str:
    """The same for a field: `metadata.labels[a.b/c]`."""
    return field.replace('["', "[").replace('"]', "]") if "\\" not in field and " " not in field else field
