"""What infrastructure must know of apps and environments: Terragrunt's folders, and its list of apps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.delivery.files import SHARED
from plainsail.delivery.places import TERRAGRUNT
from plainsail.errors import ProjectError
from plainsail.project.fleet import fleet_json
from plainsail.project.fleet_files import FLEET, PROMOTION
from plainsail.project.promotion import promotion_json, stages
from plainsail.scaffold.draft import Draft

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

LIVE = f"{TERRAGRUNT}/live"
_UNIT = "terragrunt.hcl"


def add_infrastructure(draft: Draft, root: Path, environments: Sequence[Environment]) -> None:
    """Adds to a draft what infrastructure needs for the environments that are to be registered."""
    draft.changed |= _lists(root, environments)
    if not (root / LIVE).is_dir():
        return
    names = {environment.env_name for environment in environments}
    missing = sorted(name for name in names if not (root / LIVE / name / _UNIT).exists())
    text = _text_of_all(root, names)
    for name in missing:
        if text is None:
            draft.notes.append(f"write {LIVE}/{name}/{_UNIT}: those of other environments differ, so none was copied")
        else:
            draft.created[f"{LIVE}/{name}/{_UNIT}"] = text
        draft.notes.append(f"say the cluster of {name} in {TERRAGRUNT}/root.hcl")


def fleet(root: Path, environments: Sequence[Environment]) -> Draft:
    """What is made from the registry, alone. Raises `ProjectError` where nothing would read it."""
    draft = Draft(changed=_lists(root, environments))
    if not draft.changed:
        raise ProjectError(f"there is neither {LIVE} nor {PROMOTION} in {root}, so nothing reads a list of apps")
    return draft


def _lists(root: Path, environments: Sequence[Environment]) -> dict[str, str]:
    made = {FLEET: fleet_json(environments), PROMOTION: f"{promotion_json(stages(environments))}\n"}
    return {path: text for path, text in made.items() if (root / (LIVE if path == FLEET else path)).exists()}


def _text_of_all(root: Path, names: Collection[str]) -> str | None:
    """The text of each environment's unit, where it is the same for all."""
    files = [root / LIVE / name / _UNIT for name in sorted(names)]
    texts = {file.read_text(encoding="utf-8") for file in files if file.is_file()}
    return texts.pop() if len(texts) == 1 else None


def is_free(root: Path, env: str) -> bool:
    """Whether an environment may have this name: folders of Terragrunt that all environments share have theirs."""
    return env not in SHARED or not (root / LIVE).is_dir()
