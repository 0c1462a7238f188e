"""The apps. The benchmark of fleets puts another list here."""

APPS = ("backend",)
WITH_NETWORK_POLICIES = True
