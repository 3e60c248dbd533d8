"""The commands of `adisteme`, one module each: NAME, HELP, `arguments(parser)` and `run(args) -> status`."""

from adisteme.commands import (
    approvals,
    build,
    check,
    convert,
    coverage,
    diff,
    findings,
    load,
    query,
    questions,
    serve,
    validate,
)

COMMANDS = (
    serve,
    approvals,
    questions,
    query,
    validate,
    convert,
    findings,
    coverage,
    check,
    build,
    diff,
    load,
)
