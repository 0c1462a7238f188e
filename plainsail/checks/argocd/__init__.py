"""What Argo CD will refuse, prune or sync for ever: applications, projects, waves, hooks. Never asks an Argo CD."""
