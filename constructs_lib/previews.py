"""Argo CD's ApplicationSet: an Application for each pull request that has a preview."""

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata
from constructs import Construct

from constructs_lib.argo_cd import FINALIZER, Destination, sync_words
from constructs_lib.settings import PullRequests, SyncPolicy
from constructs_lib.settings.previews import PULL_REQUEST
from imports.io import argoproj

LIMIT = "plainsail/preview-limit"
"""The annotation that the workflow reads which gives the label."""
_NUMBER = "pr-{{.number}}"
_TAG = "pr-{{.number}}-{{.head_sha}}"
"""What the workflow pushes. It holds the number, so that a build of another pull request is never run."""


class PreviewSet(Construct):
    """An ApplicationSet that brings one folder of `dist/`, at the head of each pull request, to its own namespace."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        namespace: str,
        project: str,
        repository: str,
        owner: str,
        repo: str,
        path: str,
        app: str,
        destination: Destination,
        image: str | None,
        pull_requests: PullRequests,
        sync_policy: SyncPolicy,
        labels: Mapping[str, str],
    ) -> None:
        """`image` is the repository of the image that a pull request builds; None where it builds none."""
        super().__init__(scope, id)
        words = sync_words(sync_policy)
        space = destination.namespace.replace(PULL_REQUEST, _NUMBER)
        argoproj.ApplicationSet(
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=name,
                namespace=namespace,
                labels={**labels},
                annotations={LIMIT: str(pull_requests.limit)},
            ),
            spec=argoproj.ApplicationSetSpec(
                go_template=True,
                # A name that is misspelt is an error, and no Application of that name.
                go_template_options=["missingkey=error"],
                generators=[_generator(pull_requests, owner, repo)],
                template=argoproj.ApplicationSetSpecTemplate(
                    metadata=argoproj.ApplicationSetSpecTemplateMetadata(
                        name=f"{app}-{_NUMBER}", labels={**labels}, finalizers=[FINALIZER]
                    ),
                    spec=argoproj.ApplicationSetSpecTemplateSpec(
                        project=project,
                        source=argoproj.ApplicationSetSpecTemplateSpecSource(
                            repo_url=repository,
                            target_revision="{{.head_sha}}",
                            path=path,
                            kustomize=argoproj.ApplicationSetSpecTemplateSpecSourceKustomize(
                                namespace=space,
                                images=[f"{image}={image}{pull_requests.image_suffix}:{_TAG}"] if image else None,
                            ),
                        ),
                        destination=argoproj.ApplicationSetSpecTemplateSpecDestination(
                            **{**destination.fields, "namespace": space}
                        ),
                        sync_policy=argoproj.ApplicationSetSpecTemplateSpecSyncPolicy(**words) if words else None,
                    ),
                ),
            ),
        )


def _generator(given: PullRequests, owner: str, repo: str) -> argoproj.ApplicationSetSpecGenerators:
    token = None
    if given.credentials:
        token = argoproj.ApplicationSetSpecGeneratorsPullRequestGithubTokenRef(
            secret_name=given.credentials, key=given.credentials_key
        )
    github = argoproj.ApplicationSetSpecGeneratorsPullRequestGithub(
        owner=owner, repo=repo, labels=[given.label], token_ref=token, app_secret_name=given.github_app
    )
    return argoproj.ApplicationSetSpecGenerators(
        pull_request=argoproj.ApplicationSetSpecGeneratorsPullRequest(
            github=github, requeue_after_seconds=given.requeue_after_seconds
        )
    )


def namespaces(namespace: str) -> str:
    """The namespaces of all pull requests, as an AppProject allows them.

    >>> namespaces("backend-pr-number")
    'backend-pr-*'
    """
    return namespace.replace(PULL_REQUEST, "pr-*")
