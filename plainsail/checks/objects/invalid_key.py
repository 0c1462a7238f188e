"""A key of a ConfigMap or Secret, or the name of a variable, is not allowed.

Why: the API server refuses the object.
Fix: use letters, digits, '-', '_' and '.'.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("key")
