"""Asks a server for the verdicts, and writes them down."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from constructs_lib.kubernetes.objects import Document
from plainsail.yaml_reader import load_all
from tools.verdicts.mutations import Mutation, as_row, drawn, from_row, writable
from tools.verdicts.server import Server, Verdict
from tools.verdicts.unchanged import candidates, is_same

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests/samples/objects.yaml"
FOLDER = ROOT / "tests/verdicts"
CREATES = FOLDER / "creates.jsonl.gz"
UPDATES = FOLDER / "updates.jsonl.gz"
UNCHANGED = FOLDER / "unchanged.jsonl.gz"
FIGURES = FOLDER / "figures.md"
"""What was measured, as docs/checks.md shows it."""
IN_DIST = (
    *("Application", "AppProject", "CronJob", "Deployment", "ExternalSecret", "HorizontalPodAutoscaler", "Ingress"),
    *("Namespace", "Service", "ServiceAccount"),
)
NEEDED: list[Document] = [
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}},
    {"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": "gvisor"}, "handler": "runsc"},
]
"""What the sound objects name."""
MOST = 280
"""How many mutants there are of an object."""
_OF_A_CLUSTER = re.compile(
    r"error looking up service account|no PriorityClass with name|RuntimeClass .* not found|namespaces .* not found"
    r"|exceeded quota|forbidden: (the )?(maximum|minimum)"
)
"""What a server says of other objects that it has, or has not."""
_OF_ALL = ("APIService", "MutatingWebhookConfiguration", "Namespace", "ValidatingWebhookConfiguration")
"""What a cluster would suffer from while it is there; none of its fields is fixed."""
_OF_AN_APPLY = re.compile(r"typed patch object|conflict|of type \w+: \"null\"")
"""What only server-side apply refuses; `create` takes it."""


def seeds() -> list[Document]:
    """The sound objects, those of apps first."""
    return [*load_all(SAMPLES.read_text(encoding="utf-8")), *_of_platforms()]


def _of_platforms() -> list[Document]:
    return load_all((FOLDER / "platform.yaml").read_text(encoding="utf-8"))


@cache
def _of_apps() -> frozenset[str]:
    return frozenset(each["kind"] for each in load_all(SAMPLES.read_text(encoding="utf-8"))) | {"ReplicaSet"}


def is_of_apps(document: Document) -> bool:
    """Whether apps use its kind; else platform teams do."""
    return document["kind"] in _of_apps()


Row = tuple[int, Verdict, Mutation]
"""The number of the seed, what the server says, and how it was broken."""


def record(kubeconfig: Path) -> None:
    """Writes down what the server says of each mutant, and of each object becoming one."""
    server = Server(kubeconfig)
    for needed in NEEDED:
        server.ensure(needed)
    minor = int(server.version().split(".")[1])
    _write(CREATES, created(server, minor, MOST, "creates"))
    _write(UPDATES, updated(server, minor, MOST, "updates"))
    _write(UNCHANGED, unchanged(server, minor))


def created(server: Server, minor: int, most: int, salt: str) -> Iterator[Row]:
    """Mutants, as they are made."""
    for number, seed in enumerate(seeds()):
        sound = server.create(seed)
        if sound is None or not sound.accepts:
            raise SystemExit(f"the server refuses a sound object: {seed['kind']}: {sound}")
        for mutation in drawn(seed, minor, most, salt):
            verdict = server.create(mutation.of(seed))
            if verdict and not _OF_A_CLUSTER.search(verdict.message):
                yield number, verdict, mutation


def updated(server: Server, minor: int, most: int, salt: str) -> Iterator[Row]:
    """Sound objects that become other sound objects: all that can be refused is the change."""
    for number, seed in enumerate(seeds()):
        if seed["kind"] in _OF_ALL:
            continue
        with server.holding(seed):
            for mutation in drawn(seed, minor, most, salt):
                after = mutation.of(seed)
                sound = server.create(after)
                if mutation.path == ("metadata", "name") or not sound or not sound.accepts:
                    continue
                verdict = server.update(after)
                if verdict and not _OF_AN_APPLY.search(verdict.message):
                    yield number, verdict, mutation


def unchanged(server: Server, minor: int) -> Iterator[Row]:
    """Sound objects that become what may be the same to the server; it "accepts" what changes nothing that it keeps."""
    for number, seed in enumerate(seeds()):
        if seed["kind"] in _OF_ALL:
            continue
        with server.holding(seed):
            if (held := server.applied(seed)) is None:
                continue
            for mutation in candidates(seed, held, minor):
                if (after := server.applied(mutation.of(seed))) is None:
                    continue
                if not is_same(held, after):  # a controller may have written to it meanwhile
                    held = server.applied(seed) or held
                yield number, Verdict(is_same(held, after), ""), mutation


def _write(path: Path, rows: Iterator[Row]) -> None:
    lines = (
        json.dumps([number, verdict.accepts, _first(verdict.message), *as_row(mutation)]) + "\n"
        for number, verdict, mutation in rows
        if writable(mutation)
    )
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def recorded(path: Path) -> Iterator[Row]:
    """What was written down."""
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        number, accepts, message, *row = json.loads(line)
        yield number, Verdict(accepts, message), from_row(row)


def _first(message: str) -> str:
    """The part that tells refusals from each other."""
    return re.sub(r'^\S+ "[^"]*" is invalid: \[?', "", message)[:200]
