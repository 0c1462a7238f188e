"""What holds for any object: its schema, name, scope, and that nothing refers to what is not there.

Never knows what a kind is for.
"""
