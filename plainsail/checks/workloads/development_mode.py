"""An app runs in development mode in production.

Told by the variables of Symfony, Laravel, Rails, Django, Flask, Node.js, Spring and ASP.NET, in environments (or, of
other people's YAML, namespaces) that are called production, prod or live.

Why: development mode shows errors with code, settings and secrets to whoever asks, some let visitors run code, and all
are slow.
Fix: set the variable to its value for production, or leave it out.
"""

import re
from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes.paths import Item
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.environments import is_production
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"

_DEVELOPMENT = r"dev|develop|development|local"
_ON = r"1|true|yes|on"
_EXPOSING: Mapping[str, str] = {
    "APP_ENV": _DEVELOPMENT,  # Symfony, Laravel
    "SYMFONY_ENV": _DEVELOPMENT,
    "APP_DEBUG": _ON,
    "SYMFONY_DEBUG": _ON,
    "LARAVEL_DEBUG": _ON,
    "RAILS_ENV": r"development",
    "RACK_ENV": r"development",
    "FLASK_DEBUG": _ON,
    "FLASK_ENV": r"development",
    "DJANGO_DEBUG": _ON,
    "WERKZEUG_DEBUG_PIN": r"off",
    "ASPNETCORE_ENVIRONMENT": r"development",
    "DOTNET_ENVIRONMENT": r"development",
    "CI_ENVIRONMENT": r"development",  # CodeIgniter
    "YII_DEBUG": _ON,
    "YII_ENV": r"dev",
    "WORDPRESS_DEBUG": _ON,
    "CAKEPHP_DEBUG": _ON,
    "MIX_ENV": r"dev",
}
"""What shows the inside of the app, or lets visitors into it."""
_SLOW: Mapping[str, str] = {
    "NODE_ENV": r"dev|development|local",
    "SPRING_PROFILES_ACTIVE": rf"(?:.*,)?\s*(?:{_DEVELOPMENT})\s*(?:,.*)?",
    "MICRONAUT_ENVIRONMENTS": rf"(?:.*,)?\s*(?:{_DEVELOPMENT})\s*(?:,.*)?",
    "QUARKUS_PROFILE": r"dev",
    "GIN_MODE": r"debug",
    "DEBUG": rf"\*|{_ON}",
    "ENVIRONMENT": _DEVELOPMENT,
    "ENV": _DEVELOPMENT,
}
"""What is slow and talkative, or means something else to some program."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        ours = container.resource.environment
        if is_production(ours if ours is not None else container.resource.namespace):
            yield from _findings(container)


def _findings(container: Container) -> Iterator[Finding]:
    for name, entry in container.env.items():
        value = entry.get("value", "")
        exposing, slow = _EXPOSING.get(name), _SLOW.get(name)
        if value and re.fullmatch(exposing or slow or "", value, re.IGNORECASE):
            # Somebody else's namespace may be called so, and serve developers.
            grave = exposing and container.resource.is_ours
            message = f"{name}={value} is development mode, in production"
            where = container.where("env", Item(name), "value")
            yield Finding(where, message, severity=None if grave else "warning")
