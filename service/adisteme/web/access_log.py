"""One line of the log a request: method, path, status, milliseconds, bytes."""

from __future__ import annotations

import logging
from urllib.parse import quote

from starlette.types import Scope

from adisteme.logs import ACCESS

_LOG = logging.getLogger(ACCESS)
_LONGEST = 300


def log(scope: Scope, status: int, size: int, seconds: float) -> None:
    """Log a request whose answer is out.

    Args:
        scope: of the request.
        status: of the answer.
        size: bytes of its body.
        seconds: how long it took.
    """
    told = {
        "method": scope["method"],
        # Quoted: a line break in a path must not make a line of the log.
        "path": quote(scope["path"], safe="/:@", errors="replace")[:_LONGEST],
        "status": status,
        "ms": round(seconds * 1000, 1),
        "bytes": size,
    }
    _LOG.info("request", extra={"fields": told})
