"""Tables of institutions (CSV, XLSX) to records, by the mapping of `ontology/tables`."""

from adisteme.tables.errors import TableError, TableErrors
from adisteme.tables.places import Place, Places
from adisteme.tables.reading import BASE, Tables, files, read
from adisteme.tables.sheets import SUFFIXES

__all__ = ["BASE", "SUFFIXES", "Place", "Places", "TableError", "TableErrors", "Tables", "files", "read"]
