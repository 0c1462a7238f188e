"""What a preview must say so that pull requests do not meet."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import Namespace, PullRequests, SettingsError
from tests.rendered import environment
from tests.samples.previews import PreviewedWebService


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"namespace": Namespace("{app}-preview")}, "is the same for each pull request; end it in the number"),
        ({"namespace": Namespace("{app}-pr-number", create=False)}, "nobody else makes a namespace for each"),
        ({"repository": "https://gitlab.com/acme/shop.git"}, "is not at GitHub"),
        ({"delivery": None}, "previews are made by Argo CD alone"),
        ({"follows": "production", "approval": None}, "follows is for what is promoted"),
    ],
)
def test_refused(said: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        environment(PreviewedWebService, **said)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"credentials": "a", "github_app": "b"}, "set one of the two"),
        ({"credentials_key": "pat"}, "credentials_key is a key of credentials, which is not set"),
        ({"limit": 0}, "limit"),
        ({"label": "two\nlines"}, "is not a label"),
        ({"image_suffix": "previews"}, "write it as '-previews'"),
    ],
)
def test_refused_of_pull_requests(said: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        PullRequests(**said)
