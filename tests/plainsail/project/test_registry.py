"""The registry: what it names, and every mistake that can be made in it, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.project.project import Project
from tests.plainsail.projects import ROOT, complaint, copy_of_envs

HEAD = "from constructs_lib.settings import Environment\nfrom envs.backend import production, staging\n\n"

NO_LABEL = "is not a DNS label; write lower-case letters, digits and dashes, a letter or digit at both ends"

MISTAKES = {
    # Each: what stands in the registry, with a mark at the line that is blamed, and what is said.
    "an empty registry": (
        "ENVIRONMENTS = {}  # <-",
        'ENVIRONMENTS is missing or empty; write ENVIRONMENTS = {"app": {"env": Class}}',
    ),
    "a registry that is a list": (
        "ENVIRONMENTS = [staging.Staging]  # <-",
        'ENVIRONMENTS is no mapping; write ENVIRONMENTS = {"app": {"env": Class}}',
    ),
    "an app without environments": (
        'ENVIRONMENTS = {\n    "api": {},  # <-\n}',
        'api has no environments; write "api": {"staging": Class}, or take it out',
    ),
    "an app that is a class": (
        'ENVIRONMENTS = {\n    "api": staging.Staging,  # <-\n}',
        'api has no environments; write "api": {"staging": Class}, or take it out',
    ),
    "a module in the place of a class": (
        'ENVIRONMENTS = {\n    "backend": {\n        "staging": staging,  # <-\n    },\n}',
        "envs.backend.staging is a module; name the class in it: staging.Staging",
    ),
    "a class that is no environment": (
        'ENVIRONMENTS = {\n    "backend": {\n        "staging": str,  # <-\n    },\n}',
        "str is no class of settings; name a class that is an Environment",
    ),
    "an instance in the place of a class": (
        'ENVIRONMENTS = {\n    "backend": {\n        "staging": 7,  # <-\n    },\n}',
        "7 is no class of settings; name a class that is an Environment",
    ),
    "the reserved name": (
        'ENVIRONMENTS = {"backend": {"staging": staging.Staging,\n   "argocd": production.Production}}  # <-',
        "'argocd' is a reserved name: dist/argocd/ is Argo CD's own; rename it",
    ),
    "an environment's name with a capital": (
        'ENVIRONMENTS = {\n    "backend": {\n        "Staging": staging.Staging,  # <-\n    },\n}',
        f"the environment 'Staging' {NO_LABEL}",
    ),
    "an app's name with an underscore": (
        'ENVIRONMENTS = {\n    "my_app": {"staging": staging.Staging},  # <-\n}',
        f"the app 'my_app' {NO_LABEL}",
    ),
    "an app's name that is too long": (
        'ENVIRONMENTS = {\n    "' + "a" * 64 + '": {"staging": staging.Staging},  # <-\n}',
        f"the app '{'a' * 64}' has 64 characters; Kubernetes takes at most 63",
    ),
    "an app's name that is a path": (
        'ENVIRONMENTS = {\n    "../backend": {"staging": staging.Staging},  # <-\n}',
        f"the app '../backend' {NO_LABEL}",
    ),
    "a name that is a number": (
        'ENVIRONMENTS = {\n    "backend": {"staging": staging.Staging},\n    7: {"staging": staging.Staging},  # <-\n}',
        "the app 7 is not text; put it in quotes",
    ),
    "a registry that is computed": (
        "ENVIRONMENTS = dict(backend=dict(argocd=staging.Staging))  # <-",
        "'argocd' is a reserved name: dist/argocd/ is Argo CD's own; rename it",
    ),
}


@pytest.mark.parametrize(("said", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_registry(said: str, message: str, tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    text = HEAD + said
    (root / "envs/__init__.py").write_text(text, encoding="utf-8")
    line = next(number for number, content in enumerate(text.split("\n"), 1) if "# <-" in content)

    assert complaint(root) == f"envs/__init__.py:{line}: {message}"


def test_a_registry_that_is_missing(tmp_path: Path) -> None:
    root = copy_of_envs(tmp_path)
    (root / "envs/__init__.py").write_text("", encoding="utf-8")

    told = 'envs/__init__.py:1: ENVIRONMENTS is missing or empty; write ENVIRONMENTS = {"app": {"env": Class}}'
    assert complaint(root) == told


def test_environments_come_by_app_and_name() -> None:
    assert [(each.app_name, each.env_name) for each in Project(ROOT).environments] == [
        ("backend", "production"),
        ("backend", "staging"),
    ]
