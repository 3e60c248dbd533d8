"""Sets of focus nodes as patterns of SPARQL."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adisteme.validation.compiled.paths import Path

_VARIABLE = re.compile(r"\?__(\d+)\b")


@dataclass(frozen=True)
class Focus:
    """A set of nodes.

    Attributes:
        text: patterns that bind `variable` to each of them.
        number: the number of `variable`; the patterns use lower ones.
        unique: the patterns give no node twice.
        member: a condition on `variable` that says the same as the patterns, where there is one.
        lacking: patterns that must hold, with those of the nodes of which not all do, where they are known.
    """

    text: str
    number: int = 0
    unique: bool = True
    member: str | None = None
    lacking: tuple[frozenset[str], Focus] | None = None

    @property
    def variable(self) -> str:
        """The variable with its question mark."""
        return f"?__{self.number}"

    def without(self, pattern: str) -> Focus:
        """The nodes among which all are of which a pattern does not hold."""
        return self.lacking[1] if self.lacking and pattern in self.lacking[0] else self

    def values(self, path: Path | None) -> tuple[str, str]:
        """Patterns that also bind the value nodes, and their variable."""
        if path is None:
            return self.text, self.variable
        value = f"?__{self.number + 1}"
        step = path.triple(self.variable, value)
        if not path.empty:
            return f"{self.text} {step}", value
        # A node that no triple speaks of is not reached by a step of no length in SPARQL; in SHACL it is.
        return f"{{ {self.text} BIND({self.variable} AS {value}) }} UNION {{ {self.text} {step} }}", value

    def through(self, path: Path | None) -> Focus:
        """The value nodes as focus nodes."""
        if path is None:
            return self
        text, _ = self.values(path)
        return Focus(f"{{ {text} }}" if path.empty else text, self.number + 1, unique=False)

    def rows_unique(self, path: Path | None) -> bool:
        """Whether the patterns of `values` give each pair once."""
        return self.unique and (path is None or path.unique)

    def named(self, name: str) -> str:
        """The patterns for another variable's name, for a query of somebody else's."""
        return _VARIABLE.sub(
            lambda found: f"?{name}" if int(found[1]) == self.number else found[0], self.text
        )
