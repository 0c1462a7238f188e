"""What Flux cannot bring, and what it passes over. Never asks a Flux."""
