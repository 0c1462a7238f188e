"""Makes the typed bindings in `imports/`: the schemas of `imports/crds`, cut to the fields of `imports/fields.yaml`.

`make imports` runs it. The cdk8s CLI writes the bindings, one module per API group: `io/argoproj` is argoproj.io.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import node
from tools.crds import ImportsError, Schema, read_crds, stored_version
from tools.fields import Field, check, cut, read_fields, wanted
from tools.tarballs import normalise

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = '"""Made by `make imports`."""\n'


def cut_groups(imports: Path) -> dict[str, list[Schema]]:
    """The definitions to import, by API group, cut to the fields in use; every definition is read and so judged."""
    files = sorted((imports / "crds").glob("*.y*ml"))
    known = {file.stem: read_crds(file, f"imports/crds/{file.name}") for file in files}
    asked: dict[tuple[str, str], list[Field]] = {}
    for field in read_fields(imports / "fields.yaml", "imports/fields.yaml"):
        asked.setdefault((field.group, field.kind), []).append(field)
    groups: dict[str, list[Schema]] = {}
    for (group, kind), fields in sorted(asked.items()):
        if group not in known:
            raise ImportsError(f"{fields[0].where}: nothing defines {group}; add imports/crds/{group}.yaml")
        if kind not in known[group]:
            kinds = ", ".join(sorted(known[group]))
            raise ImportsError(f"{fields[0].where}: {kind} is not in imports/crds/{group}.yaml, which has {kinds}")
        groups.setdefault(group, []).append(_cut_crd(known[group][kind], fields))
    return groups


def _cut_crd(crd: Schema, fields: list[Field]) -> Schema:
    group = fields[0].group
    name, schema = stored_version(crd, f"imports/crds/{group}.yaml")
    for field in fields:
        check(field, schema)
    short = cut(schema, wanted([field.path for field in fields]))
    version = {"name": name, "served": True, "storage": True, "schema": {"openAPIV3Schema": short}}
    spec = {
        "group": group,
        "names": crd["spec"]["names"],
        "scope": crd["spec"].get("scope", "Namespaced"),
        "versions": [version],
    }
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "spec": spec}


def make(imports: Path) -> list[str]:
    """Write the bindings of every listed group anew and return the groups; a failure leaves the old ones."""
    groups = cut_groups(imports)
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch, "made")
        made.mkdir()
        for group, crds in groups.items():
            _import(group, crds, Path(scratch), made)
        for module in {path.parent for path in made.rglob("_jsii")}:
            for above in module.relative_to(made).parents[:-1]:
                package = made / above / "__init__.py"
                if not package.exists():  # the module of example.com is the package of sub.example.com
                    package.write_text(PACKAGE, encoding="utf-8")
        for archive in made.rglob("*.tgz"):
            normalise(archive)
        _replace(imports, made)
    return list(groups)


def _import(group: str, crds: list[Schema], scratch: Path, made: Path) -> None:
    """Run the CLI on one file per group: it would let a second file of the group overwrite the first."""
    file = scratch / f"{group}.yaml"
    file.write_text("---\n".join(json.dumps(crd) + "\n" for crd in crds), encoding="utf-8")  # JSON is YAML
    cli = node.package("cdk8s-cli") / "bin" / "cdk8s"
    for tool in (node.command("node"), node.command("npm"), cli):
        if not tool.exists():
            raise ImportsError(f"{tool}: not installed; run make setup")
    arguments = ["import", file.name, "--language", "python", "--output", str(made), "--no-save"]
    path = os.pathsep.join([str(node.command("node").parent), os.environ.get("PATH", "")])  # the CLI runs npm
    quiet = {"CDK8S_CHECK_UPGRADE": "false", "npm_config_update_notifier": "false"}
    env = os.environ | quiet | {"PATH": path, "TMPDIR": str(scratch)}  # where it fails, it leaves a folder there
    run = subprocess.run(
        [node.command("node"), cli, *arguments], cwd=scratch, env=env, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        reason = _reason(run.stderr + run.stdout)
        raise ImportsError(f"imports/crds/{group}.yaml: cdk8s import said: {reason}; list other fields of {group}")


def _reason(output: str) -> str:
    """The line that matters among those of a failing CLI."""
    for pattern in (r"\berror ((?:JSII|TS)\d+: .+)", r"^(?:\w*Error: )(.+)", r"(\S.*)"):
        if match := re.search(pattern, output, re.MULTILINE):
            return match[1].strip()
    return "nothing"


def _replace(imports: Path, made: Path) -> None:
    """Put the new bindings in the old ones' place, those of groups that are no longer listed included."""
    old = [path for path in imports.iterdir() if path.is_dir() and any(path.rglob("_jsii"))]
    for folder in old:
        shutil.rmtree(folder)
    for folder in made.iterdir():
        shutil.copytree(folder, imports / folder.name, copy_function=shutil.copyfile)


def main() -> int:
    """Make the bindings; 2 and one line when something is wrong."""
    try:
        groups = make(ROOT / "imports")
    except ImportsError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"imports: {', '.join(groups)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
