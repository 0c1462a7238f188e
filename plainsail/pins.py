"""The image pins, one file an app: `envs/<app>/image.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from constructs_lib.settings import Environment, Pin, SettingsError, Workload
from plainsail.errors import ProjectError

_FORM = '{"tag": "...", "digest": "sha256:...", "source": "<commit>"}'


def pin_path(app: str) -> str:
    """The pin file of an app, relative to the project."""
    return f"envs/{app}/image.json"


def read_pin(root: Path, app: str) -> Pin | None:
    """The app's image pin; None where there is no file. Raises `ProjectError` for a file that is no pin."""
    try:
        text = (root / pin_path(app)).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ProjectError(f"{pin_path(app)}:1: is not UTF-8; write {_FORM}") from None
    except OSError as error:
        raise ProjectError(
            f"{pin_path(app)}: {(error.strerror or str(error)).lower()}; make it a file of {_FORM}"
        ) from None
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProjectError(
            f"{pin_path(app)}:{error.lineno}: is not JSON ({error.msg.lower()}); write {_FORM}"
        ) from None
    if not isinstance(said, dict):
        raise ProjectError(f"{pin_path(app)}:1: is no image pin; write {_FORM}")
    try:
        return Pin(**said)
    except SettingsError as error:
        line = _line_of_key(text, str(error.path[0])) if error.path else 1
        raise ProjectError(f"{pin_path(app)}:{line}: {error.message}") from None


def write_pin(root: Path, app: str, pin: Pin) -> bool:
    """Writes the app's pin, whole or not at all; returns whether the file changed. Raises `ProjectError`."""
    path = root / pin_path(app)
    said = {"digest": pin.digest, "source": pin.source, "tag": pin.tag}
    text = json.dumps(said, indent=2) + "\n"
    try:
        with suppress(FileNotFoundError):
            if path.read_bytes() == text.encode():
                return False
        new = NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.plainsail-", delete=False)  # noqa: SIM115
        try:
            with new:
                new.write(text)
            Path(new.name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(new.name).replace(path)
        except OSError:
            Path(new.name).unlink()
            raise
    except OSError as error:
        raise ProjectError(f"{pin_path(app)}: {(error.strerror or str(error)).lower()}; nothing was written") from None
    return True


def check_pinned(environments: Iterable[Environment]) -> None:
    """Raises `SettingsError` for the first environment whose image nothing pins."""
    for each in (app for app in environments if isinstance(app, Workload)):
        image = each.pinned_image
        if image.tag is None and image.digest is None:
            raise SettingsError(
                f"image={image.repository!r} has neither tag nor digest; say tag=... or digest=... there, "
                f"or pin it for all environments: write {_FORM} to {pin_path(each.app_name)}",
                path=("image",),
                owner=type(each),
            )


def _line_of_key(text: str, key: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if f'"{key}"' in line), 1)
