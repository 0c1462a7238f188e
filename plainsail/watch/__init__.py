"""Stays while a person edits: after each save it renders, checks, and says what the cluster would do.

Everything but the project's own settings is imported once. Each round is a fork of the process that has it in memory,
so that settings are read as they are written now, and a mistake in them ends only the round.
"""
