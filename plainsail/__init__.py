"""The tool: renders the environments, judges what was rendered, and explains where it came from.

Its rooms import downhill alone, as the contract in `pyproject.toml` lists them. It never imports an environment or a
chart by name: they are the project's, found at run time.
"""

from plainsail.library import join

join()
