"""All faults that can be planted, gathered: importing their modules enters them into the catalogue."""

from __future__ import annotations

from nation import association_faults, document_faults, faults, organisation_faults

MODULES = (document_faults, association_faults, organisation_faults)


def planter(share: float) -> faults.Planter:
    """A planter that knows the whole catalogue."""
    return faults.Planter(share)
