"""Where a command may write: not over what it reads, nor among it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from adisteme.errors import InputError


def spare(output: str | Path | None, given: Iterable[str | Path]) -> None:
    """Refuse an output that would overwrite an input, or be read as one the next time.

    Args:
        output: the file to write; None where it goes to standard output.
        given: files and folders that are read; `-` is standard input.

    Raises:
        InputError: the output is one of the files, or would be one of those read in a folder.
    """
    if output is None:
        return
    for name in map(str, given):
        if name != "-":
            _spare(Path(output), name)


def _spare(output: Path, name: str) -> None:
    from adisteme import tables
    from adisteme.validation import sources

    if not sources.is_folder(name):
        if _same(output, name):
            raise InputError("input.output_is_input", file=output)
        return
    is_read = sources.form_of(output.name) is not None or output.name.lower().endswith(tables.SUFFIXES)
    if is_read and _within(output, name):
        raise InputError("input.output_in_folder", file=output, folder=name)
    if output.is_file():  # by another name, through a link
        below = [*map(Path, sources.below(name)[0]), *tables.files(Path(name))]
        if any(_same(output, path) for path in below):
            raise InputError("input.output_is_input", file=output)


def _same(output: Path, given: str | Path) -> bool:
    try:
        return output.is_file() and Path(given).is_file() and output.samefile(given)
    except (OSError, ValueError):  # told when it is read or written
        return False


def _within(output: Path, folder: str) -> bool:
    try:
        return Path(os.path.realpath(output.parent)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False
