"""What `cdk8s synth` runs. Settings are said in `envs/`, never here."""

import sys
from pathlib import Path

from plainsail.cdk8s_app import main

if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent, sys.argv[1:]))
