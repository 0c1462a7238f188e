"""The name of an object, container or volume is not allowed.

Why: the API server refuses the object: names become parts of host names, paths and URLs.
Fix: rename it as the message says.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("name")
