"""The project that a command works on: where it is, what it registers, what holds between its environments."""
