from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.memory import Watch

CHILD = "x = bytearray(64 << 20); import time; time.sleep(0.3)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}])"


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not show it")
def test_the_memory_of_children_counts() -> None:
    process = subprocess.Popen([sys.executable, "-c", PARENT])
    with Watch(process.pid) as watch:
        process.wait()

    assert watch.peak
    assert watch.peak.largest > 64 > watch.peak.first
    assert watch.peak.together > 64
