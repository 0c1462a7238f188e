"""What Kubernetes objects are and how they refer to each other: read by checks, plans and secrets. Pure, and offline."""
