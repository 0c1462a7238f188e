"""What stands in for parts of a cluster that a machine cannot have: each runs only where the real one is not there."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.gitops.api import Api


@contextmanager
def beside(run: Callable[[Api, threading.Event], None], api: Api) -> Iterator[None]:
    """Runs a stand-in in a thread of its own while the block lasts; the event tells it that the block ended."""
    ended = threading.Event()
    thread = threading.Thread(target=run, args=(api, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
