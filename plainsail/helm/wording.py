"""What Helm says of a chart, in one line for people, with the file and the line of the chart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plainsail.helm import worker
from plainsail.location import Location


@dataclass(frozen=True)
class Said:
    """The message, and the file of the chart with the line, where Helm or the chart tells it."""

    message: str
    file: str | None = None
    """From the folder that holds the chart, which has the name that Chart.yaml gives it."""
    line: int = 1


_CALLS = {
    "lookup": "asks the cluster (`lookup`), and nothing of a cluster is known when it is rendered",
    "now": "asks the clock (`now`)",
    "ago": "asks the clock (`ago`)",
    "date": "asks the clock or the time zone (`date`)",
    "htmlDate": "asks the clock or the time zone (`htmlDate`)",
}
_FIXED = "; what is rendered must follow from the commit: give the value in the settings"
_FRAME = re.compile(r"^(?P<file>\S+?):(?P<line>\d+)(?::\d+)?\n\s+executing \"[^\n]*?\" at <(?P<at>.*?)>:", re.MULTILINE)


def said(text: str, chart: Path) -> Said:
    """Helm's words, cleaned."""
    for pattern, of in _FORMS:
        if match := re.search(pattern, text, re.DOTALL):
            return of(match, chart)
    if frames := list(_FRAME.finditer(text)):
        last = frames[-1]
        return Said(f"{last['at']}: {_one_line(text[last.end() :])}", last["file"], int(last["line"]))
    return Said(_one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _called(match: re.Match[str], _chart: Path) -> Said:
    return Said(_CALLS[match["name"]] + _FIXED, match["file"], int(match["line"]))


def _failed(match: re.Match[str], _chart: Path) -> Said:
    return Said(_one_line(match["said"]), match["file"], int(match["line"]))


def _not_yaml(match: re.Match[str], _chart: Path) -> Said:
    return Said(f"what it makes is no object in YAML: {yaml_problem(match['said'])}", match["file"])


def _missing(match: re.Match[str], chart: Path) -> Said:
    names = ", ".join(dict.fromkeys(match["names"].strip().split(", ")))
    line = _line_in(chart, rf"name: *['\"]?{re.escape(names.partition(',')[0])}\b")
    remedy = "vendor it (`helm dependency build`) and commit it"
    return Said(f"Chart.yaml needs {names}, and charts/ does not hold it; {remedy}", "-/Chart.yaml", line)


def _version(match: re.Match[str], chart: Path) -> Said:
    message = f"the chart wants Kubernetes {match['wanted']}, and the environment runs {match['version']}"
    return Said(message, "-/Chart.yaml", _line_in(chart, r"kubeVersion:"))


def _schema(match: re.Match[str], _chart: Path) -> Said:
    lines = match["said"].strip().splitlines()
    wrong = [line[len("- at ") :] for line in lines if line.startswith("- at ")]
    values = (re.sub(r"^'/?(.*?)'", lambda path: path[1].replace("/", ".") or "values", line) for line in wrong)
    return Said(f"values.schema.json refuses {'; '.join(values)}", "-/values.schema.json")


_FORMS: tuple[tuple[str, Callable[[re.Match[str], Path], Said]], ...] = (
    (rf"\((?P<file>[^\s()]+?):(?P<line>\d+)(?::\d+)?\): {worker.CALLED}(?P<name>\w+)", _called),
    (r"(?:execution|parse) error at \((?P<file>\S+?):(?P<line>\d+)(?::\d+)?\): (?P<said>.+)", _failed),
    (r"YAML parse error on (?P<file>\S+): (?P<said>.+)", _not_yaml),
    (r"missing in charts/ directory: (?P<names>.+)", _missing),
    (r"requires kubeVersion: (?P<wanted>.+?) which is incompatible with Kubernetes v?(?P<version>\S+)", _version),
    (r"values don't meet the specifications of the schema.*?:\n(?P<said>.+)", _schema),
)


def _line_in(chart: Path, pattern: str) -> int:
    return _line(chart / "Chart.yaml", pattern) or 1


def line_of_key(file: Path, key: str) -> int:
    """The first line of a template that writes a key of that name; 1 where none does."""
    return _line(file, rf"^\s*(- )?[\"']?{re.escape(key)}[\"']?:") or 1


def _line(file: Path, pattern: str) -> int | None:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if re.search(pattern, line)), None)


def place(file: str, chart: Path, line: int = 1) -> Location:
    """Where a file of a chart is: Helm begins it with the chart's name, people with the chart's folder."""
    return Location(str(chart / file.partition("/")[2]), line)


def yaml_problem(text: str) -> str:
    """Why a text is no mapping, in few words.

    >>> yaml_problem("error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context")
    'mapping values are not allowed in this context'
    >>> yaml_problem("error unmarshaling JSON: json: cannot unmarshal array into Go value of type common.Values")
    'a list where a mapping is expected'
    """
    if match := re.search(r"cannot unmarshal (\w+) into Go value", text):
        return f"a {'list' if match[1] == 'array' else match[1]} where a mapping is expected"
    return _one_line(re.sub(r"^.*?yaml: (line \d+: )?", "", text, count=1, flags=re.DOTALL))
