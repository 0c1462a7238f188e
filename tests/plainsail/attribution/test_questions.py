"""Which field stands on a line."""

import pytest

from constructs_lib.kubernetes.paths import format_path
from plainsail.attribution.questions import field_at

TEXT = """---
kind: ConfigMap
data:
  php.ini: |
    one

    two
  short: x
spec:
  ports:
  - name: http
    port: 80
  - name: https
    port: 443
  args:
  - a
  - - deep
"""


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (1, None),
        (2, "kind"),
        (3, "data"),
        (4, 'data["php.ini"]'),
        (5, 'data["php.ini"]'),
        (6, 'data["php.ini"]'),
        (7, 'data["php.ini"]'),
        (8, "data.short"),
        (10, "spec.ports"),
        (11, "spec.ports[80].name"),
        (12, "spec.ports[80].port"),
        (14, "spec.ports[443].port"),
        (16, "spec.args[0]"),
        (17, "spec.args[1][0]"),
        (18, None),
    ],
)
def test_the_field_on_a_line(line: int, field: str | None) -> None:
    found = field_at(TEXT, line)

    assert (found and format_path(found)) == field


def test_an_empty_file_has_no_field() -> None:
    assert field_at("", 1) is None
