"""What `cdk8s synth` runs: a chart for each app in each environment."""

from apps import APPS, WITH_NETWORK_POLICIES
from backend import Backend
from cdk8s import App
from environments import PRODUCTION, STAGING

app = App()
for name in APPS:
    for environment in (STAGING, PRODUCTION):
        Backend(app, f"{name}-{environment.name}", name, environment, with_network_policies=WITH_NETWORK_POLICIES)
app.synth()
