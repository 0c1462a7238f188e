"""Measures: the same app by Plainsail, cdk8s-plus, Helm and kustomize, and fleets of it, in one run on one machine.

`make bench` runs it. Each peer in `peers/` is written as its own documentation recommends, not to look slow;
`tests/bench/test_peers.py` holds that all of them render the same objects. Nothing here is part of the wheel, and
nothing here judges: what was measured is printed, whatever it says.
"""
