"""What lies outside the compiled subset."""

from __future__ import annotations


class NotCompiled(Exception):
    """A shape or a part of one that has to go to pySHACL; the message says why."""
