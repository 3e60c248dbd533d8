"""What is read at most of a table: more is refused, not cut."""

MAX_BYTES = 64 * 1024 * 1024  # of one file, unpacked
MAX_ROWS = 1_000_000  # of one table
MAX_COLUMNS = 50
MAX_CELLS = 20_000_000  # of one sheet of a workbook, empty ones before the last of a row counted
MAX_CELL = 32_767  # characters: what a spreadsheet's own cell can hold
SHOWN_ERRORS = 20
