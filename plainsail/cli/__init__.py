"""The front: finds the command, and turns whatever goes wrong into one line and an exit code.

It never knows what a command does, and nothing imports it.
"""
