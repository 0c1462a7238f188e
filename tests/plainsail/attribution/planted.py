"""A clone of the repository whose staging says more than the repository's own: what it renders has every shape."""

from __future__ import annotations

from pathlib import Path

from plainsail.attribution.model import Influence
from plainsail.attribution.store import recall
from tests.plainsail.clones import PLAINSAIL, clone, edit, run

STAGING = '''"""The backend in staging, with one of everything."""

from constructs_lib.settings import ConfigMap, Migration, Patch, RawObject, Worker, change
from envs import shared
from envs.backend.base import Base


class Staging(shared.Staging, Base):
    """Says much."""

    hpa = change(min_replicas=2, max_replicas=4)
    workers = {"consume": Worker(["bin/console", "messenger:consume"])}
    migration = Migration("bin/console doctrine:migrate")
    config_maps = {"php": ConfigMap(data={"php.ini": "memory_limit=128M"}, mount_path="/etc/php")}
    labels = {"example.com/team": "web"}
    patches = {"dns": Patch("Deployment/backend", set={"spec.template.spec.dnsPolicy": "Default"})}
    objects = {
        "quota": RawObject(
            {
                "apiVersion": "v1",
                "kind": "ResourceQuota",
                "metadata": {"name": "all"},
                "spec": {"hard": {"pods": "9"}},
            }
        ),
    }
'''


def planted(folder: Path) -> Path:
    """The clone, with a `dist/` that is what its settings say."""
    project = clone(folder)
    (project / "envs/backend/staging.py").write_text(STAGING, encoding="utf-8")
    edit(project / "envs/shared.py", 'part_of = "my-project"', 'part_of = "my-project"  # the system')
    done = run((PLAINSAIL, "synth"), project)
    assert done.returncode == 0, done.stderr
    return project


def influence(project: Path, env: str) -> Influence:
    """What the command finds out, and remembers, about the backend in an environment."""
    done = run((PLAINSAIL, "explain", f"{env}/backend", "--affects", "port"), project)
    assert done.returncode == 0, done.stderr
    file = project / f".plainsail/attribution/{env}.backend.json"
    found = recall(
        file, file.read_text(encoding="utf-8").split()[0]
    )  # whoever edits the tool meanwhile changes the key
    assert found is not None
    return found
