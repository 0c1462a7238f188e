"""The project that a command works on: where it is, what it registers, what holds between its environments.

It never renders; of the settings it reads what they say, not what becomes of them.
"""
