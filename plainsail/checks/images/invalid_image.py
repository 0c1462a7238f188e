"""An image cannot be read as one.

Why: the pod stays in InvalidImageName and never starts.
Fix: write `registry/repository:tag@digest`, the repository in lower case.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

check = of_shape("image")
