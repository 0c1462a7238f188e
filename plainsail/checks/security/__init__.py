"""What Pod Security and a reviewer ask of pods: users, capabilities, mounts, tokens, credentials in plain text.

Never grades by the name of an app.
"""
