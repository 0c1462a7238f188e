"""What a chart says to people: README.md and NOTES.txt."""

from __future__ import annotations

import json
from typing import Any

from plainsail.helm_export.template import escaped
from plainsail.helm_export.values import ChartValue, Values

_LONGEST = 60


def readme(app: str, version: str, values: Values, defaults: dict[str, Any]) -> str:
    """What the chart is, how it is installed, and its values as a table."""
    first, *_ = values.environments
    rows = [_row(value, values, defaults) for _, value in sorted(values.all.items())]
    switches = "".join(f" --set {'.'.join(v.steps)}=false" for v in values.all.values() if v.has_default)
    files = ", ".join(f"`environments/{name}.yaml`" for name in values.environments)
    return "\n".join(
        [
            f"# {app}",
            "",
            f"Version {version}, made by `plainsail helm export {app}`: change the settings, not the chart.",
            "",
            "```console",
            f"$ helm install {app} . --namespace NAMESPACE --create-namespace -f environments/{first}.yaml{switches}",
            "```",
            "",
            f"What differs between environments is in {files}; with each of them, the chart gives the objects of that",
            f"environment. `values.yaml` has what they share, and else what `{first}` says.",
            *_notes(values),
            "",
            "## Values",
            "",
            "| value | default | what it is |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def notes(app: str) -> str:
    """What Helm prints behind an installation."""
    return (
        f"{escaped(app)} is installed as {{{{ .Release.Name }}}} in {{{{ .Release.Namespace }}}}.\n\n"
        "  kubectl get pods --namespace {{ .Release.Namespace }}"
        f" --selector app.kubernetes.io/name={escaped(app)}\n"
    )


def _notes(values: Values) -> list[str]:
    lines: list[str] = []
    if any(steps[-1] == "digest" for steps in values.all):
        lines += ["", 'An image\'s digest decides, where there is one; to go by another tag, set `digest` to `""`.']
    if any(value.has_default for value in values.all.values()):
        lines += [
            "",
            "The environments bring their Namespace, as Argo CD applies it. Helm itself needs one before it installs:",
            "leave that to `--create-namespace`, and set the value that brings the Namespace to false.",
        ]
    return lines


def _row(value: ChartValue, values: Values, defaults: dict[str, Any]) -> str:
    here: Any = defaults
    for step in value.steps:
        here = here.get(step) if isinstance(here, dict) else None
    default = "" if here is None else f"`{_short(here)}`"
    differs = any(value is one for one in values.differing())
    setting = f"setting `{value.about.setting}`" if value.about.setting else ""
    what = "; ".join(filter(None, [value.about.documentation, "differs" if differs else "", setting]))
    return f"| `{'.'.join(value.steps)}` | {_cell(default)} | {_cell(what)} |"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
