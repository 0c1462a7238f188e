"""The tool: renders the environments, judges what was rendered, and explains where it came from."""
