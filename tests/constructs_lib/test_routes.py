"""What routes have in common."""

from __future__ import annotations

from constructs_lib.routes import backend_fields, header_modifier, parent_fields
from constructs_lib.settings import BackendRef, HeaderModifier, ParentRef
from tests.constructs_lib.making import IDENTITY, profile


def test_a_gateway_of_another_namespace() -> None:
    fields = parent_fields(ParentRef("public", namespace="gateways-{env}", section_name="https"), IDENTITY)

    assert (fields["name"], fields["section_name"]) == ("public", "https")
    assert fields["namespace"] == f"gateways-{IDENTITY.env}"


def test_a_service_is_named_with_the_number_of_its_port() -> None:
    of = profile(port=8080)
    target = BackendRef(weight=3)

    fields = backend_fields(target, of.settings.backend(target), of)

    assert (fields["name"], fields["port"], fields["weight"]) == (IDENTITY.app, 8080, 3)


def test_what_is_not_said_of_headers_is_left_out() -> None:
    made = header_modifier(HeaderModifier(set={"A": "1"}), dict, dict, dict)

    assert made == {"set": [{"name": "A", "value": "1"}], "add": None, "remove": None}
