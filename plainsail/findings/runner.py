"""Brings together what a check run needs: files, schemas, rules, and for a project its versions, waivers and lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.delivery import Delivery, read_delivery
from plainsail.errors import ProjectError
from plainsail.findings.engine import Source, Verdict, judge
from plainsail.findings.finding import Finding
from plainsail.findings.rules import rules
from plainsail.manifests.loader import Reading, read_dist, read_path
from plainsail.manifests.waivers import Waiver
from plainsail.project.project import Project
from plainsail.project.rules import label
from plainsail.schemas import Schemas

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def examine_project(project: Project, *, ignore_missing_schemas: bool) -> Verdict:
    """Judges `dist/` and the delivery files of a project."""
    environments = {label(environment): environment for environment in project.environments}
    reading = read_dist(project.dist, {name: each.kubernetes_version for name, each in environments.items()})
    if not reading.resources and not reading.broken:
        raise ProjectError("dist/ holds no object, so nothing was judged; run `plainsail synth`")
    schemas = _schemas(project.root)
    delivery = read_delivery(project.root)
    return judge(
        reading,
        list(rules().values()),
        problems_of=schemas.problems,
        ignore_missing_schemas=ignore_missing_schemas,
        delivery=delivery,
        waivers=[waiver for each in environments.values() for waiver in _waivers(each)],
        locate=_locator(environments),
        left_out=[*delivery.missing, *_judged(reading, schemas)],
    )


def examine_path(
    project: Project, path: str, kubernetes_version: str | None, *, ignore_missing_schemas: bool
) -> Verdict:
    """Judges somebody's YAML, without provenance, delivery files and waivers."""
    schemas = _schemas(_root(project))
    version = kubernetes_version or schemas.newest
    reading = read_path(path, version)
    if not reading.resources and not reading.broken:
        raise ProjectError(f"{path}: holds no object, so nothing was judged; name files of YAML or JSON")
    left_out = ["Dockerfile, HCL, workflows and waivers (--path)"]
    if kubernetes_version is None:
        left_out.append(f"versions other than Kubernetes {version} (--kubernetes-version)")
    return judge(
        reading,
        list(rules().values()),
        problems_of=schemas.problems,
        ignore_missing_schemas=ignore_missing_schemas,
        delivery=Delivery(),
        left_out=[*left_out, *_judged(reading, schemas)],
    )


def _root(project: Project) -> Path | None:
    """The project's folder, for its CRDs; somebody's YAML is judged outside of any project, too."""
    try:
        return project.root
    except ProjectError:
        return None


def _schemas(root: Path | None) -> Schemas:
    return Schemas(crds=root / "imports" / "crds" if root else None)


def _judged(reading: Reading, schemas: Schemas) -> list[str]:
    """Readies the schemas for what was read; says which versions are judged by another one's schemas."""
    for resource in reading.resources:
        if resource.is_a("CustomResourceDefinition"):
            schemas.learn(resource.document)
    versions = sorted({resource.kubernetes_version for resource in reading.resources})
    stand_ins = {version: schemas.judged_by(version) for version in versions}
    return [
        f"what Kubernetes {version} changed (judged as {known})"
        for version, known in stand_ins.items()
        if known != version.removeprefix("v") and not version.removeprefix("v").startswith(f"{known}.")
    ]


def _waivers(environment: Environment) -> Sequence[Waiver]:
    from plainsail.provenance import origins

    return [
        Waiver(
            check=check,
            reason=reason,
            environment=environment.env_name,
            app=environment.app_name,
            line=next(f"{each.path}:{each.line}" for each in origins(environment, ("waivers", check))),
        )
        for check, reason in environment.waivers.items()
    ]


def _locator(environments: dict[str, Environment]) -> Callable[[Finding], Source | None]:
    """Finds the line of `envs/` that decides a finding; of several settings the first that someone says there."""

    @cache
    def line_of(name: str, setting: str) -> Source | None:
        from plainsail.provenance import UnknownSetting, origins, parse_setting

        environment = environments[name]
        try:
            path = parse_setting(setting, environment)
        except UnknownSetting:
            return None
        for origin in origins(environment, path):
            return Source(setting, origin.path, origin.line, origin.source)
        return None

    def locate(finding: Finding) -> Source | None:
        asked = finding.setting
        settings = (asked,) if isinstance(asked, str) else asked or ()
        where = finding.where
        names = [f"{where.environment}/{where.app}"] if where.app else sorted(environments)
        if where.environment and not where.app:
            names = [name for name in names if name.startswith(f"{where.environment}/")]
        found = [line_of(name, setting) for setting in settings for name in names if name in environments]
        said = [source for source in found if source]
        # What only the vocabulary's default says is the last word, not the first.
        return next((source for source in said if source.path.startswith("envs/")), said[0] if said else None)

    return locate
