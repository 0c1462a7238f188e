"""The image pins, one file an app: `envs/<app>/image.json`."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from constructs_lib.settings import Environment, Pin, SettingsError, Workload
from plainsail.errors import ProjectError
from plainsail.merge_conflict import SETTLE, conflict_line
from plainsail.project import names
from plainsail.project.files import replace_file

_FORM = '{"tag": "...", "digest": "sha256:...", "source": "<commit>"}'


def pin_path(app: str) -> str:
    """The pin file of an app, relative to the project."""
    return f"envs/{app}/image.json"


def read_pin(root: Path, app: str) -> Pin | None:
    """The app's image pin; None where there is no file. Raises `ProjectError` for a file that is no pin."""
    path = root / pin_path(app)
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(fields, dict):
            raise _mistake(app, 1, "is no image pin")
        return Pin(**fields)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise _mistake(app, 1, "is not UTF-8") from None
    except json.JSONDecodeError as error:
        if conflict := conflict_line(error.doc):
            raise ProjectError(f"{pin_path(app)}:{conflict}: merge-conflict markers: {SETTLE}") from None
        raise _mistake(app, error.lineno, f"is not JSON ({error.msg.lower()})") from None
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ProjectError(f"{pin_path(app)}: {why}; make it a file of {_FORM}") from None
    except SettingsError as error:
        line = _line_of_key(path.read_text(encoding="utf-8"), str(error.path[0])) if error.path else 1
        raise ProjectError(f"{pin_path(app)}:{line}: {error.message}") from None


def _mistake(app: str, line: int, message: str) -> ProjectError:
    return ProjectError(f"{pin_path(app)}:{line}: {message}; write {_FORM}")


def write_pin(root: Path, app: str, pin: Pin) -> bool:
    """Writes the app's pin, whole or not at all; returns whether the file changed. Raises `ProjectError`."""
    fields = {"digest": pin.digest, "source": pin.source, "tag": pin.tag}
    path = root / pin_path(app)
    try:
        path.parent.mkdir(exist_ok=True)  # the settings of `back-office` lie in `envs/back_office/`
        return replace_file(path, json.dumps(fields, indent=2) + "\n")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ProjectError(f"{pin_path(app)}: {why}; nothing was written") from None


def unbuilt(root: Path, environments: Sequence[Environment]) -> list[Environment]:
    """Those of apps that wait for their first build; see `names.unbuilt`."""
    waits = {*names.unbuilt(root, {names.label(environment): is_pinned(environment) for environment in environments})}
    return [environment for environment in environments if names.label(environment) in waits]


def is_pinned(environment: Environment) -> bool:
    """Whether it is known which image it runs, if it runs one at all."""
    image = environment.pinned_image if isinstance(environment, Workload) else None
    return image is None or image.tag is not None or image.digest is not None


def check_pinned(environments: Iterable[Environment]) -> None:
    """Raises `SettingsError` for the first environment whose image nothing pins."""
    for environment in (app for app in environments if isinstance(app, Workload)):
        image = environment.pinned_image
        if not is_pinned(environment):
            raise SettingsError(
                f"image={image.repository!r} has neither tag nor digest; say tag=... or digest=... there, "
                f"or pin it for all environments: `plainsail image pin {environment.app_name}`",
                path=("image",),
                owner=type(environment),
            )


def _line_of_key(text: str, key: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if f'"{key}"' in line), 1)
