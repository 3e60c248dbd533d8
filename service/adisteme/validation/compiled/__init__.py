"""SHACL shapes compiled to set-based queries on pyoxigraph.

One query answers a constraint for all its focus nodes at once. A query leaves out what is certainly in order;
what remains is few and is judged in Python by the same rules as pySHACL's, so that results are its results.
Shapes are read once (`plan`), a run (`run`) joins them with one store; what cannot be compiled is named.
"""
