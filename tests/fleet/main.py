"""What `cdk8s synth` runs. Settings are in `envs/`, never here."""

import sys
from pathlib import Path

from plainsail.process import FastExit

if __name__ == "__main__":
    process = FastExit()
    from plainsail.cli.cdk8s_app import main

    process.exit(main(Path(__file__).parent, sys.argv[1:]))
