"""Whether two catalogues, over two stores, answer alike."""

from collections import Counter

from adisteme.catalogue import Catalogue
from adisteme.errors import InputError


def differs(one: Catalogue, other: Catalogue, sparql: str) -> bool:
    """Whether a query has other rows in two stores, or fails in the first."""
    expected = Counter(tuple(sorted(row.items())) for row in other.graph.select(sparql))
    try:
        found = Counter(tuple(sorted(row.items())) for row in one.graph.select(sparql))
    except (InputError, SyntaxError):
        return True
    return found != expected
