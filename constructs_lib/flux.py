"""Flux's objects: a repository to read, and which folders of it to apply."""

from cdk8s import ApiObjectMetadata
from constructs import Construct

from constructs_lib.settings import Flux
from constructs_lib.settings.delivery import KEPT
from imports.io.fluxcd.toolkit import kustomize, source

_RENDERED_ALONE = "/*\n!/dist\n"
"""Nothing else of the repository is applied, and so none of it need be kept in the cluster."""


class EnvironmentRepository(Construct):
    """A GitRepository that follows one ref. It stays when it leaves Git, as the root Kustomization does."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        flux: Flux,
        repository: str,
        revision: str,
        labels: dict[str, str],
    ) -> None:
        super().__init__(scope, id)
        source.GitRepository(
            self,
            "Resource",
            metadata=_metadata(name, flux, labels, kept=True),
            spec=source.GitRepositorySpec(
                url=repository,
                ref=_ref(revision),
                interval=flux.interval,
                ignore=_RENDERED_ALONE,
                secret_ref=source.GitRepositorySpecSecretRef(name=flux.secret) if flux.secret else None,
            ),
        )


class FolderKustomization(Construct):
    """A Kustomization that applies one folder of `dist/`; Flux lists the files in it by itself."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        flux: Flux,
        repository: str,
        path: str,
        labels: dict[str, str],
        is_root: bool = False,
    ) -> None:
        """`repository` is the GitRepository. The root brings objects of Flux, where Flux runs, and waits for none."""
        super().__init__(scope, id)
        kustomize.Kustomization(
            self,
            "Resource",
            metadata=_metadata(name, flux, labels, kept=is_root),
            spec=kustomize.KustomizationSpec(
                source_ref=kustomize.KustomizationSpecSourceRef(kind="GitRepository", name=repository),
                path=f"./{path}",
                prune=flux.prune,
                wait=flux.wait and not is_root,
                interval=flux.heal_interval,
                retry_interval=flux.retry_interval,
                timeout=flux.timeout,
                service_account_name=None if is_root else flux.service_account,
                kube_config=None if is_root else _kube_config(flux),
                depends_on=None if is_root else _needs(flux),
            ),
        )


def _metadata(name: str, flux: Flux, labels: dict[str, str], *, kept: bool) -> ApiObjectMetadata:
    """Gone from Git, what brings itself must not take along what it brought: it is `kept`."""
    return ApiObjectMetadata(
        name=name, namespace=flux.namespace, labels=labels, annotations={**KEPT["Flux"]} if kept else None
    )


def _kube_config(flux: Flux) -> kustomize.KustomizationSpecKubeConfig | None:
    if flux.kube_config is None:
        return None
    secret = kustomize.KustomizationSpecKubeConfigSecretRef(name=flux.kube_config)
    return kustomize.KustomizationSpecKubeConfig(secret_ref=secret)


def _needs(flux: Flux) -> list[kustomize.KustomizationSpecDependsOn] | None:
    return [kustomize.KustomizationSpecDependsOn(name=name) for name in flux.depends_on] or None


def _ref(revision: str) -> source.GitRepositorySpecRef:
    """A branch, a full name (`refs/tags/v1`), or a commit."""
    if revision.startswith("refs/"):
        return source.GitRepositorySpecRef(name=revision)
    if len(revision) == 40 and set(revision) <= set("0123456789abcdef"):
        return source.GitRepositorySpecRef(commit=revision)
    return source.GitRepositorySpecRef(branch=revision)
