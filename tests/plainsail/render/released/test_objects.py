"""A release as it goes into `dist/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import HelmRelease, SettingsError
from plainsail.render.released.hooks import in_words_of
from plainsail.render.released.objects import released
from tests.helm.made import MAP, chart
from tests.rendered import by_name, environment
from tests.samples.helm_release import LeastHelmRelease
from tests.samples.values import FLUX

CLASS = "apiVersion: cache.example.com/v1\nkind: CacheClass\nmetadata: {name: fast, namespace: x}\n"
TO_HIDE = "apiVersion: v1\nkind: Secret\nmetadata: {name: it}\nstringData: {a: b}\n"


def release(root: Path, files: dict[str, str], **settings: Any) -> HelmRelease:
    chart(root / "vendor/it", files)
    return environment(LeastHelmRelease, chart="vendor/it", values={}, **settings)


def objects(root: Path, files: dict[str, str], **settings: Any) -> dict[str, Document]:
    found = released(release(root, files, **settings), root).objects
    return {str(each.key): each.document for each in found}


def test_the_chart_of_the_samples_is_an_app() -> None:
    made = by_name(environment(LeastHelmRelease))

    assert {*made} == {
        "ConfigMap/backend",
        "CustomResourceDefinition/caches.cache.example.com",
        "Namespace/backend-staging",
        "Service/backend",
        "StatefulSet/backend",
    }
    assert made["StatefulSet/backend"]["metadata"]["namespace"] == "backend-staging"
    assert "namespace" not in made["CustomResourceDefinition/caches.cache.example.com"]["metadata"]


def test_objects_go_to_the_namespace_that_they_name_or_to_the_release_s(tmp_path: Path) -> None:
    role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: {0}\nmetadata: {{name: it, namespace: {1}}}\nrules: []\n"
    files = {
        "templates/a.yaml": MAP,
        "templates/b.yaml": role.format("Role", "kube-system"),
        "templates/c.yaml": role.format("ClusterRole", "lost"),
        "templates/d.yaml": CLASS.replace(", namespace: x", ""),
    }
    namespaces = {name: each["metadata"].get("namespace") for name, each in objects(tmp_path, files).items()}

    assert namespaces == {
        "ConfigMap/it": "backend-staging",
        "Role/it": "kube-system",
        "ClusterRole/it": None,
        "CacheClass/fast": "backend-staging",
    }


def test_a_setting_tells_what_lives_outside_namespaces(tmp_path: Path) -> None:
    made = objects(tmp_path, {"templates/d.yaml": CLASS}, cluster_scoped=["CacheClass"])

    assert "namespace" not in made["CacheClass/fast"]["metadata"]


def test_the_labels_of_the_settings_join_those_of_the_chart(tmp_path: Path) -> None:
    text = MAP.replace("  name: it\n", "  name: it\n  labels: {a: chart, b: chart}\n")

    made = objects(tmp_path, {"templates/a.yaml": text}, labels={"a": "said", "c": "said"})

    assert made["ConfigMap/it"]["metadata"]["labels"] == {"a": "chart", "b": "chart", "c": "said"}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ({"helm.sh/hook": "pre-install,pre-upgrade"}, {"hook": "PreSync"}),
        ({"helm.sh/hook": "post-install, test"}, {"hook": "PostSync"}),
        ({"helm.sh/hook": "pre-install,post-install,post-delete"}, {"hook": "PreSync,PostSync,PostDelete"}),
        ({"helm.sh/hook": "pre-install", "helm.sh/hook-weight": "-5"}, {"hook": "PreSync", "sync-wave": "-5"}),
        (
            {"helm.sh/hook": "pre-upgrade", "helm.sh/hook-delete-policy": "hook-succeeded,before-hook-creation"},
            {"hook": "PreSync", "hook-delete-policy": "HookSucceeded,BeforeHookCreation"},
        ),
        ({"helm.sh/hook": "crd-install"}, {}),
        ({"helm.sh/hook": "pre-install", "argocd.argoproj.io/hook": "Sync"}, {"hook": "Sync"}),
        (
            {"helm.sh/resource-policy": "keep", "argocd.argoproj.io/sync-options": "Replace=true,Prune=confirm"},
            {"sync-options": "Replace=true,Prune=false,Delete=false"},
        ),
        ({"helm.sh/resource-policy": "keep"}, {"sync-options": "Prune=false,Delete=false"}),
    ],
)
def test_hooks_and_policies_are_said_in_argo_cd_s_words(theirs: dict[str, str], ours: dict[str, str]) -> None:
    document = in_words_of("ArgoCd", {"metadata": {"name": "a", "annotations": {"own": "kept", **theirs}}})

    kept = {name: value for name, value in theirs.items() if name == "helm.sh/resource-policy"}
    expected = {"own": "kept", **kept, **{f"argocd.argoproj.io/{name}": value for name, value in ours.items()}}
    assert document["metadata"]["annotations"] == expected


def test_flux_keeps_what_is_kept() -> None:
    document = in_words_of("Flux", {"metadata": {"name": "a", "annotations": {"helm.sh/resource-policy": "keep"}}})

    assert document["metadata"]["annotations"]["kustomize.toolkit.fluxcd.io/prune"] == "disabled"


def test_what_nothing_would_run_is_left_out_and_said(tmp_path: Path) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {{name: {0}, annotations: {{helm.sh/hook: '{0}'}}}}\n"
    files = {f"templates/{hook}.yaml": pod.format(hook) for hook in ("test", "pre-rollback", "pre-delete")}

    found = released(release(tmp_path, files), tmp_path)

    assert [str(each.key) for each in found.objects] == ["Pod/pre-delete"]
    assert found.left_out == [
        "Pod/test (a test of the chart; `helm test` alone would run it)",
        "Pod/pre-rollback (a hook of a roll-back, which is a sync like any other here)",
    ]


@pytest.mark.parametrize(
    ("files", "settings", "path", "told"),
    [
        (
            {"templates/a.yaml": TO_HIDE},
            {},
            ("chart",),
            (
                "vendor/it/templates/a.yaml:1: Secret/it is readable by everybody who reads Git; "
                'leave it out (without = ["Secret/it"]), and let an ExternalSecret make it'
            ),
        ),
        (
            {
                "templates/a.yaml": MAP.replace(
                    "  name: it\n", "  name: it\n  annotations: {helm.sh/hook: pre-install}\n"
                )
            },
            {"delivery": FLUX},
            ("chart",),
            (
                "vendor/it/templates/a.yaml:1: ConfigMap/it is a hook of Helm (pre-install), which Flux would apply as "
                'any other object; leave it out: without = ["ConfigMap/it"]'
            ),
        ),
        (
            {"templates/a.yaml": MAP},
            {"without": ["ConfigMap/its"]},
            ("without", 0),
            "without='ConfigMap/its' is not in the release; did you mean 'ConfigMap/it'?",
        ),
        (
            {"templates/a.yaml": f"{MAP}  a: {{{{ .Values.image.tag.x }}}}"},
            {},
            ("values", "image", "tag"),
            "vendor/it/templates/a.yaml:6: .Values.image.tag.x: can't evaluate field x in type interface {}",
        ),
        (
            {"templates/a.yaml": f'{MAP}  a: {{{{ required "image.pull is needed" .Values.pull }}}}'},
            {},
            ("chart",),
            "vendor/it/templates/a.yaml:6: image.pull is needed",
        ),
        (
            {"values.schema.json": '{"properties": {"image": {"properties": {"tag": {"type": "object"}}}}}'},
            {},
            ("values", "image", "tag"),
            "vendor/it/values.schema.json:1: values.schema.json refuses image.tag: got string, want object",
        ),
    ],
    ids=["secret", "flux", "without", "value", "required", "schema"],
)
def test_a_mistake_names_the_setting_and_the_chart_s_file(
    files: dict[str, str], settings: dict[str, Any], path: tuple[str | int, ...], told: str, tmp_path: Path
) -> None:
    chart(tmp_path / "vendor/it", files)
    said = environment(LeastHelmRelease, **{"chart": "vendor/it", "values": {"image": {"tag": "v1"}}, **settings})

    with pytest.raises(SettingsError) as caught:
        released(said, tmp_path)

    assert (caught.value.message, caught.value.path, caught.value.owner) == (told, path, type(said))


@pytest.mark.parametrize("text", ["a", "{{ randAlpha 9 }}", '{{ len (lookup "v1" "Secret" "a" "b") }}'])
def test_what_is_left_out_may_be_a_secret_and_random(text: str, tmp_path: Path) -> None:
    files = {"templates/a.yaml": TO_HIDE.replace("{a: b}", f"\n  a: {text}"), "templates/b.yaml": MAP}

    assert [*objects(tmp_path, files, without=["Secret/it"])] == ["ConfigMap/it"]


@pytest.mark.parametrize("there", ["vendor/none", "vendor"])
def test_a_chart_must_be_there(there: str, tmp_path: Path) -> None:
    chart(tmp_path / "vendor/it", {})

    with pytest.raises(SettingsError, match=rf"chart='{there}' is (not there|no chart)"):
        released(environment(LeastHelmRelease, chart=there), tmp_path)


def test_a_chart_is_part_of_the_commit(tmp_path: Path) -> None:
    chart(tmp_path / "project/vendor/it", {"templates/it.yaml": MAP})
    (tmp_path / "notes.txt").write_text("elsewhere", encoding="utf-8")
    (tmp_path / "project/vendor/it/notes.txt").symlink_to(tmp_path / "notes.txt")

    with pytest.raises(SettingsError, match=r"^vendor/it/notes.txt: leads out of the project"):
        released(environment(LeastHelmRelease, chart="vendor/it"), tmp_path / "project")
