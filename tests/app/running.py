"""The sample application as a pod runs it: warmed up, read-only but for its volumes, as www-data."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
AUTOLOAD = Path(__file__).with_name("autoload.php")
PACKAGES = Path(__file__).with_name("debian-packages.txt")

WWW_DATA = 33
VOLUMES = ("cache", "log")
SECRETS = {
    "APP_API_CLIENT_SECRET": "client-secret-that-nobody-may-see",
    "APP_SERVICE_API_KEY": "service-key-that-nobody-may-see",
}
_STARTED = re.compile(r"Development Server \(http://127\.0\.0\.1:(\d+)\) started")
_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Message
    body: str


@dataclass
class Server:
    """PHP's built-in server, with the application behind it."""

    port: int
    log: Path
    answers: list[Answer] = field(default_factory=list)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET, whatever its status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()
        self.answers.append(answer)
        return answer

    def said(self) -> str:
        """Everything on standard output and standard error so far."""
        return self.log.read_text(encoding="utf-8")


@dataclass(frozen=True)
class App:
    """A copy of the application, with Debian's Symfony for its packages."""

    folder: Path
    php: str
    as_www_data: bool = True

    def environ(self, said: Mapping[str, str]) -> dict[str, str]:
        """The variables of its processes: what a shell needs, PHP's settings from the image, and what is said."""
        settings = self.folder / "php.ini.d"
        return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PHP_INI_SCAN_DIR": f":{settings}", **said}

    def console(self, *words: str, **said: str) -> subprocess.CompletedProcess[str]:
        """`php bin/console WORDS`, with variables."""
        return subprocess.run(
            [self.php, "bin/console", *words],
            cwd=self.folder,
            env=self.environ(said),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            **self._user(),
        )

    @contextmanager
    def serve(self, **said: str) -> Iterator[Server]:
        """A server of the application, with variables, until the block ends."""
        log = self.folder.with_name(f"{self.folder.name}-{time.monotonic_ns()}.log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [self.php, "-S", "127.0.0.1:0", "-t", "public", "public/index.php"],
                cwd=self.folder,
                env=self.environ(said),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **self._user(),
            )
        try:
            yield Server(_port(process, log), log)
        finally:
            process.kill()
            process.wait()
            log.unlink()

    def files(self) -> dict[str, tuple[int, int]]:
        """Size and time of change of each file outside of the volumes."""
        volumes = [self.folder / "var" / name for name in VOLUMES]
        return {
            str(path.relative_to(self.folder)): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not any(volume in path.parents for volume in volumes)
        }

    def _user(self) -> dict[str, Any]:
        """To root nothing is read-only; any other user is bound by the modes of its own files."""
        return {"user": WWW_DATA, "group": WWW_DATA, "extra_groups": []} if self.as_www_data and is_root() else {}


def is_root() -> bool:
    """Whether the tests run as root."""
    return os.geteuid() == 0


def packages() -> list[str]:
    """Debian's packages that the tests of the application need."""
    return [line for line in PACKAGES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def copy(folder: Path, php: str) -> App:
    """A copy of the application as the build stage of the image has it, not warmed up."""
    shutil.copytree(APP, folder, ignore=shutil.ignore_patterns("vendor", "var", ".*"))
    (folder / "vendor").mkdir()
    shutil.copy(AUTOLOAD, folder / "vendor/autoload.php")
    (folder / "php.ini.d").mkdir()
    shutil.copy(ROOT / "image/php.ini", folder / "php.ini.d")
    return App(folder, php, as_www_data=False)


def seal(built: App) -> App:
    """Warms it up as the build does; then nothing may be written but the volumes, empty and www-data's, as in a pod."""
    warmed = built.console("cache:warmup", APP_ENV="prod")
    assert warmed.returncode == 0, warmed.stdout + warmed.stderr
    for name in VOLUMES:
        volume = built.folder / "var" / name
        shutil.rmtree(volume, ignore_errors=True)
        volume.mkdir()
    for path in [built.folder, *built.folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for name in VOLUMES:
        volume = built.folder / "var" / name
        volume.chmod(0o755)
        if is_root():
            os.chown(volume, WWW_DATA, WWW_DATA)
    return App(built.folder, built.php)


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """The port that the system chose for the server, once it listens."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if found := _STARTED.search(log.read_text(encoding="utf-8")):
            return int(found[1])
        if process.poll() is not None:
            break
        time.sleep(0.01)
    raise AssertionError(f"PHP's server does not answer:\n{log.read_text(encoding='utf-8')}")
