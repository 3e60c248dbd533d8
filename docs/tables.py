"""Writes the reference of columns into tables.md, from the mapping: `python docs/tables.py`."""

from __future__ import annotations

from pathlib import Path

from adisteme.namespaces import PREFIXES
from adisteme.tables.mapping import Column, mapping
from adisteme.tables.templates import hint

PAGE = Path(__file__).resolve().parent / "tables.md"
START, END = "<!-- columns: written by docs/tables.py -->\n", "<!-- end of columns -->\n"


def reference() -> str:
    """All tables and columns."""
    parts = []
    for table in mapping().tables:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys((table.key, *table.names.values())))
        parts.append(f"### {table.key}\n\nNames: {names}.\n")
        if table.id_from:
            columns = ", ".join(f"`{key}`" for key in table.id_from)
            parts.append(f"A row without an id gets one made of {columns}.\n")
        parts.append("| column | ru | kk | en | term | what to write |\n|---|---|---|---|---|---|")
        parts += [_row(column) for column in table.columns]
        parts.append("")
    return "\n".join(parts)


def _row(column: Column) -> str:
    names = " | ".join(column.names[lang] for lang in ("ru", "kk", "en"))
    term = f"`{_short(column.property.value)}`" if column.property else ""
    kinds = f" Of: {', '.join(f'`{name}`' for name in column.of)}." if column.type == "kind" else ""
    return f"| `{column.key}` | {names} | {term} | {hint(column, 'en')}{kinds} |"


def _short(iri: str) -> str:
    return next(f"{p}:{iri.removeprefix(space)}" for p, space in PREFIXES.items() if iri.startswith(space))


def filled(page: str) -> str:
    """The page with the reference in its place."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return before + START + "\n" + reference() + "\n" + END + after


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
