"""The closure: what follows from the ontology, computed at load by SPARQL."""
