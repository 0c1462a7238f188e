"""What people ask beside rendering: in the sample, as it lies committed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench.measure import Way
from bench.programs import Programs, environ
from bench.projects import copied, edit_of, forget, rendered, sample
from bench.suites.judges import judges
from bench.suites.sample import python_ways

DIFFERS = frozenset({0, 1})
"""The exit codes of a command that may find something."""
OF_A_FIELD = ("HorizontalPodAutoscaler/backend", "spec.maxReplicas")


def ways(folder: Path, programs: Programs, sizes: Sequence[int]) -> list[Way]:
    """Ours, then who judges the same files, then Python itself."""
    del sizes
    project = rendered(sample(folder / "project"), programs.plainsail)
    changed, fresh, unseen = (copied(project, folder / name) for name in ("changed", "fresh", "unseen"))
    edited = edit_of(changed)

    def ours(
        key: str, *words: str, of: Path = project, title: str = "", before: Callable[[], None] = lambda: None
    ) -> Way:
        return Way(
            key=key,
            title=title or f"plainsail {' '.join(words)}",
            command=(programs.plainsail, *words),
            folder=of,
            env=environ(library=True),
            before=before,
            codes=DIFFERS,
        )

    setting = ("explain", "staging/backend", "hpa.max_replicas")
    field = ("explain", "staging/backend", *OF_A_FIELD)
    return [
        ours("help", "--help"),
        ours("version", "--version"),
        ours("list", "list"),
        ours("explain-setting", *setting, title="plainsail explain, a setting"),
        ours(
            "explain-field-first",
            *field,
            of=fresh,
            title="plainsail explain, a field, first time",
            before=partial(forget, fresh),
        ),
        ours("explain-field", *field, title="plainsail explain, a field, again"),
        ours("check-first", "check", of=unseen, title="plainsail check, first time", before=partial(forget, unseen)),
        ours("check", "check", title="plainsail check, nothing changed"),
        ours("plan", "plan", title="plainsail plan, nothing changed"),
        ours("plan-changed", "plan", of=changed, title="plainsail plan, one setting changed", before=edited),
        *judges(folder, programs, project / "dist"),
        *python_ways(folder, programs),
    ]
