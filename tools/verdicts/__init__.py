"""Holds `check` and `plan` against what a real API server says of broken objects.

`make verdicts` measures with the verdicts in `tests/verdicts/`; `make verdicts ARGS=--record` asks a server for them
anew. It never writes to that cluster: each object goes to it as a dry run.
"""
