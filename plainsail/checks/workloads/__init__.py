"""Pods and what runs them: probes, shutdown, roll-outs, placement, volumes, variables. Never starts a container."""
