"""The check of the same name."""

from plainsail.checks.delivery import delivery_file_unreadable
from plainsail.delivery import BrokenFile, Delivery
from tests.plainsail.checks.planted import manifests


def test_names_the_line() -> None:
    broken = BrokenFile("deploy/terragrunt/root.hcl", 7, "'{' is never closed")

    [finding] = delivery_file_unreadable.check(manifests(delivery=Delivery(broken=(broken,))))

    assert finding.message == "'{' is never closed"
    assert (finding.where.path, finding.where.line) == ("deploy/terragrunt/root.hcl", 7)


def test_silent_when_files_are_missing() -> None:
    """What does not exist yet is said by the command, not complained of."""
    assert not list(delivery_file_unreadable.check(manifests(delivery=Delivery(missing=("image/Dockerfile",)))))
