"""The log: a line a request, and nothing about who asked or what was asked."""

from __future__ import annotations

import io
import json
import logging
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

from adisteme import logs
from adisteme.settings import Settings
from adisteme.web.app import over


@contextmanager
def logged(form):
    """The log in one form, as it comes."""
    loggers = [logging.getLogger(name) for name in ("uvicorn", "adisteme")]
    before = [(list(logger.handlers), logger.propagate, logger.level) for logger in loggers]
    logs.configure(form)
    out = io.StringIO()
    for logger in loggers:
        logger.handlers[0].setStream(out)
    try:
        yield out
    finally:
        for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)


def asked(graph, form, *paths):
    with logged(form) as out, TestClient(over(graph, Settings(log=form))) as client:
        for path in paths:
            client.get(path, headers={"User-Agent": "somebody", "X-Forwarded-For": "192.0.2.77"})
        return out.getvalue()


def test_json_lines(graph):
    text = asked(
        graph, "json", "/api/v1/levels?lang=kk", "/sparql?query=ASK%7B%3Fsecret+a+%3Fb%7D", "/no%0Aline"
    )
    lines = [json.loads(line) for line in text.splitlines()]
    found = [line for line in lines if line["logger"] == "adisteme.access"]
    assert [(line["method"], line["path"], line["status"]) for line in found] == [
        ("GET", "/api/v1/levels", 200), ("GET", "/sparql", 200), ("GET", "/no%0Aline", 404),
    ]  # fmt: skip
    for line in found:
        assert set(line) == {"time", "level", "logger", "process", "method", "path", "status", "ms", "bytes"}
        assert line["bytes"] > 0
    assert not any(word in text for word in ("secret", "lang", "192.0.2.77", "somebody", "testclient"))


def test_text_lines(graph):
    (line,) = asked(graph, "text", "/no%0Aline?name=x").splitlines()
    assert line.startswith("INFO: method=GET path=/no%0Aline status=404 ms=")


def test_off_by_default(graph):
    assert Settings().log == "off"
    assert asked(graph, "off", "/healthz") == ""


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_error_of_ours_has_its_traceback(form):
    with logged(form) as out:
        try:
            raise ZeroDivisionError("inside")
        except ZeroDivisionError:
            logging.getLogger("uvicorn.error").exception("failed")
            from_worker = logs.traceback_line("adisteme.workers")
    for text in (out.getvalue(), from_worker):
        if form == "json":
            (line,) = text.splitlines()
            assert json.loads(line)["traceback"].endswith("ZeroDivisionError: inside")
        else:
            assert text.rstrip().endswith("ZeroDivisionError: inside")
