"""What a namespace allows, and what the pods in it ask for."""
