"""A PodDisruptionBudget sets how many pods must stay and how many may go.

Why: the API server refuses it.
Fix: keep `maxUnavailable`, which follows the number of pods, or `minAvailable`.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("disruption_budget")
