"""What Git knows: a folder at a ref, files that differ between commits. Work tree and index are not touched."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.errors import ProjectError
from plainsail.project.git_index import lacks

if TYPE_CHECKING:
    import subprocess

_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What a hook is told, and what would lead away from the project."""
_SHA1 = 40
"""How long a name is where Git calls objects by SHA-1, and not by SHA-256."""


def commit_of(root: Path, ref: str) -> str | None:
    """The 40 hexadecimal digits of the commit that a ref, or anything else, names; None where Git knows none."""
    commit = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return commit.decode().strip() if commit else None


def printed(root: Path, *arguments: str) -> bytes | None:
    """What a command of Git prints that changes nothing; None where it fails. Raises `ProjectError` without Git."""
    return _run(root, *arguments)


def refs(root: Path) -> list[str]:
    """What people call a commit by: HEAD, branches and tags; nothing where there is no repository."""
    listed = _run(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    return [] if listed is None else ["HEAD", *os.fsdecode(listed).splitlines()]


def problem(root: Path) -> str:
    """What Git itself says of a folder that it knows nothing of: that it is no repository, or somebody else's."""
    lines = _git(root, "rev-parse", "HEAD").stderr.decode(errors="replace").splitlines()
    return next((line.removeprefix("fatal: ") for line in lines), "")


def top(root: Path) -> Path | None:
    """The folder of the repository that holds a folder; None where there is none, or no Git."""
    found = _asked(root, "rev-parse", "--show-toplevel")
    return Path(found) if found else None


def remote(root: Path) -> str | None:
    """The address of the remote `origin`; None where there is none."""
    return _asked(root, "remote", "get-url", "origin")


def main_branch(root: Path) -> str | None:
    """The branch that the remote `origin` shows first; None where it was never asked."""
    head = _asked(root, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    return head.removeprefix("origin/") if head else None


def holds(root: Path, folder: str) -> bool:
    """Whether files of a folder are in the index, and so part of a commit; by its name in any case."""
    with suppress(ProjectError):
        return not lacks(root, folder) and bool(_run(root, "ls-files", "-z", "--", f":(icase){folder}"))
    return False


def ignored(root: Path, paths: Sequence[str]) -> list[str]:
    """The files, relative to the project, that Git would leave out of a commit."""
    with suppress(ProjectError):
        asked = "".join(f"{path}\0" for path in paths).encode()
        listed = _run(root, "check-ignore", "-z", "--stdin", asked=asked)
        return os.fsdecode(listed or b"").split("\0")[:-1]
    return []


def _asked(root: Path, *arguments: str) -> str | None:
    """The line that Git prints; None where it has nothing to say, or is not there."""
    with suppress(ProjectError):
        return os.fsdecode(_run(root, *arguments) or b"").strip() or None
    return None


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks a part of the history."""
    return (_run(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def differing(root: Path, commit: str, paths: Sequence[str]) -> list[str]:
    """The files below the paths, relative to the project, that are not at HEAD as they were at a commit.

    Raises `ProjectError` where Git cannot read one of the two.
    """
    listed = _run(root, "diff", "--no-renames", "--name-only", "--relative", "-z", commit, "HEAD", "--", *paths)
    if listed is None:
        raise ProjectError(f"{commit}: Git cannot compare it with HEAD; is the clone complete?")
    return os.fsdecode(listed).split("\0")[:-1]


def uncommitted(root: Path, paths: Sequence[str]) -> list[str]:
    """The files below the paths, relative to the project, that are not as HEAD has them; none without a commit."""
    if commit_of(root, "HEAD") is None:
        return []
    changed = _run(root, "diff", "--no-renames", "--name-only", "--relative", "-z", "HEAD", "--", *paths)
    new = _run(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *paths)
    return [path for listed in (changed, new) for path in os.fsdecode(listed or b"").split("\0")[:-1]]


def folder_at(root: Path, ref: str, folder: str) -> dict[str, str]:
    """Path below a folder of the project to text, at a ref. Raises `ProjectError`.

    A file that holds there what it holds now is read from the project: Git tells so by the name of its content.
    """
    place = f"{ref}^{{commit}}:./{folder}"
    listed = _run(root, "ls-tree", "-r", "-z", "--full-tree", "--end-of-options", place)
    if listed is None:
        raise _why_not_at(root, ref, folder)
    blobs = [(path, about.split()[2]) for about, path in _entries(listed)]
    contents = {path: content for path, name in blobs if (content := _here(root / folder / path, name)) is not None}
    others = [(path, name) for path, name in blobs if path not in contents]
    for (path, name), content in zip(others, _contents(root, [name for _, name in others]), strict=True):
        if content is None:
            raise ProjectError(f"{ref}: Git cannot read {path} ({name[:12]}); is the clone complete?")
        contents[path] = content
    texts: dict[str, str] = {}
    for path, _ in blobs:
        try:
            texts[path] = contents[path].decode("utf-8")
        except UnicodeDecodeError:
            raise ProjectError(f"{ref}: {path}: is no text in UTF-8") from None
    return texts


def _why_not_at(root: Path, ref: str, folder: str) -> ProjectError:
    """What is wrong with a folder at a ref."""
    if _run(root, "rev-parse", "--git-dir") is None:
        return ProjectError(f"{root}: is no Git repository; name what to compare with: --against DIR")
    if commit_of(root, ref) is None:
        if commit_of(root, "HEAD") is None and ref == "HEAD":
            return ProjectError("there is no commit to compare with yet; commit dist/, or name a folder: --against DIR")
        return ProjectError(f"{ref}: is neither a folder nor a ref that Git knows here; `git fetch` brings refs")
    return ProjectError(f"{ref}: there is no {folder}/ in it; name a ref that has one")


def _here(file: Path, name: str) -> bytes | None:
    """The content of a file, if Git would call it so."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    from hashlib import sha1, sha256  # which loads OpenSSL

    hashed = (sha1 if len(name) == _SHA1 else sha256)(b"blob %d\0" % len(content), usedforsecurity=False)
    hashed.update(content)
    return content if hashed.hexdigest() == name else None


def tracked(root: Path, folder: str) -> dict[str, list[bytes]] | None:
    """Path below a folder of the project to content in Git's index, of both sides while a merge is not resolved.

    None where Git knows nothing of the project: there is no repository, it is somebody else's, or Git is not there.
    """
    try:
        listed = _run(root, "ls-files", "--stage", "-z", "--", folder)
    except ProjectError:
        return None
    if listed is None:
        return None
    blobs = [(path.removeprefix(f"{folder}/"), about.split()[1]) for about, path in _entries(listed)]
    contents: dict[str, list[bytes]] = {}
    for (path, _), content in zip(blobs, _contents(root, [name for _, name in blobs]), strict=True):
        contents.setdefault(path, []).append(content or b"")
    return contents


def _entries(listed: bytes) -> Iterator[tuple[str, str]]:
    """What Git says of each file, and its path; links and modules of other repositories hold no object."""
    for entry in os.fsdecode(listed).split("\0")[:-1]:
        about, _, path = entry.partition("\t")
        if about.startswith("100"):
            yield about, path


def _contents(root: Path, names: Sequence[str]) -> Iterator[bytes | None]:
    """The contents of all blobs, asked for at once; None for one that Git cannot read."""
    if not names:
        return
    out = _run(root, "cat-file", "--batch", asked="".join(f"{name}\n" for name in names).encode()) or b""
    at = 0
    for _ in names:
        head, _, _ = out[at : at + 200].partition(b"\n")
        words = head.split()
        start = at + len(head) + 1
        size = int(words[2]) if len(words) == 3 else None
        yield None if size is None else out[start : start + size]
        at = start if size is None else start + size + 1


def _run(root: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """What Git prints; None where it fails."""
    done = _git(root, *arguments, asked=asked)
    return done.stdout if done.returncode == 0 else None


def _git(root: Path, *arguments: str, asked: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    import subprocess  # which takes as long to import as Git to answer

    environment = {name: value for name, value in os.environ.items() if name not in _PLACE}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], input=asked, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError:
        raise ProjectError("git is not on the PATH; install it") from None
