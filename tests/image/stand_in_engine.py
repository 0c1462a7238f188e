#!/usr/bin/env python3
"""A container engine for tests: `run` starts a small server instead of an image, which misbehaves as it is told.

What the image does is said by its name: `good`, `exits`, `wrong`, `slow`, `silent`, `writes`, `refused`, `deaf`,
`starves`, `redirects`, `dies-after`, `drains`, `unexecutable`, `crowded`; `job-fails`, `job-hangs`, `job-writes` and
`job-refused` only do so as a job, which is what runs without a published port. Containers are files in the folder that
STAND_IN_STATE names.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

STATE = Path(os.environ.get("STAND_IN_STATE", "no-state"))  # pytest imports this file to look for doctests
CALLS = STATE / "calls"
EXITS = {"exits": 3, "starves": 137}


def main(words: list[str]) -> int:
    """One call of the engine."""
    with CALLS.open("a", encoding="utf-8") as calls:
        calls.write(json.dumps(words) + "\n")
    match words:
        case ["serve", behaviour]:
            return serve(behaviour)
        case ["work", behaviour]:
            return work(behaviour)
        case ["run", *rest]:
            return run(rest)
        case ["stop", name]:
            stop(name)
        case ["rm", "--force", "--volumes", name]:
            return remove(name)
        case _:
            return tell(words)
    return 0


def tell(words: list[str]) -> int:
    """A call that only asks."""
    match words:
        case ["port", name, port]:
            said = read(name)
            if not alive(said):
                print(f"Error: No public port '{port}' published for {name}", file=sys.stderr)
                return 1
            print(f"127.0.0.1:{said['port']}")
        case ["inspect", "--format", _, name]:
            said = read(name)
            code = 0 if alive(said) else said.get("code", EXITS.get(said["behaviour"], 0))
            starved = said["behaviour"] == "starves"
            print(json.dumps({"Running": alive(said), "ExitCode": code, "OOMKilled": starved, "Pid": 0}))
        case ["logs", "--tail", _, name]:
            print((STATE / f"{name}.log").read_text(encoding="utf-8"), end="")
        case ["diff", name]:
            print(
                "C /app\nC /app/var\nC /app/var/cache\nA /dev/shm\nC /etc\nC /etc/hosts\nC /run\nA /run/.containerenv"
            )
            said = read(name)
            # A read-only root lets nothing through.
            if said["behaviour"] == ("job-writes" if said["is_job"] else "writes") and not said["read_only"]:
                print("C /app/uploads\nA /app/uploads/secret.txt")
        case ["--version"]:
            print(os.environ.get("STAND_IN_VERSION", "Stand-in version 1.0"))
        case _:
            print(f"unknown command {words}", file=sys.stderr)
            return 125
    return 0


def run(words: list[str]) -> int:
    """Starts the server that stands for the container's process."""
    name = words[words.index("--name") + 1]
    image = next(word for word in words if word.startswith("stand-in:"))
    behaviour = image.partition(":")[2]
    if behaviour == "absent":
        print("Unable to find image 'stand-in:absent' locally", file=sys.stderr)
        return 125
    if behaviour == "unexecutable":
        print('Error: exec: "/usr/local/bin/frankenphp": operation not permitted', file=sys.stderr)
        return 126
    log = (STATE / f"{name}.log").open("w", encoding="utf-8")
    is_job = "--publish" not in words
    process = subprocess.Popen(
        [sys.executable, __file__, "work" if is_job else "serve", behaviour],
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    port = process.stdout.readline().strip()
    said = {
        "pid": process.pid,
        "port": port,
        "behaviour": behaviour,
        "is_job": is_job,
        "read_only": "--read-only" in words,
        **({"code": 1} if is_job and behaviour == "job-fails" else {}),
    }
    (STATE / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
    print("0123456789ab")
    return 0


def serve(behaviour: str) -> int:
    """The container's process."""
    if behaviour in EXITS:
        print("PHP Fatal error: no such extension", file=sys.stderr)
        return EXITS[behaviour]
    if behaviour == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if behaviour == "drains":
        signal.signal(signal.SIGTERM, drain)
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering(behaviour, time.monotonic()))
    server.daemon_threads = True
    if behaviour == "silent":
        server.server_close()
        with socket.socket() as mute:
            mute.bind(("127.0.0.1", 0))
            print(mute.getsockname()[1], flush=True)
            time.sleep(60)
    print(server.server_port, flush=True)
    print(f"serving as {behaviour}", file=sys.stderr, flush=True)
    if behaviour == "refused":
        print('{"message":"mkdir(): Read-only file system","path":"/app/uploads"}', file=sys.stderr, flush=True)
    server.serve_forever()
    return 0


def drain(_signal: int, _frame: object) -> None:
    """Ends once nobody asks any more, which is never while somebody does."""
    asked.clear()
    threading.Timer(0.2, lambda: os._exit(0) if not asked else drain(0, None)).start()


def work(behaviour: str) -> int:
    """The process of a job's container."""
    print("0", flush=True)
    if behaviour == "job-refused":
        print("PHP Warning: mkdir(): Read-only file system", file=sys.stderr, flush=True)
    if behaviour == "job-hangs":
        time.sleep(60)
    return 0


asked: list[str] = []


def answering(behaviour: str, started: float) -> type[BaseHTTPRequestHandler]:
    """How the server answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that the base class calls
            asked.append(self.path)
            if behaviour == "crowded" and len(asked) > 6:
                time.sleep(60)
            late = time.monotonic() - started < 1
            wrong = (behaviour == "wrong" and "readiness" in self.path) or (behaviour == "slow" and late)
            self.send_response(503 if wrong else 302 if behaviour == "redirects" else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()
            if behaviour == "dies-after" and "readiness" in self.path:
                os._exit(9)

        def log_message(self, *_: Any) -> None:
            print(f"{self.path} asked by {self.headers['User-Agent']}", file=sys.stderr, flush=True)

    return Handler


def stop(name: str) -> None:
    """SIGTERM, and SIGKILL a moment later: the flag's seconds are not waited for."""
    said = read(name)
    if alive(said):
        os.kill(said["pid"], signal.SIGTERM)
        for _ in range(20):
            if not alive(said):
                return
            time.sleep(0.05)
        os.kill(said["pid"], signal.SIGKILL)
        (STATE / f"{name}.json").write_text(json.dumps({**said, "code": 137}), encoding="utf-8")
        while alive(said):
            time.sleep(0.01)


def remove(name: str) -> int:
    """Ends the process and forgets the container."""
    if not (STATE / f"{name}.json").exists():
        print(f"Error: No such container: {name}", file=sys.stderr)
        return 1
    said = read(name)
    if alive(said):
        os.kill(said["pid"], signal.SIGKILL)
    (STATE / f"{name}.json").unlink()
    return 0


def read(name: str) -> dict[str, Any]:
    """What is known of a container."""
    said: dict[str, Any] = json.loads((STATE / f"{name}.json").read_text(encoding="utf-8"))
    return said


def alive(said: dict[str, Any]) -> bool:
    """Whether its process runs: a zombie that nobody waits for does not."""
    try:
        os.kill(said["pid"], 0)
        stat = Path(f"/proc/{said['pid']}/stat")
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
