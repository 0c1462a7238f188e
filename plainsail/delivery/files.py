"""The delivery files of a project: found, parsed, and walked value by value, whatever their grammar."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from plainsail.delivery.dockerfile import Dockerfile, read_dockerfile
from plainsail.delivery.hcl import Body, nested, read_hcl
from plainsail.delivery.places import TERRAGRUNT, WORKFLOWS, files_of
from plainsail.delivery.registry import Generated, Registered
from plainsail.errors import ParseError
from plainsail.yaml_reader import UnreadableYaml, load_all

SHARED = ("common", "global", "shared")
"""Folders of `live/` that are no environment's own."""
_LIVE = re.compile(rf"{TERRAGRUNT}/live/([^/]+)/")
_File = TypeVar("_File")


@dataclass(frozen=True)
class Entry:
    """One value of a file: `("jobs", "build", "env", "AWS_REGION")`, `eu-west-3`."""

    keys: tuple[str, ...]
    value: Any
    """Text, a number, true, false, a list, a mapping; `Unknown` for what only running it would tell."""
    locate: Callable[[], int]

    @property
    def line(self) -> int:
        """Its line; looked for only when somebody asks."""
        return self.locate()

    @property
    def name(self) -> str:
        """The innermost key as written."""
        return self.keys[-1]

    @property
    def key(self) -> str:
        """The innermost key, in lower case, with `_` for `-`: `aws_region`."""
        return self.name.lower().replace("-", "_")


@dataclass(frozen=True)
class HclFile:
    """A file of Terraform or Terragrunt."""

    path: str
    text: str
    body: Body

    def entries(self) -> Iterator[Entry]:
        """Every value, at any depth, with the locals of the same file filled in."""
        for keys, value, line in self.body.walk():
            yield Entry(keys, value, partial(_line_below, self.text, line, keys))


@dataclass(frozen=True)
class Workflow:
    """A workflow of GitHub Actions."""

    path: str
    text: str
    content: Mapping[Any, Any]

    def entries(self) -> Iterator[Entry]:
        """Every value, at any depth."""
        for key, content in self.content.items():
            for keys, value in nested((str(key),), content):
                yield Entry(keys, value, partial(_line_holding, self.text, keys, value))


@dataclass(frozen=True)
class BrokenFile:
    """A file that exists and cannot be read."""

    path: str
    line: int
    problem: str


@dataclass(frozen=True)
class Delivery:
    """Delivery files that exist; what is missing is named in `missing`, and no check reads it."""

    dockerfiles: Mapping[str, Dockerfile] = field(default_factory=dict)
    """Those that build the images of apps, by path."""
    hcl: tuple[HclFile, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    broken: tuple[BrokenFile, ...] = ()
    missing: tuple[str, ...] = ()
    registered: tuple[Registered, ...] = ()
    """Every app in every environment; nothing where no registry is known."""
    generated: tuple[Generated, ...] = ()
    """The files that are made from the registry, as far as something reads them."""
    absent: frozenset[str] = frozenset()
    """Files and folders that builds name, and that are not there."""

    def names(self, path: str) -> bool:
        """Whether a file of Terragrunt or a workflow reads a file: it names it, with or without its folders."""
        name = path.rpartition("/")[2]
        texts = [*(file.text for file in self.hcl), *(file.text for file in self.workflows)]
        return any(name in text for text in texts)

    def dockerfile_of(self, environment: str | None, app: str | None) -> Dockerfile | None:
        """What builds the image of an app; None where that happens elsewhere, or is not known."""
        return self.dockerfiles.get(self._builds.get((environment, app)) or "")

    @cached_property
    def _builds(self) -> Mapping[tuple[str | None, str | None], str | None]:
        """The Dockerfile of each app in each environment: it is asked for of every container."""
        return {(one.environment, one.app): one.dockerfile for one in self.registered}


def live_folder(path: str) -> str | None:
    """The folder of `live/` that a file of Terragrunt stands in; None elsewhere.

    >>> live_folder("deploy/terragrunt/live/staging/terragrunt.hcl"), live_folder("deploy/terragrunt/root.hcl")
    ('staging', None)
    """
    match = _LIVE.match(path)
    return match[1] if match else None


def read_delivery(root: Path, registered: Sequence[Registered] = (), generated: Sequence[Generated] = ()) -> Delivery:
    """The delivery files below a project's folder: those that exist, those that are broken, those that are missing.

    `registered` are the project's apps, `generated` the files that are made from them, whose texts are read here.
    """
    broken: list[BrokenFile] = []
    missing: list[str] = []

    def read(folder: str, parse: Callable[[str, str], _File]) -> tuple[_File, ...]:
        paths = files_of(root, folder)
        if not paths:
            missing.append(f"{folder} (there is none)")
        return tuple(file for path in paths if (file := _parsed(root, path, parse, broken)) is not None)

    paths = {one.dockerfile for one in registered if one.dockerfile}
    files = [root / path for path in sorted(paths) if (root / path).is_file()]
    parsed = [_parsed(root, path, read_dockerfile, broken) for path in files]
    inputs = paths | {path for one in registered for path in one.inputs}
    delivery = Delivery(
        dockerfiles={file.path: file for file in parsed if file is not None},
        hcl=read(TERRAGRUNT, lambda path, text: HclFile(path, text, read_hcl(text))),
        workflows=read(WORKFLOWS, _workflow),
        registered=tuple(registered),
        absent=frozenset(path for path in inputs if not (root / path).exists()),
    )
    made = (replace(file, text=_text_of(root / file.path)) for file in generated)
    return replace(
        delivery,
        generated=tuple(file for file in made if file.text is not None or delivery.names(file.path)),
        broken=tuple(broken),
        missing=tuple(missing),
    )


def _text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _parsed(root: Path, path: Path, parse: Callable[[str, str], _File], broken: list[BrokenFile]) -> _File | None:
    shown = path.relative_to(root).as_posix()
    try:
        return parse(shown, path.read_text(encoding="utf-8"))
    except OSError as error:
        broken.append(BrokenFile(shown, 1, str(error.strerror).lower()))
    except UnicodeDecodeError:
        broken.append(BrokenFile(shown, 1, "it is not UTF-8 text"))
    except ParseError as error:
        broken.append(BrokenFile(shown, error.line, error.problem))
    return None


def _workflow(path: str, text: str) -> Workflow:
    documents = load_all(text)
    if len(documents) != 1:
        raise UnreadableYaml(1, 1, f"{len(documents)} documents where one workflow belongs")
    return Workflow(path, text, documents[0])


def _line_below(text: str, line: int, keys: tuple[str, ...]) -> int:
    """The line of the innermost key: the statement's own, or further down within an object."""
    key = re.compile(rf"""(?:^|[{{,])\s*"?{re.escape(keys[-1])}"?\s*[=:{{]""")
    numbers = (number for number, content in enumerate(text.splitlines()[line - 1 :], line) if key.search(content))
    return next(numbers, line)


def _line_holding(text: str, keys: tuple[str, ...], value: Any) -> int:
    """The first line that holds the key and the value, else the first that holds the value, else the key's."""
    key, shown = keys[-1], str(value).splitlines()[0] if isinstance(value, str) and value else ""
    lines = list(enumerate(text.splitlines(), 1))
    for wanted in ((f"{key}:", shown), (shown or key,)):
        number = next((number for number, line in lines if all(part in line for part in wanted)), None)
        if number:
            return number
    return 1
