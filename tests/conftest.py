"""What all tests share."""

import pytest
from hypothesis import settings

from constructs_lib.node import use_installed_node
from tools.sample import is_sample

use_installed_node()  # for tests that import cdk8s before anything of ours, too

# The same examples on every machine, and no clock: a slow machine finds no failure that a fast one does not.
settings.register_profile("plainsail", derandomize=True, deadline=None, database=None)
settings.load_profile("plainsail")


collect_ignore = ["fleet", "sample"]  # settings, not tests


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what is about the sample, by name, where the settings are somebody's own."""
    if not is_sample():
        reason = "shows what the sample says, and these settings are your own"
        for item in items:
            if item.get_closest_marker("sample"):
                item.add_marker(pytest.mark.skip(reason=reason))
