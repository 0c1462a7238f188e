"""What rules find, of checks, plans and secrets alike, and how it is written: rules, waivers, reports and formats.

It never looks for anything itself, and never knows a check, a consequence or a command.
"""
