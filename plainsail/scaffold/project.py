"""A new project: settings, their rendering and what goes with them; or what a folder lacks to be a whole one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from plainsail.errors import ProjectError
from plainsail.project import git
from plainsail.project.project import Project
from plainsail.project.promotion import stages
from plainsail.project.root import MARK, REGISTRY, nearest
from plainsail.provenance.diagnostics import diagnose
from plainsail.render.synthesis import synthesize
from plainsail.scaffold import project_files, templates
from plainsail.scaffold.apps import new_app
from plainsail.scaffold.draft import Draft
from plainsail.scaffold.environments import registered
from plainsail.scaffold.own_shapes import CHARTS
from plainsail.scaffold.preview import imported
from plainsail.scaffold.registration import Registration
from plainsail.scaffold.repository import label, name_of
from plainsail.scaffold.shared import SHARED
from plainsail.terminal import listing

_PROGRAMS = ("main.py", "cdk8s_main.py")
_VARIANTS = {"Makefile": ("GNUmakefile", "makefile"), "README.md": ("README", "README.rst", "README.txt", "readme.md")}
"""Other names of the same file: beside one of these, it would hide it or be hidden."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A project as it was asked for."""

    app: templates.App
    envs: Sequence[str]
    """In the order in which a commit reaches them."""
    repository: str
    kubernetes_version: str
    branch: str
    """The main branch of the repository."""
    delivery: str = "argocd"
    """What brings `dist/` to the cluster: `argocd`, `flux`, or `none`."""


def check_place(root: Path) -> None:
    """Raises `ProjectError` where no project may be: in another one, in a part of a repository, over other files."""
    if root.exists() and not root.is_dir():
        raise ProjectError(f"{root}: is a file; name a folder, which may be a new one")
    if (root / MARK).is_file() and (root / REGISTRY).is_file():
        return
    around = nearest(root.parent)
    if around and (around / REGISTRY).is_file():  # what other tools of cdk8s have is no project of ours
        raise ProjectError(f"{root}: lies within the project {around}; `plainsail new app` adds to that one")
    if (top := git.top(nearest_folder(root))) and top != root.resolve():
        raise ProjectError(
            f"{root}: is a folder of the Git repository {top}, and dist/ is read at the root of one; go there, "
            f"or make it a repository of its own: `git init {root}`"
        )
    if not (root / REGISTRY).is_file():
        _check_free(root, "envs", "settings are written there")
        _check_free(root, "dist", "what is rendered goes there")
        if (root / CHARTS).is_file() and "CHARTS" not in _text(root / CHARTS):
            raise ProjectError(f"{root / CHARTS}: is no registry of charts, but is read as one; rename it")


def _check_free(root: Path, name: str, why: str) -> None:
    folder = root / name
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ProjectError(f"{folder}: is no folder, and {why}; move it away")
    if folder.is_dir() and (there := sorted(path.name for path in folder.iterdir() if path.name != "__pycache__")):
        raise ProjectError(
            f"{folder}: holds something else ({listing(there, 3)}), and {why}; move that away, or name another folder"
        )


