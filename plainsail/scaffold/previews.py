"""A new environment of previews: one that runs for each pull request, and the workflow that says for which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from constructs_lib.settings import Deployed, Environment, Replicated, WebService, Workload
from constructs_lib.settings.previews import PULL_REQUEST, github_of
from plainsail.errors import ProjectError
from plainsail.scaffold import preview_workflow
from plainsail.scaffold.environments import new_environment, registered
from plainsail.scaffold.names import class_of
from plainsail.scaffold.python_text import quoted

if TYPE_CHECKING:
    from plainsail.scaffold.draft import Draft

NAMES = ("Environment", "PullRequests", "RawObject", "change")
"""What the class for all apps says its settings with."""


def new_previews(root: Path, env: str, apps: Sequence[str]) -> Draft:
    """An environment that runs once for each pull request. Raises `ProjectError`; nothing is written here."""
    known = registered(root)
    if there := next((one for one in known if one.previews and one.env_name != env), None):
        raise ProjectError(f"{there.env_name} is for pull requests already; nothing was written")
    if plain := next((one for one in known if one.env_name == env and not one.previews), None):
        raise ProjectError(f"{env} is registered already, and not for pull requests ({plain.app_name})")
    if elsewhere := next((one.repository for one in known if github_of(one.repository) is None), None):
        raise ProjectError(f"{elsewhere} is not at GitHub, whose pull requests alone have previews")
    first = {one.app_name: one for one in reversed(known) if not one.previews}
    differences = {app: "".join(f"    {line}\n" for line in _says(one)) for app, one in first.items()}
    draft = new_environment(root, env, apps, None, of_all=(mix_in(env), NAMES), differences=differences)
    if (root / preview_workflow.PATH).exists():
        draft.kept.append(preview_workflow.PATH)
    else:
        project = _project(known[0]) if known else env
        draft.created[preview_workflow.PATH] = preview_workflow.workflow(env, project)
        draft.notes.append(f"make the role {project}-preview that {preview_workflow.PATH} assumes: docs/previews.md")
    draft.notes.append("put the token that reads pull requests beside Argo CD: Secret pull-requests, key token")
    return draft


def _project(one: Environment) -> str:
    owner_and_name = github_of(one.repository)
    return one.part_of or (owner_and_name[1] if owner_and_name else one.app_name)


def mix_in(env: str) -> str:
    """A class for `envs/shared.py`: what the previews of all apps share."""
    return f'''class {class_of(env)}(Environment):
    """Every app in {env}: each pull request has its own, and {PULL_REQUEST} is its number."""

    revision = "main"  # who may push there decides who gets a preview
    follows = None
    approval = None
    namespace = change(name="{{app}}-{PULL_REQUEST}")
    previews = PullRequests(limit=5, credentials="pull-requests")
    objects = {{
        "quota": RawObject(
            {{
                "apiVersion": "v1",
                "kind": "ResourceQuota",
                "metadata": {{"name": "preview"}},
                "spec": {{"hard": {{"pods": "10", "services.loadbalancers": "0", "services.nodeports": "0"}}}},
            }}
        ),
    }}
'''


def _says(one: Environment) -> Iterator[str]:
    """What of an app is for many users, or claims a name of its own: in a preview it is less, or has the number."""
    if isinstance(one, Deployed):
        yield from (f"{name} = None" for name in ("hpa", "scaled_object") if getattr(one, name) is not None)
    if isinstance(one, Replicated):
        if one.replicas is not None and one.replicas > 1:
            yield "replicas = 1"
        if one.pod_disruption_budget is not None:
            yield "pod_disruption_budget = None"
    if isinstance(one, WebService):
        if one.ingress is not None:
            further = ", hosts=[]" if one.ingress.hosts else ""
            yield f"ingress = change(host={quoted(_host(one, one.ingress.host))}{further})"
        yield from (f"{name} = None" for name in ("http_route", "grpc_route", "certificate") if getattr(one, name))
    if isinstance(one, Workload) and one.cron_jobs:
        jobs = ", ".join(f"{quoted(name)}: change(suspended=True)" for name in one.cron_jobs)
        yield f"cron_jobs = change({{{jobs}}})"


def _host(one: Environment, host: str) -> str:
    """A name of the number, in the domain that the app has elsewhere."""
    domain = ".".join(one.filled(host).split(".")[-2:])
    return f"{{app}}-{PULL_REQUEST}.preview.{domain}"
