"""A made-up country: its organisations, bodies, people and documents, clean or with planted faults."""
