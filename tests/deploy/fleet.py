"""The infrastructure of a fleet: three apps in three environments, one of them in a region of its own.

`backend` serves, `mailer` only works, `reports` has but CronJobs. `mailer` runs the image of `backend` with another
command; the image of `reports` is built elsewhere in production-eu. `reports` reads a folder within that of `backend`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.deploy.terraform import TERRAGRUNT

ENVIRONMENTS = ("production-eu", "production-us", "staging")
APPS = ("backend", "mailer", "reports")
ACCOUNT = "123456789012"
REGIONS = {"production-us": "us-east-1"}
CLUSTERS = {environment: f"my-organisation-{environment}" for environment in ENVIRONMENTS}
APART = 'further_parameters = ["arn:aws:ssm:eu-west-3:123456789012:parameter/param/my-project/smtp"]'


def rows() -> Iterator[dict[str, Any]]:
    """What live/fleet.json says of this fleet."""
    for app in APPS:
        for environment in ENVIRONMENTS:
            folder = f"/param/my-project/{environment}"
            yield {
                "app": app,
                "environment": environment,
                "namespace": f"{app}-{environment}",
                "deployment": None if app == "reports" else app,
                "service": app if app == "backend" else None,
                "image_repository": "my-project/reports" if app == "reports" else "my-project/backend",
                "builds_image": (app, environment) != ("reports", "production-eu"),
                "parameters": {"backend": folder, "mailer": None, "reports": f"{folder}/reports"}[app],
                "account": ACCOUNT,
                "region": REGIONS.get(environment, "eu-west-3"),
            }


def tree(folder: Path, fleet: Iterable[Mapping[str, Any]] | None = None) -> Path:
    """The infrastructure's files for a fleet: what `plainsail new` and one entry for each cluster make of ours."""
    made = shutil.copytree(TERRAGRUNT, folder / "terragrunt", ignore=shutil.ignore_patterns(".terra*"))
    said = {"version": 1, "apps": sorted(fleet or rows(), key=lambda row: (row["app"], row["environment"]))}
    (made / "live" / "fleet.json").write_text(json.dumps(said, indent=2), encoding="utf-8")
    unit = (made / "live" / "staging" / "terragrunt.hcl").read_text(encoding="utf-8")
    shutil.rmtree(made / "live" / "production")
    for environment in ENVIRONMENTS:
        (made / "live" / environment).mkdir(exist_ok=True)
        (made / "live" / environment / "terragrunt.hcl").write_text(unit, encoding="utf-8")
    (made / "live" / "staging" / "inputs.hcl").write_text(f"inputs = {{\n  {APART}\n}}\n", encoding="utf-8")
    written = (made / "root.hcl").read_text(encoding="utf-8")
    start = written.index("  clusters = {\n")
    end = written.index("\n  }\n", start)
    clusters = "".join(
        f'    {environment:<13} = {{ name = "{name}", external_secrets_role = "eso-{environment}" }}\n'
        for environment, name in CLUSTERS.items()
    )
    text = f"{written[:start]}  clusters = {{\n{clusters.rstrip()}{written[end:]}"
    (made / "root.hcl").write_text(text, encoding="utf-8")
    return made
