"""Settings to Kubernetes objects: charts are built and written out as plain objects here, and nowhere else."""
