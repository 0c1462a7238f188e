"""What lies beside manifests and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.manifests.loader import Reading, read_path

CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def folder(tmp_path: Path, name: str, text: str) -> Reading:
    """A folder with one manifest and a file beside it."""
    put(tmp_path / "a.yaml", CONFIG)
    put(tmp_path / name, text)
    return read_path(str(tmp_path), "1.35")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("values.yaml", "image: nginx\nreplicas: 2\n"),
        ("values-production.yaml", "kind: Deployment\nimage: nginx\n"),
        ("values.yaml", "a: 1\na: 2\n"),
        ("Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n"),
        ("kustomization.yaml", "resources: [a.yaml]\n"),
        ("patch.json", '[{"op": "replace", "path": "/spec/replicas", "value": 2}]'),
        ("docker-compose.yml", "services: {web: {image: nginx}}\n"),
        (".github/workflows/ci.yaml", "on: push\njobs: {a: {steps: [{run: 'echo ${{ github.sha }}'}]}}\n"),
        ("openapi.json", '{"openapi": "3.0.0", "info": {"title": "a"}, "paths": {}}'),
        ("dashboard.json", '{"title": "a", "panels": [{"type": "graph", "kind": "line"}]}'),
        ("datasources.yaml", "apiVersion: 1\ndatasources: []\n"),
        ("tsconfig.json", '{\n  // strict\n  "compilerOptions": {"strict": true,},\n}\n'),
        ("package.json", '{"name": "a", "private": true}'),
        ("package-lock.json", '{"packages": {"kind-of": {"version": "6.0.3"}}'),
        ("playbook.yaml", "- hosts: all\n  tasks: []\n"),
        ("stack.yaml", "Resources:\n  Bucket: {Type: a, Name: !Ref b}\n"),
        (".drone.yml", "kind: pipeline\ntype: docker\nname: a\n"),
        ("word.yaml", "hello\n"),
    ],
)
def test_a_file_of_a_folder_that_holds_no_object_is_left_out_and_told(tmp_path: Path, name: str, text: str) -> None:
    reading = folder(tmp_path, name, text)

    assert (len(reading.resources), reading.broken) == (1, ())
    assert reading.left_out == (f"1 file that holds no object: {name}",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kind.yaml", "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: []\n"),
        (
            "kubeadm.yaml",
            "{apiVersion: kubeadm.k8s.io/v1beta4, kind: A}\n---\n{apiVersion: kubelet.config.k8s.io/v1, kind: B}",
        ),
        ("policy.yaml", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n"),
        ("kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n"),
        ("component.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"),
        ("skaffold.yaml", "apiVersion: skaffold/v4beta6\nkind: Config\n"),
        ("config.yaml", "apiVersion: v1\nkind: Config\nclusters: []\n"),
        ("setters.yaml", f"{CONFIG}  annotations: {{config.kubernetes.io/local-config: 'true'}}\n"),
    ],
)
def test_an_object_that_only_a_tool_reads_is_left_out_and_told(tmp_path: Path, name: str, text: str) -> None:
    reading = folder(tmp_path, name, text)

    assert (len(reading.resources), reading.broken) == (1, ())
    assert reading.left_out == (f"1 file that is for a tool, not for a cluster: {name}",)


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n",
        '{{- if .Values.a }}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: "a"}\n{{- end }}\n',
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}"}\n',
    ],
)
def test_a_template_of_a_chart_is_left_out_and_told(tmp_path: Path, text: str) -> None:
    put(tmp_path / "c/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n")

    reading = folder(tmp_path, "c/templates/b.yaml", text)

    assert (len(reading.resources), reading.broken) == (1, ())
    assert reading.left_out[1] == (
        "1 file that is no YAML before a template engine ran (render first: helm template): c/templates/b.yaml"
    )


def test_what_a_kustomization_patches_with_is_a_part_of_an_object(tmp_path: Path) -> None:
    put(tmp_path / "prod/kustomization.yaml", "resources: [../base]\npatches: [{path: replicas.yaml}]\n")

    reading = folder(tmp_path, "prod/replicas.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n")

    assert (len(reading.resources), reading.broken) == (1, ())
    assert reading.left_out[1] == (
        "1 file that is a part of kustomize (build first: kubectl kustomize): prod/replicas.yaml"
    )


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("apiversion: v1\nkind: ConfigMap\nmetadata: {name: b}\n", "apiVersion"),
        ("apiVersion: v1\nKind: ConfigMap\nmetadata: {name: b}\n", "kind"),
        ("api-version: v1\nmetadata: {name: b}\n", "apiVersion"),
        ("metadata: {name: b}\nspec: {}\n", "apiVersion"),
    ],
)
def test_what_was_meant_to_be_an_object_stays_an_error(tmp_path: Path, text: str, missing: str) -> None:
    reading = folder(tmp_path, "b.yaml", text)

    [broken] = reading.broken
    assert broken.message == f"is no object of Kubernetes: it has no {missing}"


def test_yaml_that_cannot_be_read_and_names_an_object_stays_an_error(tmp_path: Path) -> None:
    [broken] = folder(tmp_path, "b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name\n").broken

    assert broken.message.startswith("is no YAML of objects: ")


def test_among_objects_a_document_that_is_none_stays_an_error(tmp_path: Path) -> None:
    """`kubectl apply` refuses the file."""
    [broken] = folder(tmp_path, "b.yaml", f"{CONFIG}---\nreplicas: 2\n").broken

    assert broken.where.line == 6


def test_among_objects_the_file_of_a_tool_stays_an_error(tmp_path: Path) -> None:
    [broken] = folder(tmp_path, "b.yaml", f"{CONFIG}---\napiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n").broken

    assert broken.message == "is no object of Kubernetes: kind.x-k8s.io/v1alpha4 Cluster is for kind"


@pytest.mark.parametrize("text", ["replicas: 2\n", "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n", "- a\n"])
def test_a_file_that_is_named_itself_is_never_left_out(tmp_path: Path, text: str) -> None:
    put(tmp_path / "values.yaml", text)

    reading = read_path(str(tmp_path / "values.yaml"), "1.35")

    assert (len(reading.broken), reading.left_out) == (1, ())


def test_a_template_that_is_named_itself_is_to_be_rendered(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\n")

    [broken] = read_path(str(tmp_path / "a.yaml"), "1.35").broken

    assert broken.fix == "render it first: helm template"


def test_of_many_files_the_first_three_are_named(tmp_path: Path) -> None:
    for number in range(5):
        put(tmp_path / f"values-{number}.yaml", "a: 1\n")

    assert read_path(str(tmp_path), "1.35").left_out == (
        "5 files that hold no object: values-0.yaml, values-1.yaml, values-2.yaml and 2 more",
    )


ENCRYPTED = (
    "apiVersion: v1\nkind: Secret\nmetadata: {name: b}\ndata: {a: 'ENC[x]'}\nsops: {mac: 'ENC[y]', version: 3.9.0}\n"
)


def test_what_sops_encrypted_is_left_out(tmp_path: Path) -> None:
    """Flux and others decrypt it before they apply it."""
    reading = folder(tmp_path, "b.sops.yaml", ENCRYPTED)

    assert [resource.name for resource in reading.resources] == ["a"]
    assert not reading.broken
    assert reading.left_out == ("1 file that is encrypted (decrypt first: sops --decrypt): b.sops.yaml",)


def test_what_stands_beside_an_encrypted_object_is_judged(tmp_path: Path) -> None:
    reading = folder(tmp_path, "b.yaml", f"{CONFIG.replace('name: a', 'name: c')}---\n{ENCRYPTED}")

    assert [resource.name for resource in reading.resources] == ["a", "c"]


def test_an_encrypted_file_by_itself_cannot_be_judged(tmp_path: Path) -> None:
    put(tmp_path / "b.yaml", ENCRYPTED)

    [broken] = read_path(str(tmp_path / "b.yaml"), "1.35").broken

    assert broken.message == "is encrypted by SOPS, so that nobody can judge it"
