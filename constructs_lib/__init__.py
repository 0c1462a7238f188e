"""What settings become: one construct per idea, and the vocabulary of settings in `settings/`.

Nothing is re-exported here: `constructs_lib.settings` must stay importable without starting Node.
"""
