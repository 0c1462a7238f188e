"""Typed bindings of the custom resources that charts write; README.md says how they are made."""
