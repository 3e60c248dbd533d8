"""What the service writes to its error output: text or JSON lines, nothing about who asked or what was asked.

No addresses, query strings, headers or bodies. structlog and python-json-logger were not taken: it is one
formatter.
"""

from __future__ import annotations

import json
import logging
import logging.config
import sys
from datetime import UTC, datetime
from typing import Any

FORMS = ("off", "text", "json")
ACCESS = "adisteme.access"
_NAMES = ("uvicorn", "adisteme")
_TELLING = "uvicorn.access"  # would write addresses and query strings


class JsonLines(logging.Formatter):
    """One JSON object a line; a traceback is one of its members."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
        }
        told = getattr(record, "fields", None)
        line |= told if told is not None else {"message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """`INFO: message`, as before there were forms; the fields of a request as `name=value`."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base class's name
        """The line without a traceback."""
        told = getattr(record, "fields", None)
        if told is not None:
            record.message = " ".join(f"{name}={value}" for name, value in told.items())
        return super().formatMessage(record)


def configure(form: str) -> None:
    """Set up the loggers of the service and of its server.

    Args:
        form: one of FORMS; with `off` only the server's own messages and errors are written, as text.
    """
    formatter = "json" if form == "json" else "text"
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": JsonLines}, "text": {"()": TextLines}},
            "handlers": {"err": {"class": "logging.StreamHandler", "formatter": formatter}},
            "loggers": {name: {"handlers": ["err"], "level": "INFO", "propagate": False} for name in _NAMES}
            | {_TELLING: {"propagate": False}},
        }
    )


def traceback_line(name: str) -> str:
    """The error at hand, in the form that is set up; for processes that write without loggers.

    Args:
        name: of the logger that it is told under.
    """
    handlers = logging.getLogger("adisteme").handlers
    form = (handlers[0].formatter if handlers else None) or logging.Formatter()
    record = logging.LogRecord(name, logging.ERROR, "", 0, "an error of ours", None, sys.exc_info())
    return form.format(record) + "\n"
