"""Institutions' data against the shapes and the norms."""
