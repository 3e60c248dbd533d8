"""All faults that can be planted, gathered."""

from __future__ import annotations

from nation import faults


def planter(share: float) -> faults.Planter:
    """A planter that knows the whole catalogue."""
    return faults.Planter(share)
