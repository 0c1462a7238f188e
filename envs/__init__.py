"""What we say: each app, and the class that holds its settings in each environment.

A new environment is a file beside its app's others and one line here.

Nothing here computes: settings are said, never derived from YAML, files or the machine.
"""

from collections.abc import Mapping

from constructs_lib.settings import Environment
from envs.backend import production, staging

ENVIRONMENTS: Mapping[str, Mapping[str, type[Environment]]] = {
    "backend": {"staging": staging.Staging, "production": production.Production},
}
