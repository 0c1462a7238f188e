"""Which images the repository forgets, by the rules that AWS documents for life-cycle policies."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.deploy.iam import _like, listed
from tests.deploy.terraform import Refused, needs_terraform, shared

pytestmark = [pytest.mark.slow, needs_terraform]


@dataclass(frozen=True)
class Stored:
    """An image in the repository."""

    tags: tuple[str, ...]
    age: int
    """In days since it was pushed."""


def expired(policy: dict[str, Any], images: list[Stored]) -> list[Stored]:
    """What goes: every rule looks at all images, youngest first; what fits an earlier rule is not a later one's."""
    gone: list[Stored] = []
    taken: set[Stored] = set()
    for rule in sorted(policy["rules"], key=lambda rule: int(rule["rulePriority"])):
        selection = rule["selection"]
        fitting = sorted((image for image in images if _fits(selection, image)), key=lambda image: image.age)
        if selection["countType"] == "imageCountMoreThan":
            marked = fitting[selection["countNumber"] :]
        else:
            marked = [image for image in fitting if image.age > selection["countNumber"]]
        gone += [image for image in marked if image not in taken]
        taken |= set(fitting)
    return gone


def _fits(selection: dict[str, Any], image: Stored) -> bool:
    """Every pattern of the list must fit one of the image's tags."""
    if selection["tagStatus"] == "untagged":
        return not image.tags
    return all(any(_like(pattern, tag) for tag in image.tags) for pattern in listed(selection["tagPatternList"]))


def policy(**changed: Any) -> Any:
    return shared("image_lifecycle", **changed)["image_lifecycle"]


def builds(count: int) -> list[Stored]:
    """Builds of a day each, the youngest first."""
    return [Stored((f"sha-{number:040x}",), number) for number in range(count)]


def test_a_release_never_goes() -> None:
    releases = [Stored((f"sha-{age:040x}", f"v1.{age}.0"), age) for age in range(200, 15000)]

    assert not set(releases) & set(expired(policy(), [*builds(200), *releases]))


def test_a_release_that_lost_its_build_tag_never_goes() -> None:
    release = Stored(("v1.0.0",), 5000)

    assert release not in expired(policy(), [*builds(200), release])


def test_the_newest_builds_stay_however_old_they_are() -> None:
    aged = [Stored(image.tags, image.age + 1000) for image in builds(101)]

    assert expired(policy(), aged) == aged[100:]


def test_releases_among_the_builds_cost_no_newer_build_its_place() -> None:
    images = [
        Stored((*image.tags, f"v1.{image.age}.0"), image.age) if image.age % 2 else image for image in builds(150)
    ]

    gone = expired(policy(), images)

    assert gone == [image for image in images[100:] if len(image.tags) == 1]


def test_what_has_no_tag_stays_with_its_image() -> None:
    """Signed provenance has none, and no image lists it: a rule by age would forget it while that runs."""
    released, provenance = Stored(("sha-1", "v1.0.0"), 5000), Stored((), 5000)

    assert not expired(policy(), [released, provenance, Stored((), 15)])


def test_tags_of_neither_kind_stay() -> None:
    assert not expired(policy(), [Stored(("hand-made",), 5000)])


def test_the_number_of_builds_is_a_setting_with_a_floor() -> None:
    assert expired(policy(kept_builds=10), builds(11)) == builds(11)[10:]
    with pytest.raises(Refused, match="Invalid value for variable"):
        policy(kept_builds=1)
