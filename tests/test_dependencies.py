"""Pins, locks and docs/dependencies.md tell the same story."""

import json
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
DELIVERY = [Requirement(line) for line in PYPROJECT["dependency-groups"]["delivery"]]
PAGES = [Requirement(line) for line in PYPROJECT["dependency-groups"]["pages"]]
NPM: dict[str, str] = json.loads((ROOT / "package.json").read_text())["devDependencies"]
NPM_LOCK = json.loads((ROOT / "package-lock.json").read_text())["packages"]
LOCKS = ["requirements.txt", "requirements-delivery.txt", "requirements-pages.txt", "package-lock.json"]


def locked(lock: str) -> dict[str, Requirement]:
    """Returns the requirements of one lock file by name."""
    lines = re.findall(r"^([a-z0-9].*?) \\$", (ROOT / lock).read_text(), re.MULTILINE)
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}


LOCKED = locked("requirements.txt")
LOCKED_FOR_DELIVERY = locked("requirements-delivery.txt")
LOCKED_FOR_PAGES = locked("requirements-pages.txt")


def documented(heading: str) -> list[str]:
    """Returns the packages that have a line under one heading of docs/dependencies.md."""
    text = (ROOT / "docs/dependencies.md").read_text()
    [section] = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\| `([^`]+)` \| .+ \|$", section, re.MULTILINE)


def closure(names: list[str]) -> set[str]:
    """Returns the packages that these and their dependencies need here, as their installed metadata says."""
    needed: set[str] = set()
    while names:
        name = canonicalize_name(names.pop())
        if name in needed:
            continue
        needed.add(name)
        requirements = [Requirement(line) for line in distribution(name).requires or []]
        names += [r.name for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]
    return needed


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("To render (Python)", [requirement.name for requirement in RUNTIME]),
        ("To develop (Python)", [requirement.name for requirement in DEVELOPMENT]),
        ("To judge and to try the delivery (Python)", [requirement.name for requirement in DELIVERY]),
        ("To make the pages (Python)", [requirement.name for requirement in PAGES]),
        ("To render and to test (npm)", list(NPM)),
    ],
)
def test_every_dependency_says_why_it_was_chosen_and_no_other_is_named(heading: str, names: list[str]) -> None:
    assert documented(heading) == sorted(names, key=str.lower)


@pytest.mark.parametrize("requirement", RUNTIME + DEVELOPMENT, ids=lambda requirement: requirement.name)
def test_the_lock_holds_the_pinned_version(requirement: Requirement) -> None:
    assert re.fullmatch(r"==[^*]+", str(requirement.specifier))
    assert LOCKED[canonicalize_name(requirement.name)].specifier == requirement.specifier


@pytest.mark.parametrize("requirement", DELIVERY, ids=lambda requirement: requirement.name)
def test_the_lock_of_the_delivery_holds_the_pinned_version(requirement: Requirement) -> None:
    assert re.fullmatch(r"==[^*]+", str(requirement.specifier))
    assert LOCKED_FOR_DELIVERY[canonicalize_name(requirement.name)].specifier == requirement.specifier


@pytest.mark.parametrize("requirement", PAGES, ids=lambda requirement: requirement.name)
def test_the_lock_of_the_pages_holds_the_pinned_version(requirement: Requirement) -> None:
    assert re.fullmatch(r"==[^*]+", str(requirement.specifier))
    assert LOCKED_FOR_PAGES[canonicalize_name(requirement.name)].specifier == requirement.specifier


def test_what_projects_install_to_render_charts_is_what_is_tested() -> None:
    assert set(PROJECT["optional-dependencies"]["helm"]) < set(PROJECT["optional-dependencies"]["dev"])


@pytest.mark.parametrize("other", [LOCKED_FOR_DELIVERY, LOCKED_FOR_PAGES], ids=["delivery", "pages"])
def test_locks_agree_on_what_both_hold(other: dict[str, Requirement]) -> None:
    shared = LOCKED.keys() & other.keys()

    assert [name for name in shared if LOCKED[name].specifier != other[name].specifier] == []


def test_the_lock_holds_what_the_dependencies_need_and_nothing_else() -> None:
    here = {name for name, locked in LOCKED.items() if locked.marker is None or locked.marker.evaluate()}
    direct = [r.name for r in RUNTIME + DEVELOPMENT if r.marker is None or r.marker.evaluate()]

    assert here == closure(direct)


def test_the_npm_lock_was_made_from_these_pins() -> None:
    assert NPM_LOCK[""]["devDependencies"] == NPM
    assert {name: NPM_LOCK[f"node_modules/{name}"]["version"] for name in NPM} == NPM


def test_every_npm_package_is_locked_by_its_hash_or_by_that_of_the_package_that_bundles_it() -> None:
    packages = {path: package for path, package in NPM_LOCK.items() if path}

    unlocked = [path for path, package in packages.items() if not {"integrity", "inBundle"} & package.keys()]

    assert unlocked == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_no_address(lock: str) -> None:
    assert re.findall(r"\w+://\S*", (ROOT / lock).read_text()) == []