def nearest_folder(root: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(folder for folder in (root, *root.parents) if folder.is_dir())


def has_apps(root: Path) -> bool:
    """Whether apps are registered in a folder. Raises `ProjectError` for a registry that cannot be read."""
    return (root / REGISTRY).is_file() and bool(Registration(root).apps)


def new_project(root: Path, wish: Wish) -> Draft:
    """All of a project with one app. Raises `ProjectError`; nothing is written here."""
    name = name_of(wish.repository) or label(root.name) or wish.app.name
    with _stage(root, wish.app.source) as stage:
        texts = {path: text for path, text in _settings(wish, name).items() if not (stage / path).exists()}
        _write(stage, texts)
        app = new_app(stage, wish.app, wish.envs)
        texts |= app.files
        _write(stage, app.files)
        texts |= _rendered(stage, app.notes)
    draft = _lacking(root, _static(root, wish.repository, name, wish.envs))
    for path, text in texts.items():
        draft.put(root, path, text)
    draft.notes[:0] = app.notes
    return _with_hidden(root, draft)


def completed(root: Path) -> Draft:
    """What a project with apps lacks to be a whole one. Raises `ProjectError`; nothing is written here."""
    environments = registered(root)
    repository, envs = environments[0].repository, [stage.environment for stage in stages(environments)]
    draft = _lacking(root, _static(root, repository, name_of(repository) or root.name, envs))
    if not (root / "dist").exists():
        if (root / MARK).is_file():
            draft.created |= _rendered(root, draft.notes)
        else:
            draft.notes.append("render dist/: `plainsail synth`")
    return _with_hidden(root, draft)


def _settings(wish: Wish, name: str) -> dict[str, str]:
    # The root Application, or Kustomization, stands beside those of the apps, which are called <app>-<env>.
    project = f"{name}-apps" if name == wish.app.name else name
    said = project_files.shared(
        name=name,
        project=project,
        repository=wish.repository,
        branch=wish.branch,
        kubernetes_version=wish.kubernetes_version,
        envs=wish.envs,
        delivery=wish.delivery,
    )
    return {REGISTRY: project_files.REGISTRY, SHARED: said}


def _static(root: Path, repository: str, name: str, envs: Sequence[str]) -> dict[str, str]:
    """The files beside the settings. Somebody's own `main.py` is not what the cdk8s CLI may run."""
    program = next(program for program in _PROGRAMS if _is_free_or_ours(root / program))
    files = dict(project_files.static(repository, name=name, envs=envs, program=program))
    if (root / MARK).exists() and program not in _text(root / MARK):
        del files[program]
    return files


def _is_free_or_ours(file: Path) -> bool:
    return file.name == _PROGRAMS[-1] or not file.exists() or "plainsail" in _text(file)


def _lacking(root: Path, files: Mapping[str, str]) -> Draft:
    """The files that are not there; for those that are, what to add to them by hand."""
    draft = Draft()
    for path, text in files.items():
        names = (path, *_VARIANTS.get(path, ()))
        there = next((name for name in names if (root / name).exists() or (root / name).is_symlink()), None)
        if there is None:
            draft.created[path] = text
            continue
        draft.kept.append(there)
        if note := _to_add(path, _text(root / there)):
            draft.notes.append(f"{there}: {note}")
    return draft


def _to_add(path: str, text: str) -> str | None:
    """What a file of somebody's own lacks, in words."""
    match path:
        case ".gitignore":
            lines = {line.strip().strip("/") for line in text.splitlines()}
            missing = [line for line in project_files.IGNORED if line.strip("/") not in lines]
            return f"add {', '.join(missing)}" if missing else None
        case "requirements.txt" if "plainsail" not in text:
            return f"add {project_files.pin()}"
        case "pyproject.toml" if "tool.ruff" in text and "RUF012" not in text:
            return 'add "envs/**" = ["RUF012"] to the per-file-ignores of ruff: settings are frozen'
        case "Makefile" if "plainsail synth" not in text:
            verbs = ("synth", "synth --check", "check --strict", "plan")
            return f"add verbs for {', '.join(f'`plainsail {verb}`' for verb in verbs)}"
    return None


def _with_hidden(root: Path, draft: Draft) -> Draft:
    """The draft, with what Git would leave out of a commit."""
    paths = [*draft.files, *draft.kept, REGISTRY, "dist/argocd", "dist/flux"]
    if root.is_dir() and (hidden := git.ignored(root, paths)):
        places = dict.fromkeys(path.partition("/")[0] + "/" * ("/" in path) for path in hidden)
        lines = ", ".join(f"!/{place}" for place in places)
        draft.notes.append(f".gitignore: hides {', '.join(places)}, which is to be committed; end it with {lines}")
    return draft


def _rendered(root: Path, notes: list[str]) -> dict[str, str]:
    """`dist/`, as the settings in a folder render."""
    with imported(root):
        try:
            tree = synthesize(Project(root))
        except Exception as error:
            raise ProjectError(f"{diagnose(error, root)}; nothing was written") from None
    notes += [f"not rendered: {words}" for words in tree.left_out]
    return {f"dist/{path}": text for path, text in tree.files.items()}


@contextmanager
def _stage(root: Path, source: str) -> Iterator[Path]:
    """The project to try things in: its settings may be written, and what they import is the real one's.

    What they read at `source` is a copy, since a link that leads out of a project is refused.
    """
    with TemporaryDirectory() as scratch:
        stage = Path(scratch).resolve()
        (stage / MARK).touch()
        copied = [path for path in ("envs", source) if path and (root / path).exists()]
        own = {MARK, "dist", *(path.partition("/")[0] for path in copied)}
        for path in copied:
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (root / path).is_dir() else shutil.copy
            copy(root / path, stage / path)
        for entry in root.iterdir() if root.is_dir() else ():
            if entry.name not in own:
                (stage / entry.name).symlink_to(entry)
        yield stage


def _write(stage: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        if path.startswith("envs/"):
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_text(text, encoding="utf-8", newline="")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
