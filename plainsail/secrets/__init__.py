"""The SSM parameters that environments need, and what Parameter Store says of them. Names alone, never a value.

It never reads, keeps or prints what a parameter holds.
"""
