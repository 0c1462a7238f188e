"""What settings become: one construct per idea, and the vocabulary of settings in `settings/`.

Nothing is re-exported here: `constructs_lib.settings` must stay importable without starting Node.

A construct is given settings and draws objects; it never knows an app, an environment or the tool.
"""

from constructs_lib.node import use_installed_node

use_installed_node()
