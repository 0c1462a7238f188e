"""A template of an ExternalSecret names a key that nothing fills.

Only templates whose dot is the Secret are judged, and only where the keys are known: not beside `dataFrom`.

Why: the operator fails at the template (SecretSyncedError), and fills nothing.
Fix: name a key of `data`, or add the key.
In settings: name a key of `external_secrets.params` or `external_secrets.data` in `external_secrets.template`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.go_templates import keys_named, sees_whole
from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.external_secrets import known_keys
from plainsail.manifests.fields import mapping
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        template, known = mapping(external.spec, "target", "template"), known_keys(external)
        if external.spec.get("dataFrom") or str(template.get("engineVersion", "v2")) != "v2":
            continue
        for name, text in mapping(template, "data").items():
            for key in () if sees_whole(str(text)) else sorted(keys_named(str(text)) - known):
                where = external.where("spec.target.template.data", name)
                yield Finding(where, f"names .{key}, which nothing fills{did_you_mean(key, sorted(known))}")
