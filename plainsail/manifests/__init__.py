"""What Kubernetes objects are and how they refer to each other: pure, offline, read by checks, plans and secrets."""
