"""What the API server refuses in webhooks that judge or change objects.

After `pkg/apis/admissionregistration/validation` and `apiserver/pkg/util/webhook`.
"""

from collections.abc import Mapping

from constructs_lib.kubernetes import names
from plainsail.schemas.problems import WORDS, Schema
from plainsail.schemas.rules.admission import (
    CONDITION_NAMES,
    CONDITIONS,
    FAILURE_POLICY,
    MATCH_POLICY,
    REINVOCATION,
)
from plainsail.schemas.rules.expressions import of_webhook
from plainsail.schemas.rules.together import FieldRule, Fields, Together, exactly_one, unique
from plainsail.schemas.rules.words import DNS_1035_LABEL, HTTPS_URL, NOT_EMPTY, PORT_NUMBER, URL_PATH, number, text

_NAME = text(
    "name",
    rf"{names.LABEL}(\.{names.LABEL}){{2,}}",
    "is no name of a webhook: a DNS name of three parts or more, as in policy.example.com",
    longest=253,
)
_REVIEWS: Schema = {
    "items": DNS_1035_LABEL,
    "uniqueItems": True,
    "anyOf": [
        {"contains": {"enum": ["v1", "v1beta1"]}, WORDS: "holds neither v1 nor v1beta1"},
        {"contains": {"not": DNS_1035_LABEL}},  # which is told of the item
    ],
}
_WEBHOOK: Mapping[str, FieldRule] = {
    "admissionReviewVersions": _REVIEWS,
    "failurePolicy": FAILURE_POLICY,
    "matchConditions": CONDITIONS,
    "matchPolicy": MATCH_POLICY,
    "name": _NAME,
    "sideEffects": {"enum": ["None", "NoneOnDryRun"]},
    "timeoutSeconds": number(1, 30),
}

FIELDS: Fields = {
    "admissionregistration.v1.MutatingWebhook": {**_WEBHOOK, "reinvocationPolicy": REINVOCATION},
    "admissionregistration.v1.ServiceReference": {
        "name": NOT_EMPTY,
        "namespace": NOT_EMPTY,
        "path": URL_PATH,
        **PORT_NUMBER,
    },
    "admissionregistration.v1.ValidatingWebhook": _WEBHOOK,
    "admissionregistration.v1.WebhookClientConfig": {"url": HTTPS_URL},
}

TOGETHER: Together = {
    "admissionregistration.v1.MutatingWebhook": (CONDITION_NAMES, of_webhook),
    "admissionregistration.v1.MutatingWebhookConfiguration": (unique("webhooks", "name"),),
    "admissionregistration.v1.ValidatingWebhook": (CONDITION_NAMES, of_webhook),
    "admissionregistration.v1.ValidatingWebhookConfiguration": (unique("webhooks", "name"),),
    "admissionregistration.v1.WebhookClientConfig": (exactly_one("service", "url"),),
}
