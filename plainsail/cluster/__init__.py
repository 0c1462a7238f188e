"""What a real API server says of objects: the only door to a cluster.

It never writes there: whatever is sent goes as a dry run. It never reads the content of an object either, only which
namespaces and kinds there are.
"""
