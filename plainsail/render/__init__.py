"""From environments to the files of `dist/`: charts to objects, objects to YAML, and the exchange of the folder."""
