"""What Flux needs to bring what is rendered, and what it does not understand."""
