"""Strategies for the kinds of text that settings know; small, so that names meet, and nasty where any text will do."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from constructs_lib.settings import (
    Relaxed,
    containers,
    http_route,
    image,
    jobs,
    keda,
    metrics,
    monitoring,
    previews,
    secrets,
    text,
)
from constructs_lib.settings.escape import FieldPath
from constructs_lib.settings.network import Cidr

NASTY = (
    *("", "yes", "on", "y", "null", "~", "1e3", "0777", "0o17", "1_000", "0x1f", "12:30:45", "2001-01-01", ".inf"),
    *(":80", "=", "<<", "- a", "a: b", "# a", "{{ x }}", "{a}", "[a]", "*a", "&a", "!a", "|", ">", "%", "@", "`"),
    *(
        "a\tb",
        "\t",
        " a",
        "a ",
        "a\nb",
        "a\nb\n",
        "\na",
        " \n a\n",
        "'",
        '"',
        "\\",
        "$(A)",
        "é",
        "日本語",
        "😀",
        "\ufeff",
    ),
)
"""Texts that some YAML reader somewhere takes for something else."""

LABELS = st.sampled_from(["a", "0", "on", "no", "api", "web-2", "x" * 20])
PREFIXED = st.sampled_from(["team", "example.com/team", "a.b.example.com/On", "0"])
ANY = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
PATHS = st.sampled_from(["/", "/data", "/tmp", "/app/var/cache", "/app/var_cache", "/mnt/é"])
WORDS = st.lists(st.sampled_from(["php", "bin/console", "--all", "-x", "two words", "yes", "$(A)", "😀"]), min_size=1)
PARAMETERS = st.sampled_from(["key", "a/b", "/param/{env}/key", "/{app}/x_Y.z"])

TEXTS: list[tuple[Any, SearchStrategy[Any]]] = [
    (str, ANY),
    (containers.Command, WORDS | st.sampled_from(["php -v", "sh -c 'a | b'", '/run "yes"'])),
    (text.DnsLabel, LABELS),
    (text.DnsName, LABELS | st.just("a.b-c.d")),
    (text.Host, st.sampled_from(["example.com", "*.example.com", "{app}.{env}.example.com"])),
    (text.LabelKey, PREFIXED),
    (text.LabelValue, st.sampled_from(["", "yes", "0", "1e3", "A_b.c", "on"])),
    (text.AbsolutePath, PATHS),
    (text.RelativePath, st.sampled_from(["a", "a/b.txt", "yes"])),
    (text.HttpPath, st.sampled_from(["/", "/check/ready?x=1", "/é"])),
    (text.VariableName, st.sampled_from(["A", "B_2", "_c", "yes", "APP_ENV"])),
    (text.FileName, st.sampled_from(["a", "B.ini", "_x", "0777", ".env"])),
    (previews.LabelName, st.sampled_from(["preview", "show me", "a/b.c"])),
    (previews.ImageSuffix, st.sampled_from(["-previews", "/pr"])),
    (text.Cluster, st.sampled_from(["in-cluster", "https://example.com:6443"])),
    (text.Template, st.sampled_from(["main", "{env}", "v1.0-{app}"])),
    (text.NameTemplate, st.sampled_from(["{app}-{env}", "own", "x-{env}"])),
    (text.KubernetesVersion, st.sampled_from([f"1.{minor}" for minor in range(27, 38)])),
    (text.Duration, st.sampled_from(["30s", "1h0m0s", "5m"])),
    (text.Percentage, st.sampled_from(["25%", "100%"])),
    (text.PortName, st.sampled_from(["http", "grpc", "metrics", "a1"])),
    (text.AppProtocol, st.sampled_from(["http", "grpc", "https", "kubernetes.io/h2c"])),
    (text.HeaderName, st.sampled_from(["X-A", "Host", "0"])),
    (text.HeaderValue, st.sampled_from(["yes", "1e3", "a: b", " "])),
    (http_route.ParameterName, st.sampled_from(["a_b", "on"])),
    (http_route.GatewayDuration, st.sampled_from(["0s", "10s", "1m30s", "500ms"])),
    (Cidr, st.sampled_from(["10.0.0.0/16", "10.0.1.0/24", "::/0"])),
    (FieldPath, st.sampled_from(["metadata.labels.x", 'metadata.annotations["a.b/c"]'])),
    (image.Repository, st.sampled_from(["nginx", "registry.example:5000/a/b_c"])),
    (image.Tag, st.sampled_from(["v1", "1", "yes", "_" + "x" * 100])),
    (image.Digest, st.just("sha256:" + "0" * 64)),
    (text.Quantity, st.sampled_from(["100m", "1", "0.5", "64Mi", "1.5Gi", "2e3", "1E3"])),
    (metrics.MetricName, st.sampled_from(["queue_length", "a:b", "yes"])),
    (metrics.KindName, st.sampled_from(["Ingress", "Service"])),
    (metrics.ApiVersion, st.sampled_from(["v1", "networking.k8s.io/v1"])),
    (keda.TriggerType, st.sampled_from(["aws-sqs-queue", "cron", "cpu"])),
    (keda.TriggerParameter, st.sampled_from(["queueURL", "a", "yes"])),
    (keda.RoleArn, st.just("arn:aws:iam::1:role/keda")),
    (monitoring.ScrapeDuration, st.sampled_from(["30s", "1m30s", "500ms"])),
    (jobs.Schedule, st.sampled_from(["0 7-15/2 * * 1-5", "*/5 * * * *", "@daily", "0 0 31 * MON"])),
    (jobs.TimeZone, st.sampled_from(["Europe/Paris", "Etc/UTC"])),
    (secrets.ParameterPath, st.sampled_from(["/param/{app}/{env}", "/x"])),
    (secrets.ParameterKey, PARAMETERS),
]
"""By type, as the vocabulary writes it."""

FIELDS: dict[tuple[str, str], SearchStrategy[Any]] = {
    ("FieldRef", "field_path"): st.sampled_from(
        ["metadata.name", "metadata.labels['a']", "spec.nodeName", "status.podIP", "status.hostIPs"]
    ),
    ("SecretKeyRef", "name"): st.just("existing-secret"),
    ("ConfigMapKeyRef", "name"): st.just("existing-config"),
    ("ResourceRef", "resource"): st.sampled_from(["limits.cpu", "requests.memory", "limits.ephemeral-storage"]),
    ("ResourceRef", "divisor"): st.sampled_from(["1", "1m", "1Mi", "1k"]),
    ("IssuerRef", "kind"): st.sampled_from(["Issuer", "ClusterIssuer", "Other"]),
    ("GrpcMatch", "service"): st.none() | st.sampled_from(["shop.v1.Orders", "a"]),
    ("GrpcMatch", "method"): st.none() | st.sampled_from(["Get", "_x"]),
    ("Security", "add_capabilities"): st.just(Relaxed(["NET_BIND_SERVICE", "CHOWN"], "a reason")),
    ("Security", "allow_privilege_escalation"): st.just(Relaxed(True, "a reason")),
    ("Security", "read_only_root_filesystem"): st.just(Relaxed(False, "a reason")),
    ("Security", "run_as_user"): st.sampled_from([65534, Relaxed(0, "a reason")]),
    ("Security", "seccomp_profile"): st.sampled_from(["profiles/a.json", Relaxed("Unconfined", "a reason")]),
    ("Param", "version"): st.none() | st.just("3"),
    ("Alb", "certificate_arn"): st.none() | st.just("arn:aws:acm:eu-west-3:1:certificate/a"),
    ("Aws", "account"): st.just("123456789012"),
    ("Aws", "region"): st.just("eu-west-3"),
}
"""By class and field, where the vocabulary has no name for the type."""
