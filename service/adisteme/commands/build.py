"""`adisteme build DIR`: the closed graph as sorted dumps with a manifest."""

from __future__ import annotations

import argparse
from pathlib import Path

NAME = "build"
HELP = "write the closed graph as sorted N-Quads with a manifest of hashes"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("build"), metavar="DIR", help="folder (default: build)"
    )


def run(args: argparse.Namespace) -> int:
    """Write the snapshot and say what it holds."""
    from adisteme.graph import load
    from adisteme.snapshot import write

    manifest = write(load(args.ontology), args.output)
    for entry in manifest["files"]:
        print(f"{entry['triples']:7} {entry['file']:16} sha256 {entry['sha256'][:16]}…")
    return 0
