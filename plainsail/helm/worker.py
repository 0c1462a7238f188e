"""The process in which Helm runs. It reads one request a line, and answers each in a line.

It is run as a file: after a fork Helm hangs, and a template may never end or take all memory, so that the process that
asks must live on without it. It imports nothing of the tool.
"""

from __future__ import annotations

import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import tarfile
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from typing import Any

TOO_LONG, TOO_LARGE = 93, 94
"""How the process ends itself: a request took longer than it may, or more memory."""
CALLED = "plainsail:called:"
"""What stands before the name of a function that a template called, and whose answer no commit decides."""

_SPLIT = re.compile(r"(?:^|\s*\n)---\s*")
"""Between documents, as Helm has it."""
_CLOCK = {"ago": "tuple", "date": "tuple", "htmlDate": "tuple", "lookup": "tuple", "now": ""}
"""Functions that ask the clock, the time zone or a cluster, and what takes their arguments instead."""
_ACTION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_TOKEN = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|`[^`]*`|[.$]?[A-Za-z_]\w*", re.DOTALL)
_PEEK = re.compile(rf"\b(?:{'|'.join(_CLOCK)})\b")
_INTERVAL = 0.02


def main(seconds: float, mebibytes: int) -> None:
    """Answers requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what Helm prints is nobody's business: it holds values
    watch = _Watch(seconds, mebibytes)
    import helm_python

    for line in sys.stdin:
        request = json.loads(line)
        watch.begin()
        try:
            answer = _OPERATIONS[request.pop("do")](**request)
        except (helm_python.HelmError, _NotDone) as error:
            answer = {"error": type(error).__name__, "text": str(error), "file": getattr(error, "file", None)}
        watch.end()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


class _Watch:
    """Ends the process where a request takes too long or too much, or where nobody waits for its answer."""

    def __init__(self, seconds: float, mebibytes: int) -> None:
        most = mebibytes << 20
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # What Go reserves without using it counts for RLIMIT_AS, not for this one.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (2 * most, 2 * most))
        self._seconds, self._most, self._parent = seconds, _used() + most, os.getppid()
        self._until: float | None = None
        self._wake = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def begin(self) -> None:
        """A request begins."""
        self._until = time.monotonic() + self._seconds
        self._wake.set()

    def end(self) -> None:
        """It has its answer."""
        self._until = None
        self._wake.clear()

    def _run(self) -> None:
        while self._wake.wait():
            time.sleep(_INTERVAL)
            until = self._until
            if _used() > self._most:
                os._exit(TOO_LARGE)
            if until is not None and (time.monotonic() > until or os.getppid() != self._parent):
                os._exit(TOO_LONG)


def _used() -> int:
    """The most memory that the process has had, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10


class _NotDone(Exception):
    """What keeps a release from being rendered, and Helm does not say."""

    def __init__(self, text: str, file: str | None = None) -> None:
        super().__init__(text)
        self.file = file


def _render(
    *,
    chart: str,
    name: str,
    namespace: str,
    values: dict[str, Any],
    defaults: dict[str, Any] | None,
    options: dict[str, Any],
    crds: bool,
    twice: bool,
    without: list[str],
) -> dict[str, Any]:
    import helm_python

    helm_python.validate_release_name(name)
    with ExitStack() as stack:
        if defaults is not None:
            chart = _copied(stack, chart)
            (Path(chart) / "values.yaml").write_text(json.dumps(defaults))
        options = {"namespace": namespace, **options}
        _gate(chart, name, values, options)
        first = _texts(chart, name, values, options, crds)
        documents = _documents_of(first)
        wanted = _without(documents, without)
        if twice:
            kept = {file for file, _ in wanted}
            unused = [file for file, _ in first if file not in kept] if without else []
            _refuse_calls(stack, chart, name, values, options, unused=unused)
        again = _texts(chart, name, values, options, crds) if twice else first
    others = wanted if again == first else _without(_documents_of(again), without)  # what differs may be a comment
    return {"documents": documents, "differing": None if others == wanted else [wanted, others]}


def _gate(chart: str, name: str, values: dict[str, Any], options: dict[str, Any]) -> None:
    """Lets Helm refuse what only an installation looks at: dependencies, the version of Kubernetes, the YAML."""
    from helm_python import Chart, Config, _native

    with Chart.load(chart) as loaded, Config(storage_driver="memory") as config:
        asked = json.dumps({"dry_run": "client", **options})
        _native.call_string(
            "helm_install", config._raw(), _native.HANDLE(0), loaded._raw(), None, name, json.dumps(values), asked
        )


def _texts(chart: str, name: str, values: dict[str, Any], options: dict[str, Any], crds: bool) -> list[tuple[str, str]]:
    """The files that are rendered, with their texts; CRDs first, of the subcharts that are switched on."""
    from helm_python import Chart, _native

    with Chart.load(chart) as loaded:  # rendering changes a chart
        texts = json.loads(_native.call_string("helm_render", loaded._raw(), *_asked(name, values, options)))
        files = [(each["filename"], each["data"]) for each in loaded.crds] if crds else []
        return files + [(file, text) for file, text in texts.items() if _is_output(file)]


def _documents_of(files: list[tuple[str, str]]) -> list[tuple[str, dict[str, Any]]]:
    """The documents, each with the file that it is made from."""
    return [(file, document) for file, text in files for document in _read(text, file)]


def _without(documents: list[tuple[str, dict[str, Any]]], names: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """The documents but for those that nobody wants: what is random in them does no harm."""
    return [each for each in documents if _name(each[1]) not in names]


def _name(document: dict[str, Any]) -> str:
    metadata = document.get("metadata")
    return f"{document.get('kind')}/{metadata.get('name') if isinstance(metadata, dict) else None}"


def _asked(name: str, values: dict[str, Any], options: dict[str, Any]) -> tuple[str, str]:
    return json.dumps(values), json.dumps({"name": name, "is_install": True, "revision": 1, **options})


def _is_output(file: str) -> bool:
    return not (file.endswith("NOTES.txt") or file.rpartition("/")[2].startswith("_"))


def _read(text: str, file: str) -> Iterator[dict[str, Any]]:
    import helm_python

    for part in _SPLIT.split(text):
        if part.strip():
            try:
                document = helm_python.values_from_yaml(part + "\n")
            except helm_python.HelmError as error:
                raise _NotDone(str(error), file) from None
            if document:
                yield document


def _refuse_calls(
    stack: ExitStack, chart: str, name: str, values: dict[str, Any], options: dict[str, Any], *, unused: list[str]
) -> None:
    """Refuses a chart whose rendering calls a function that asks the clock or a cluster: Helm renders it with traps."""
    from helm_python import Chart, HelmError, _native

    trapped = _with_traps(values)
    if trapped == values and not _may_call(Path(chart)):
        return  # a copy for each release of a large chart would take longer than all else
    copy = _copied(stack, chart)
    for file in unused:
        (Path(copy) / file.partition("/")[2]).unlink(missing_ok=True)
    changed = trapped != values
    for path in Path(copy).rglob("*"):
        if path.is_file() and path.name not in {"Chart.yaml", "values.yaml", "values.schema.json"}:
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            if (trap := _with_traps(text)) != text:
                path.write_bytes(trap.encode("utf-8", "surrogateescape"))
                changed = True
    if not changed:
        return
    with Chart.load(copy) as loaded:
        try:
            _native.call_string("helm_render", loaded._raw(), *_asked(name, trapped, options))
        except HelmError as error:
            if CALLED in str(error):
                raise


def _may_call(chart: Path) -> bool:
    """Whether a file of the chart has the name of such a function in it; an archive may have."""
    if chart.is_file():
        return True
    files = [path for path in chart.rglob("*") if path.is_file()]
    return any(path.suffix == ".tgz" or _PEEK.search(path.read_bytes().decode("latin-1")) for path in files)


def _with_traps(value: Any) -> Any:
    """A value or a text in which each call of such a function fails."""
    match value:
        case str() if "{{" in value and _PEEK.search(value):
            return _ACTION.sub(lambda action: _TOKEN.sub(_trap, action[0]), value)
        case dict():
            return {key: _with_traps(item) for key, item in value.items()}
        case list():
            return [_with_traps(item) for item in value]
    return value


def _trap(token: re.Match[str]) -> str:
    word = token[0]
    return f'{_CLOCK[word]} (fail "{CALLED}{word}")'.strip() if word in _CLOCK else word


def _copied(stack: ExitStack, chart: str) -> str:
    """A copy of a chart, all archives in it unpacked; it goes with the stack."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plainsail-helm-")))
    if Path(chart).is_file():
        copy = _unpacked(Path(chart), folder)
    else:
        copy = folder / Path(chart).name
        shutil.copytree(chart, copy)
    while archives := [*copy.rglob("charts/*.tgz")]:
        for archive in archives:
            _unpacked(archive, archive.parent)
            archive.unlink()
    return str(copy)


def _unpacked(archive: Path, folder: Path) -> Path:
    try:
        with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as tar:
            return folder / _unpacked_files(tar, folder)
    except (OSError, ValueError, EOFError, tarfile.TarError, zlib.error) as error:
        raise _NotDone(f"{archive.name} cannot be unpacked: {getattr(error, 'strerror', None) or error}") from None


def _unpacked_files(tar: tarfile.TarFile, folder: Path) -> str:
    """Unpacks files alone, as Helm does, to which a link is an empty one; the name of the folder that holds them."""
    files = {PurePosixPath(member.name): member for member in tar.getmembers() if not member.isdir()}
    if any(path.is_absolute() or ".." in path.parts for path in files):
        raise ValueError("it holds files outside of its chart")
    names = {path.parts[0] for path in files}
    if len(names) != 1:
        raise ValueError("it holds more than one chart")
    for path, member in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        content = tar.extractfile(member) if member.isreg() else None
        (folder / path).write_bytes(content.read() if content else b"")
    return names.pop()


def _documents(text: str) -> dict[str, Any]:
    return {"documents": [*_read(text, "")]}


def _lint(chart: str) -> dict[str, Any]:
    import helm_python

    return {"messages": helm_python.lint(chart)["messages"]}


def _values(text: str) -> dict[str, Any]:
    import helm_python

    return {"values": helm_python.values_from_yaml(text)}


def _parameter(text: str, as_text: bool) -> dict[str, Any]:
    import helm_python

    return {"values": (helm_python.parse_set_string_values if as_text else helm_python.parse_set_string)(text)}


_OPERATIONS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "documents": _documents,
    "lint": _lint,
    "parameter": _parameter,
    "render": _render,
    "values": _values,
}

if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
