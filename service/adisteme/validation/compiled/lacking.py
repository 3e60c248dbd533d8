"""All sh:minCount of a shape and its properties asked in one walk over the focus nodes.

Each property that must be there costs a look at every focus node; together they cost little more than one.
What the walk finds is but a choice of focus nodes: each constraint then judges those by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from adisteme.validation.compiled.counts import MinCount
from adisteme.validation.compiled.focus import Focus
from adisteme.validation.compiled.logic import Property
from adisteme.validation.compiled.model import Result, Shape
from adisteme.validation.compiled.run import Run

_WORTH_IT = 2


def results(run: Run, shape: Shape) -> Iterator[Result]:
    """The results of a shape over its own targets."""
    with run.targets(shape.targets) as targets, _lacking(run, shape, targets) as focus:
        for _, result in run.outcomes(shape, focus):
            yield result


@contextmanager
def _lacking(run: Run, shape: Shape, focus: Focus) -> Iterator[Focus]:
    steps = {step for of in _here(run, shape) for step in _needed(of, focus)}
    if len(steps) < _WORTH_IT:
        yield focus
        return
    any_of = " || ".join(f"NOT EXISTS {{ {step} }}" for step in sorted(steps))
    found = run.query(f"SELECT DISTINCT {focus.variable} WHERE {{ {focus.text} FILTER({any_of}) }}")
    with run.those(node for (node,) in found) as those:
        yield replace(focus, lacking=(frozenset(steps), those))


def _here(run: Run, shape: Shape) -> Iterator[Shape]:
    """The shapes that judge the very focus nodes, and not their values, nor in a choice with others."""
    if not shape.deactivated and shape.path is None:
        for constraint in shape.constraints:
            if isinstance(constraint, Property):
                yield run.shapes[constraint.nested[0]]
    elif not shape.deactivated:
        yield shape


def _needed(shape: Shape, focus: Focus) -> Iterator[str]:
    path = shape.path
    if path is None or path.empty or not path.short or shape.deactivated:
        return
    if any(isinstance(one, MinCount) and one.least == 1 for one in shape.constraints):
        yield path.triple(focus.variable, "?__value")
