"""The story that the recording tells: a setting is changed, a mistake is found before the merge, a value is traced."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Lines of a file that somebody changes."""

    caption: str
    file: str
    diff: str
    """Without line numbers; the context must stand in the file, once."""
    pause: float
    """Seconds to read what is shown then."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """A command that somebody types; ` && ` joins several."""

    caption: str = ""
    command: str
    pause: float


_FILE = "envs/backend/production.py"
BEFORE = Edit(
    caption="",
    file=_FILE,
    diff="""\
     ingress = change(host="backend.example.com")
+    hpa = change(min_replicas=2, max_replicas=6)
""",
    pause=0,
)
"""What production says besides, before the story begins."""
STORY = (
    Edit(
        caption="Change a setting of production",
        file=_FILE,
        diff="""\
     hpa = change(min_replicas=2, max_replicas=6)
+    liveness_probe = change(period_seconds=10)
""",
        pause=0.6,
    ),
    Run(caption="What will that do to the cluster?", command="plainsail plan", pause=5),
    Edit(
        caption="Go further, and make a mistake",
        file=_FILE,
        diff="""\
-    liveness_probe = change(period_seconds=10)
+    liveness_probe = change(period_seconds=5)
""",
        pause=0.6,
    ),
    Run(
        caption="`check` finds it before the merge, and names the line",
        command="plainsail synth && plainsail check",
        pause=5.5,
    ),
    Edit(
        caption="Fix it",
        file=_FILE,
        diff="""\
-    liveness_probe = change(period_seconds=5)
+    liveness_probe = change(period_seconds=5, failure_threshold=10)
""",
        pause=0.4,
    ),
    Run(command="plainsail synth && plainsail check", pause=1.6),
    Run(
        caption="Months later: where do six pods come from?",
        command="plainsail explain production/backend hpa.max_replicas",
        pause=5.5,
    ),
)
