"""The name of an object, container or volume is not allowed.

Why: the API server refuses the object: names become parts of host names, paths and URLs.
Fix: rename it as the message says.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Severity

SEVERITY: Severity = "error"

check = of_shape("name")
