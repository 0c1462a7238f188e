"""A volume has two sources, or one that lacks what it needs; a path leads out of it, or its mount is wrong.

Why: the API server refuses the pod.
Fix: give it one source with its name, `emptyDir: {}` for a folder that lives as long as the pod, and paths without
'..'.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("volume")
