"""The reference date and the school years before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REFERENCE_DATE = date(2026, 11, 22)


@dataclass(frozen=True)
class SchoolYear:
    """A school year with its quarters that lie wholly before the reference date."""

    start: date
    end: date
    quarters: tuple[tuple[date, date], ...]

    @property
    def over(self) -> bool:
        return self.end < REFERENCE_DATE


LAST = SchoolYear(
    date(2025, 9, 1),
    date(2026, 8, 31),
    (
        (date(2025, 9, 1), date(2025, 10, 26)),
        (date(2025, 11, 3), date(2025, 12, 30)),
        (date(2026, 1, 8), date(2026, 3, 20)),
        (date(2026, 3, 30), date(2026, 5, 25)),
    ),
)
CURRENT = SchoolYear(
    date(2026, 9, 1),
    date(2027, 8, 31),
    (
        (date(2026, 9, 1), date(2026, 10, 25)),
        (date(2026, 11, 2), date(2026, 12, 30)),
    ),
)
YEARS = (LAST, CURRENT)
FOUNDED = date(2019, 9, 1)
"""When bodies and posts of old standing began."""
