"""adisteme: the Rules on educational-methodical work (order 583) as a knowledge graph."""

__version__ = "0.1.0"
