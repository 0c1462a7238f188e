"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.secrets import secret_without_its_keys
from tests.plainsail.checks.planted_objects import examined, made, told


def test_certificate_without_its_key() -> None:
    document = made("Secret", type="kubernetes.io/tls", data={"tls.crt": "eA=="})

    assert told(secret_without_its_keys.check(examined(document))) == [
        ("data", "is of type kubernetes.io/tls, but has no tls.key")
    ]


def test_log_in_without_a_name() -> None:
    document = made("Secret", type="kubernetes.io/basic-auth", stringData={"user": "x"})

    assert told(secret_without_its_keys.check(examined(document))) == [
        ("data", "is of type kubernetes.io/basic-auth, but has no username or password")
    ]


def test_silent_on_secrets_with_their_keys() -> None:
    documents = (
        made("Secret", stringData={"any": "thing"}),
        made("Secret", type="kubernetes.io/tls", data={"tls.crt": ""}, stringData={"tls.key": "x"}),
        made("Secret", type="example.com/own"),
    )

    assert not [found for each in documents for found in secret_without_its_keys.check(examined(each))]
