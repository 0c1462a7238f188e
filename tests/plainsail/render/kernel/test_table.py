"""The table is what is installed; what it does not know is read from the package."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plainsail.render.kernel import local_kernel, table
from plainsail.render.kernel.package import Package
from tools.kernel import content

with local_kernel():
    from imports.io import argoproj  # noqa: F401 - a package is known by its archive when it is imported


@pytest.fixture
def _nothing_read() -> Iterator[None]:
    """Packages are read again in a test, and after it."""
    table.package.cache_clear()
    yield
    table.package.cache_clear()


def test_it_is_what_is_installed() -> None:
    """`make kernel` makes it."""
    assert table.table() == content()


@pytest.mark.usefixtures("_nothing_read")
def test_bindings_that_it_does_not_know_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    known = table.table()["packages"].pop("ioargoproj")
    try:
        read = table.package("ioargoproj")
    finally:
        table.table()["packages"]["ioargoproj"] = known

    assert read == Package(**{name: value for name, value in known.items() if name != "archive"})


@pytest.mark.usefixtures("_nothing_read")
@pytest.mark.parametrize("name", table.FIXED)
def test_another_release_is_not_known(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is it read: its behaviour may be another one."""
    monkeypatch.setitem(table.table()["packages"][name], "archive", "1-00000000")

    assert table.package(name) is None


def test_a_package_that_nobody_imported_is_not_known() -> None:
    assert table.package("cdk8s-plus-99") is None
