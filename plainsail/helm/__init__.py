"""The only door to Helm: charts are rendered, and values read, by Helm's own code in a process with limits.

It never does a step of Helm's itself, and never prints a value.
"""
