"""Rules as the engine, the formats and the documentation see them, each made from a module.

A rule's module says what it finds in the first line of its docstring, then `Why:` that matters and, where one remedy
fits all, `Fix:`, in words of Kubernetes; `In settings:` says the same to who renders the object from settings. It has
a `SEVERITY`, and a function that takes a subject and yields findings. Its id is its file's name, with dashes for
underscores.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Generic, TypeVar

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.errors import ProjectError
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.table import table

IN_WORDS: Mapping[Meaning, str] = {
    "refused": "the API server refuses the object",
    "cannot work": "the object is accepted, and cannot work",
    "unsafe": "it works and is unsafe, or loses something",
    "will fail": "it works until a day that will come",
}
"""What the errors of a rule mean."""

OWN_RULES = "checks/__init__.py"
"""The file of a project that lists rules of its own."""

S = TypeVar("S")
"""What a rule looks at: manifests, a comparison of two trees, what Parameter Store answered."""


@dataclass(frozen=True)
class Rule(Generic[S]):
    """One rule."""

    id: str
    severity: Severity
    title: str
    """What it finds, in one line."""
    text: str
    """The docstring below the title, without `Why:` and `Fix:`."""
    why: str
    fix: str
    """Empty where each finding says its own."""
    find: Callable[[S], Iterator[Finding]]
    in_settings: str = ""
    """The fix in words of the settings, where those are others."""
    means: Meaning | None = None
    """What its errors mean; None where it has none."""
    path: str = ""
    """The file of a project's own rule, from the project's folder; empty for one of ours."""

    @property
    def sections(self) -> Mapping[str, str]:
        """What there is to say beside the title, by the word that it stands under."""
        told = {"Why": self.why, "Fix": self.fix, "In settings": self.in_settings}
        return {word: text for word, text in told.items() if text}

    def severity_of(self, finding: Finding) -> Severity:
        """How grave a finding is: it may differ from what the rule's are."""
        return finding.severity or self.severity

    def means_of(self, finding: Finding) -> Meaning | None:
        """What a finding means; None where it is no error."""
        return (finding.means or self.means) if self.severity_of(finding) == "error" else None

    def fix_of(self, finding: Finding) -> str:
        """What to do about a finding: in settings where a project renders the object, else in its YAML."""
        if finding.fix is not None:
            return finding.fix
        where = finding.where
        if where.vendored:  # the file of somebody else stays as it is
            return f"{self.fix}; here by a patch (`patches`)"
        return self.in_settings if self.in_settings and where.environment is not None else self.fix


class Registry(Mapping[str, Rule[S]]):
    """The rules of a command by id, in their order. A module is imported when its rule is asked for."""

    def __init__(
        self,
        package: str,
        names: Sequence[str],
        *,
        command: str,
        noun: str,
        function: str = "find",
        asks: Path | None = None,
        more: Mapping[str, Rule[S]] | None = None,
    ) -> None:
        """The rules of a package; `more` are made already, and stand behind them.

        `asks` is a file that says what each asks a subject first (`plainsail.manifests.questions`).
        """
        self.command = command
        """`check`, as people type it after `plainsail`."""
        self.noun = noun
        """What people call a rule: `check`, `consequence`."""
        self._package, self._names, self._function, self._asks = package, names, function, asks
        self._rules: dict[str, Rule[S]] = dict(more or {})
        self._modules = {id_of(name): f"{package}.{name}" for name in names} | dict.fromkeys(self._rules, "")

    def __getitem__(self, id: str) -> Rule[S]:
        if id not in self._rules:
            module = import_module(self._modules[id])
            title, why, fix, in_settings, text = parse(module.__doc__ or "")
            find = getattr(module, self._function)
            means = getattr(module, "MEANS", None)
            self._rules[id] = Rule(id, module.SEVERITY, title, text, why, fix, find, in_settings, means)
        return self._rules[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)

    def with_rules(self, more: Mapping[str, Rule[S]]) -> "Registry[S]":
        """The same, and further rules behind them."""
        return Registry(
            self._package,
            self._names,
            command=self.command,
            noun=self.noun,
            function=self._function,
            asks=self._asks,
            more=more,
        )

    def apart_from(self, is_nothing: Callable[[tuple[str, ...]], bool]) -> list[Rule[S]]:
        """The rules that may find something, in their order: but for those to whom all that they ask first is nothing.

        The modules of those are not imported.
        """
        asks = json.loads(self._asks.read_bytes()) if self._asks else {}
        quiet = {
            id for id, asked in asks.items() if asked is not None and all(is_nothing(tuple(each)) for each in asked)
        }
        return [self[id] for id in self if id not in quiet]

    def require(self, id: str, *, option: str = "") -> str:
        """The id. Raises `ProjectError` for one that no rule has; `option` is where it was said."""
        if id not in self._modules:
            near = did_you_mean(id, self._modules) or f"; `plainsail {self.command} --list` shows them"
            raise ProjectError(f"{option} {id}: there is no such {self.noun}{near}".lstrip())
        return id

    def listing(self) -> str:
        """A line for each rule: id, severity, what its errors mean where any has some, whose it is, title."""
        means, own = any(rule.means for rule in self.values()), any(rule.path for rule in self.values())
        return table(
            [
                (
                    rule.id,
                    rule.severity,
                    *([rule.means or ""] if means else []),
                    *(["project" if rule.path else "plainsail"] if own else []),
                    rule.title,
                )
                for rule in self.values()
            ]
        )

    def explain(self, id: str) -> str:
        """What one rule is about. Raises `ProjectError` for an unknown id."""
        rule = self[self.require(id)]
        means = {"An error means": IN_WORDS[rule.means]} if rule.means else {}
        told = (f"{word}: {text}." for word, text in {**rule.sections, **means}.items())
        parts = (
            f"{rule.title}.",
            rule.text and f"{rule.text}.",
            *told,
            rule.path and f"The project's own: {rule.path}",
        )
        return "\n\n".join((f"{rule.id} ({rule.severity})", *filter(None, parts)))


def id_of(name: str) -> str:
    """The id of the rule that a module is.

    >>> id_of("images.image_tag_latest")
    'image-tag-latest'
    """
    return name.rpartition(".")[2].replace("_", "-")


def parse(docstring: str) -> tuple[str, str, str, str, str]:
    r"""Title, why, fix, the fix in settings, and what else a rule's docstring says; each on one line.

    >>> parse("Pods have no name.\n\nWhy: nobody\nfinds them.\nFix: say `name`.\n")
    ('Pods have no name', 'nobody finds them', 'say `name`', '', '')
    """
    title, _, rest = docstring.strip().partition("\n")
    parts = re.split(r"^(Why|Fix|In settings): ", rest, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    why, fix, in_settings = (_line(sections.get(word, "")) for word in ("Why", "Fix", "In settings"))
    return _line(title), why, fix, in_settings, _line(parts[0])


def _line(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")
