"""Stays while a person edits: after each save it renders, plans and checks.

Each round is a fork of a process that has all code in memory, so that settings are read as they are written now. It
never renders, plans or judges otherwise than the commands do, and never keeps settings in memory from round to round.
"""
