"""A fleet that only uses the library: four apps, of which two share an image and one is built elsewhere; three stages.

Nothing of this repository is in it but `.github/`: no Makefile, no tools, no tests, no sources of the library.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from tests.github.workflows import GITHUB, ROOT

HOST = "123456789012.dkr.ecr.eu-west-3.amazonaws.com"
DIGEST = f"sha256:{'a' * 64}"
PINNED = {"digest": DIGEST, "source": "0" * 40, "tag": "v7"}
"""What the app that is built elsewhere runs."""

CLASSES = f"""\
\"\"\"What all apps say, and each of its own.\"\"\"

from constructs_lib.settings import (
    ArgoCd,
    Aws,
    Build,
    Compute,
    ExternalSecrets,
    Image,
    Namespace,
    Probe,
    Resources,
    WebService,
)


class Fleet(WebService):
    \"\"\"Every app, everywhere.\"\"\"

    kubernetes_version = "1.35"
    repository = "https://github.com/my-organisation/my-project.git"
    revision = "{{env}}"
    delivery = ArgoCd(project="fleet-{{env}}")
    namespace = Namespace("{{app}}-{{env}}")
    aws = Aws(account="123456789012", region="eu-west-3")
    pod_user = 33
    resources = Resources(
        requests=Compute(cpu="100m", memory="64Mi"), limits=Compute(cpu="500m", memory="64Mi")
    )
    readiness_probe = Probe("/ready", period_seconds=10, failure_threshold=3)
    liveness_probe = Probe("/live", period_seconds=20, failure_threshold=5)
    replicas = 2
    writable_paths = {{"/config": "16Mi", "/data": "16Mi"}}


class Backend(Fleet):
    image = Image("{HOST}/fleet/backend", build=Build(dockerfile="image/Dockerfile", sources=["app", "image"]))
    external_secrets = ExternalSecrets(
        cluster_secret_store="store-{{env}}", path="/param/{{app}}/{{env}}", params={{"KEY": "key"}}
    )


class Worker(Fleet):
    image = Backend.image


class Api(Fleet):
    image = Image("{HOST}/fleet/api", build=Build(dockerfile="api/Dockerfile", context="api", sources=["api"]))


class Proxy(Fleet):
    image = Image("ghcr.io/somebody/proxy")


class Eu(WebService):
    follows = "staging"
    approval = "production"


class Us(WebService):
    follows = "production-eu"
    approval = "production-us"
    aws = Aws(account="123456789012", region="us-east-1")
"""
REGISTRY = """\
\"\"\"What there is.\"\"\"

from envs import fleet


class BackendEu(fleet.Eu, fleet.Backend):
    \"\"\"In Europe.\"\"\"


class BackendUs(fleet.Us, fleet.Backend):
    \"\"\"In America.\"\"\"


class WorkerEu(fleet.Eu, fleet.Worker):
    \"\"\"In Europe.\"\"\"


class ApiEu(fleet.Eu, fleet.Api):
    \"\"\"In Europe.\"\"\"


class ApiUs(fleet.Us, fleet.Api):
    \"\"\"In America.\"\"\"


class ProxyEu(fleet.Eu, fleet.Proxy):
    \"\"\"In Europe.\"\"\"


ENVIRONMENTS = {
    "api": {"staging": fleet.Api, "production-eu": ApiEu, "production-us": ApiUs},
    "backend": {"staging": fleet.Backend, "production-eu": BackendEu, "production-us": BackendUs},
    "proxy": {"staging": fleet.Proxy, "production-eu": ProxyEu},
    "worker": {"staging": fleet.Worker, "production-eu": WorkerEu},
}
"""
PROMOTION = {
    "version": 1,
    "environments": [
        {"environment": "staging", "ref": "staging", "follows": None, "approval": None},
        {"environment": "production-eu", "ref": "production-eu", "follows": "staging", "approval": "production"},
        {
            "environment": "production-us",
            "ref": "production-us",
            "follows": "production-eu",
            "approval": "production-us",
        },
    ],
}
FILES = {
    "envs/__init__.py": REGISTRY,
    "envs/fleet.py": CLASSES,
    "envs/proxy/image.json": json.dumps(PINNED),
    **{f"envs/{app}/.keep": "" for app in ("api", "backend", "worker")},
    ".github/promotion.json": json.dumps(PROMOTION, indent=2) + "\n",
    "app/index.php": "<?php\n",
    "image/Dockerfile": "FROM scratch\nUSER 33:33\n",
    "api/Dockerfile": "FROM scratch\nUSER 33:33\n",
    "requirements.txt": "plainsail==0.1.0 --hash=sha256:0\n",
    "cdk8s.yaml": (ROOT / "cdk8s.yaml").read_text(encoding="utf-8"),
    "main.py": (ROOT / "main.py").read_text(encoding="utf-8"),
    ".gitignore": ".venv/\n__pycache__/\n.plainsail/\n",
}


def lay(folder: Path) -> Path:
    """Writes the project."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("scripts", "workflows", "actions"):
        shutil.copytree(GITHUB / name, folder / ".github" / name)
    shutil.copytree(ROOT / "imports/crds", folder / "imports/crds")
    return folder


STAND_IN_PYTHON = f"""\
#!/bin/sh
# `python -m venv --clear FOLDER`, and pip in it: what would come from an index comes from here.
if [ "$1 $2 $3" = "-m venv --clear" ]; then
  mkdir -p "$4/bin"
  cp "$0" "$4/bin/python"
  printf '#!/bin/sh\\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m plainsail "$@"\\n' > "$4/bin/plainsail"
  chmod +x "$4/bin/plainsail"
  exit 0
fi
case "$*" in
  "-m pip install "*" --only-binary :all: --require-hashes -r "*) [ -z "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" ] ;;
  *) echo "no stand-in for python $*" >&2; exit 2 ;;
esac
"""


def install(folder: Path) -> Path:
    """Puts the tool into the project's .venv, as set-up does: the library comes from elsewhere."""
    file = folder / ".venv/bin/plainsail"
    file.parent.mkdir(parents=True, exist_ok=True)
    said = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m plainsail "$@"'
    file.write_text(f"#!/bin/sh\n{said}\n", encoding="utf-8")
    file.chmod(0o755)
    return folder
