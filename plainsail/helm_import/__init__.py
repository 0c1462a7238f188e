"""Helm values, of files and of Argo CD's Applications, to classes of settings that render the same."""
