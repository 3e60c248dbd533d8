"""The service: HTTP over the same functions that the command line calls."""
