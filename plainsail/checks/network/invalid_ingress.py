"""An Ingress has no rule, a path or host that is none, or a backend that names no single target.

Why: the API server refuses the Ingress.
Fix: begin paths with '/', name hosts by DNS, and name a service with a port's name or number.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("ingress")
