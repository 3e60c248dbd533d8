"""The rules of reading: what institutions' records say without saying it (CONTRACT: how shapes read them).

Each file of `shapes/reading` is one SPARQL update over records and Rules together; they run in the order of
their names before any shape. What they add has a namespace of its own (`rec:`), is said in the first lines of
the file that derives it, and lives as long as the run.
"""

from __future__ import annotations

from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, Store

from adisteme import namespaces as ns
from adisteme.data import shapes_dir

RUN = NamedNode("urn:adisteme:run")
_REFERENCE_DATE = NamedNode(ns.BASE + "record#referenceDate")
_DATE = NamedNode(ns.XSD + "date")


def apply(store: Store, as_of: date) -> None:
    """Add what follows to a store of records and Rules.

    Args:
        store: records and Rules in the default graph.
        as_of: the reference date, which stands in the store as `rec:referenceDate` of `urn:adisteme:run`.
    """
    store.add(Quad(RUN, _REFERENCE_DATE, Literal(as_of.isoformat(), datatype=_DATE)))
    for path in sorted((shapes_dir() / "reading").glob("*.ru")):
        store.update(path.read_text(encoding="utf-8"))
