"""What `cdk8s synth` runs. Settings are said in `envs/`, never here."""

import sys
from pathlib import Path

from plainsail.process import Leaving

if __name__ == "__main__":
    leaving = Leaving()
    from plainsail.cli.cdk8s_app import main

    leaving.leave(main(Path(__file__).parent, sys.argv[1:]))
