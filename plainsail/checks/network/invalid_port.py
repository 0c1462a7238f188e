"""A port's number or name is not allowed.

Why: the API server refuses the object.
Fix: use a number from 1 to 65535, and a name of at most 15 lower-case letters, digits and dashes.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("port")
