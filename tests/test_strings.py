"""Any text that an environment says arrives in the cluster as the same text."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given, settings

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import ConfigMap, Environment
from plainsail.render.layout import files
from tests import kubectl
from tests.pods import pods
from tests.rendered import app_objects, environment
from tests.samples.values import Least
from tests.strategies.texts import ANY, NASTY


def saying(texts: list[str]) -> Environment:
    """The texts as variables, as data of a ConfigMap, as annotations and as arguments of a command."""
    numbered = {f"T{index}": text for index, text in enumerate(texts)}
    config = ConfigMap(data=numbered, mount_path="/etc/texts")
    return environment(Least, env=numbered, config_maps={"texts": config}, annotations=numbered, args=texts)


def heard(documents: list[Document]) -> list[list[str]]:
    """The texts again, out of each of the places."""
    [config] = [each for each in documents if each["kind"] == "ConfigMap"]
    [pod] = pods(documents)
    [container] = pod.containers
    variables = [each["value"] for each in container["env"] if each["name"].startswith("T")]
    places = [config["data"], config["metadata"]["annotations"]]
    found = [[place[f"T{index}"] for index in range(len(variables))] for place in places]
    return [variables, *found, container["args"]]


def written(texts: list[str]) -> list[str]:
    return list(files("test/backend", app_objects(saying(texts))).values())


def test_pyyaml_hears_nasty_texts() -> None:
    """YAML 1.1, as most tools read it."""
    texts = list(NASTY)

    assert heard([yaml.load(text, yaml.CSafeLoader) for text in written(texts)]) == [texts] * 4


@settings(max_examples=40)
@given(ANY)
def test_pyyaml_hears_any_text(text: str) -> None:
    assert heard([yaml.load(each, yaml.CSafeLoader) for each in written([text])]) == [[text]] * 4


def test_kubectl_hears_nasty_texts(tmp_path: Path) -> None:
    """The parser of the API server and of Argo CD, with neither a cluster nor a network."""
    texts = list(NASTY)
    (tmp_path / "all.yaml").write_text("".join(written(texts)), encoding="utf-8", newline="")

    objects, refused = kubectl.read(tmp_path / "all.yaml")

    assert not refused
    assert heard(objects) == [texts] * 4
