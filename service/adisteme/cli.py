"""The command `adisteme`: parses arguments, calls one of `commands/`, and turns errors into one line.

Exit status: 0 done, 1 findings of the kind asked for or no answer, 2 unusable input or arguments.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from adisteme import __version__
from adisteme.commands import COMMANDS
from adisteme.errors import InputError
from adisteme.languages import LANGUAGES, message, requested_language

UNUSABLE = 2


class _Parser(argparse.ArgumentParser):
    """argparse that prints one line of error, as all our commands do."""

    def error(self, text: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {text} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    common = _Parser(add_help=False)
    common.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=None,
        help="language of answers: ru, kk, en (default: from $LANG, else ru)",
    )
    common.add_argument(
        "--ontology",
        type=Path,
        action="append",
        metavar="DIR",
        help="a folder of your own Turtle, shapes and questions beside the packaged ones; may be repeated "
        "(also ADISTEME_ONTOLOGY, several separated as in PATH)",
    )
    top = _Parser(
        prog="adisteme", description="Questions to, and validation against, the Rules of order 583."
    )
    top.add_argument("--version", action="version", version=f"adisteme {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP, parents=[common])
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the value is the exit status."""
    args = parser().parse_args(argv)
    args.lang = args.lang or _language_of_environment()
    folders = os.environ.get("ADISTEME_ONTOLOGY", "")
    args.ontology = [*(args.ontology or []), *(Path(part) for part in folders.split(os.pathsep) if part)]
    try:
        return int(args.run(args))
    except InputError as error:
        print(f"adisteme: {_shown(error.text(args.lang))}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:  # the reader (head, less) went away
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print(f"adisteme: {message('cli.interrupted', args.lang)}", file=sys.stderr)
        return 130


def _shown(text: str) -> str:
    """Text that a terminal does not obey: names of files and words of records may hold control characters."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def _language_of_environment() -> str:
    return requested_language(None, os.environ.get("LC_ALL") or os.environ.get("LANG", "")[:2])


if __name__ == "__main__":
    sys.exit(main())
