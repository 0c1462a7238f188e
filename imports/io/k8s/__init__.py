"""Made by `make imports`."""
