"""The check of the same name."""

from plainsail.checks.security import user_without_number
from plainsail.delivery import Delivery
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import image
from tests.plainsail.checks.planted_pods import foreign, severity_of, workload

UNSAID = {"securityContext": {"runAsUser": None}}


def _image(user: str) -> Delivery:
    return image(f"FROM dunglas/frankenphp\nUSER {user}\n")


def test_nobody_says_who_it_is() -> None:
    [finding] = user_without_number.check(manifests(workload(pod=UNSAID)))

    assert finding.message == "runs as the image's USER, which starts only if that is a number"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.runAsUser"
    assert severity_of(user_without_number, finding) == "warning"


def test_somebody_else_knows_the_image() -> None:
    [finding] = user_without_number.check(foreign(workload(pod=UNSAID)))

    assert severity_of(user_without_number, finding) == "info"


def test_our_own_image_says_a_name() -> None:
    [finding] = user_without_number.check(manifests(workload(pod=UNSAID), delivery=_image("www-data")))

    assert finding.message == "image/Dockerfile says USER www-data, a name, so the container never starts"
    assert severity_of(user_without_number, finding) == "error"


def test_silent_when_our_own_image_says_a_number() -> None:
    assert not list(user_without_number.check(manifests(workload(pod=UNSAID), delivery=_image("33:33"))))


def test_silent_when_the_container_says_it() -> None:
    assert not list(user_without_number.check(manifests(workload(pod=UNSAID, securityContext={"runAsUser": 33}))))


def test_silent_where_root_is_allowed() -> None:
    unsaid = {"securityContext": {"runAsUser": None, "runAsNonRoot": None}}

    assert not list(user_without_number.check(foreign(workload(pod=unsaid))))


def test_silent_on_a_hardened_pod() -> None:
    assert not list(user_without_number.check(manifests(workload())))
