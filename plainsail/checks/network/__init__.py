"""Services, Ingresses, ports, host names and what is reachable through them.

Never resolves a name or opens a connection.
"""
