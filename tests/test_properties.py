"""Whatever the settings accept is rendered: the same twice, whole in itself, and as Kubernetes takes it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import Daemon, Workload
from plainsail.render.layout import files
from plainsail.yaml_reader import load_all
from tests.kubernetes_schemas import mistakes
from tests.pod_security import refused
from tests.pods import pods
from tests.references import broken
from tests.rendered import app_objects, delivery_objects
from tests.strategies.environments import ENVIRONMENTS

SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def problems(environment: Workload) -> list[str]:
    """Everything that is not as it must be in what the settings become."""
    documents = app_objects(environment)
    delivery = delivery_objects(environment, documents)
    return [
        *([] if app_objects(environment) == documents else ["a second rendering differs"]),
        *broken(documents, elsewhere=[environment.service_account.name]),
        *(reason for pod in pods(documents) if is_restricted(environment) for reason in refused(pod)),
        *(found for each in (*documents, *delivery) for found in mistakes(each, environment.kubernetes_version)),
        *changed_by_writing(documents),
        *changed_by_writing(delivery),
    ]


def is_restricted(environment: Workload) -> bool:
    """Whether the pods must pass the standard "restricted": all do, but for what says that it is given more."""
    namespace = environment.namespace
    says_more = isinstance(environment, Daemon) or any(environment.relaxations())
    return not says_more or (namespace.create and namespace.pod_security == "restricted")


def changed_by_writing(documents: list[Document]) -> list[str]:
    """Objects that are lost or read back differently."""
    written = [found for text in files("folder", documents).values() for found in load_all(text)]
    by_key = {key_of(document): document for document in written}
    return [str(key_of(document)) for document in documents if by_key.get(key_of(document)) != document]


@settings(max_examples=60, suppress_health_check=SLOW_TO_DRAW)
@given(ENVIRONMENTS)
def test_whatever_settings_accept_is_right(environment: Workload) -> None:
    assert problems(environment) == []


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=SLOW_TO_DRAW)
@given(ENVIRONMENTS)
def test_whatever_settings_accept_is_right_at_length(environment: Workload) -> None:
    assert problems(environment) == []
