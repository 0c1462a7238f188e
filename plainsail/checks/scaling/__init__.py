"""Autoscalers, budgets, replicas and the resources they count with. Never measures a load."""
