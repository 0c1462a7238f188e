"""What a shell offers at a TAB: names of the project, and the scripts that ask for them.

It never prints, starts Node or asks the network, and imports settings only where a setting is completed.
"""

ASKS = "_PLAINSAIL_COMPLETE"
"""The variable in which a script names its shell."""
