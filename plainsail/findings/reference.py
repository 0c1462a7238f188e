"""What the rules of a command are about, listed: for people, scripts, and as a page of documentation."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from plainsail.findings.formats.json import document
from plainsail.findings.rules import IN_WORDS, Registry, Rule


def _json(rules: Registry[Any]) -> str:
    """`{"version": 1, "checks": [...]}`: a row for each rule in their order; `path` is the file of a project's own."""
    rows = [
        {
            "id": rule.id,
            "severity": rule.severity,
            "means": rule.means,
            "title": rule.title,
            "text": rule.text,
            "why": rule.why,
            "fix": rule.fix,
            "in_settings": rule.in_settings,
            "path": rule.path or None,
        }
        for rule in rules.values()
    ]
    return document(f"{rules.noun}s", rows)


def markdown(rules: Registry[Any]) -> str:
    """A table of the rules, and a section for each; a project's own come first."""
    own = [rule for rule in rules.values() if rule.path]
    ours = [rule for rule in rules.values() if not rule.path]
    noun = f"{rules.noun}s"
    parts = {f"The project's own {noun}": own, f"The {noun} of plainsail": ours} if own else {f"The {noun}": ours}
    return "\n".join(_chapter(title, rules.noun, known) for title, known in parts.items())


def _chapter(title: str, noun: str, rules: Sequence[Rule[Any]]) -> str:
    known = sorted(rules, key=lambda rule: rule.id)
    header = f"| {noun} | severity | its errors mean | what is wrong |\n|---|---|---|---|"
    table = "\n".join(map(_row, known))
    return f"## {title}\n\n{header}\n{table}\n\n" + "\n".join(map(_section, known))


def _row(rule: Rule[Any]) -> str:
    title = rule.title.replace("|", "\\|")
    return f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.means or ''} | {title} |"


def _section(rule: Rule[Any]) -> str:
    about = f"{rule.title}.{f' {rule.text}.' if rule.text else ''}"
    told = "".join(f"\n**{word}:** {text}.\n" for word, text in rule.sections.items())
    means = f"; an error means: {IN_WORDS[rule.means]}" if rule.means else ""
    return f"### {rule.id}\n\n*{rule.severity}*{means} · {about}\n{told}"


LISTINGS: Mapping[str, Callable[[Registry[Any]], str]] = {
    "text": Registry.listing,
    "json": _json,
    "markdown": markdown,
}
"""The formats that a list of rules has."""
