"""How an image is built: paths within the project, and a Dockerfile among the sources."""

from __future__ import annotations

import pytest

from constructs_lib.settings import Build, Image, SettingsError, change
from tests.rendered import environment
from tests.samples.everything import Everything


@pytest.mark.parametrize("path", [".", "image", "apps/web/Dockerfile", ".dockerignore", "a..b", "Dockerfile.prod"])
def test_a_path_in_the_project(path: str) -> None:
    assert Build(dockerfile=path, sources=["."]).dockerfile == path


@pytest.mark.parametrize("path", ["", "/etc", "..", "a/../b", "./a", "-f", "a b", "a//b", "a/", ":(top)a", "$HOME"])
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    """It reaches command lines, Git's pathspecs and the inputs of actions."""
    with pytest.raises(SettingsError, match="is not a path in the project's folder"):
        Build(dockerfile="a", sources=["a", path])


@pytest.mark.parametrize("sources", [["app"], ["image/Docker"], ["image/Dockerfile/x"]])
def test_a_dockerfile_whose_change_would_build_nothing_is_refused(sources: list[str]) -> None:
    with pytest.raises(SettingsError, match="is below none of sources, so a change of it would build nothing"):
        Build(dockerfile="image/Dockerfile", sources=sources)


def test_an_image_without_sources_is_refused() -> None:
    with pytest.raises(SettingsError, match="sources is empty"):
        Build(dockerfile="Dockerfile", sources=[])


def test_an_image_that_is_not_the_app_s_own_is_built_elsewhere() -> None:
    build = Build(dockerfile="Dockerfile", sources=["Dockerfile"])
    clean = change(image=Image("registry.example.com/clean", tag="v3", build=build))

    with pytest.raises(SettingsError, match="is not the app's own, so no pipeline builds it; take build out") as caught:
        environment(Everything, cron_jobs=change(clean=clean))
    assert caught.value.path == ("cron_jobs", "clean", "image", "build")
