"""What is written down of an API server's verdicts is what it says, and `plan` says the same of updates."""

from __future__ import annotations

from itertools import groupby

import pytest

from plainsail.schemas import Schemas
from tests.cluster.objects import CRDS
from tools.verdicts.measure import VERSION, Judge
from tools.verdicts.record import CREATES, NEEDED, UPDATES, Row, recorded, seeds
from tools.verdicts.server import Server

pytestmark = pytest.mark.cluster
_EVERY = 8
_SEEDS = seeds()


def sample(rows: list[Row]) -> list[Row]:
    return rows[::_EVERY]


def test_the_server_says_what_is_written_down(cluster: Server) -> None:
    if f".{VERSION.partition('.')[2]}." not in cluster.version():
        pytest.skip(f"what is written down is of Kubernetes {VERSION}, and this is {cluster.version()}")
    prepare(cluster)
    rows = sample(list(recorded(CREATES)))
    answers = [(row, cluster.create(row[2].of(_SEEDS[row[0]]))) for row in rows]
    others = [row[2] for row, answer in answers if answer and answer.accepts != row[1].accepts]

    assert len(others) <= len(rows) // 100, others


def test_plan_and_the_server_agree_on_updates(cluster: Server) -> None:
    prepare(cluster)
    judge = Judge(Schemas([CRDS]))
    rows = sample(list(recorded(UPDATES)))
    disagree = []
    for number, group in groupby(rows, key=lambda row: row[0]):
        seed = _SEEDS[number]
        with cluster.holding(seed):
            for _, _, mutation in group:
                after = mutation.of(seed)
                answer = cluster.update(after)
                if answer and answer.accepts == bool(judge.will_fail(seed, after)):
                    disagree.append((seed["kind"], mutation, answer.message))

    assert len(disagree) <= len(rows) // 50, disagree


def prepare(cluster: Server) -> None:
    """Makes what the sound objects name."""
    for needed in NEEDED:
        cluster.ensure(needed)
