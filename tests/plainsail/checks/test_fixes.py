"""What to do, told in words of Kubernetes where no project renders the object."""

from __future__ import annotations

import re

import pytest

from plainsail.checks import CHECKS, RULES

_SETTING = re.compile(r"`[^`/]*\b[a-z]+(?:_[a-z]+)+\b[^`/]*`|\bhpa\b|\benvs/|=True\b|\w=\d|\w=\"")
"""How settings are written: snake_case, assigned as in Python, in `envs/`."""
_OF_LINUX = ("`container_t`", "`net.ipv4.ip_unprivileged_port_start`", "`CreateNamespace=true`")
ELSEWHERE = [name.rpartition(".")[2].replace("_", "-") for name in CHECKS if not name.startswith("delivery.")]
"""Ids of the checks that judge YAML alone."""


@pytest.mark.parametrize("id", ELSEWHERE)
def test_a_fix_names_fields_of_kubernetes_and_no_setting(id: str) -> None:
    found = [match[0] for match in _SETTING.finditer(RULES[id].fix)]

    assert [word for word in found if word not in _OF_LINUX] == []


@pytest.mark.parametrize("id", ELSEWHERE)
def test_what_is_told_in_settings_is_told_of_yaml_too(id: str) -> None:
    rule = RULES[id]

    assert rule.fix
    assert rule.in_settings != rule.fix
