"""How far a long run has come, on standard error: bytes and triples read, and how fast."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from adisteme.languages import message

_EVERY = 0.5  # seconds between two lines
_QUIET = 2.0  # seconds that a short run says nothing
_MB = 1 << 20


class Progress:
    """Counts what is read and tells it from time to time.

    Args:
        lang: language of what it says.
        shown: whether it says anything.
        stream: where to; standard error where None.
    """

    def __init__(self, lang: str, *, shown: bool, stream: TextIO | None = None) -> None:
        self._lang = lang
        self._shown = shown
        self._stream = stream or sys.stderr
        self._overwrite = self._stream.isatty()
        self._begun = time.monotonic()
        self._told = self._begun + _QUIET - _EVERY
        self._read = 0

    def read(self, size: int) -> None:
        """Note that so many bytes more have been read."""
        self._read += size
        now = time.monotonic()
        if self._shown and now - self._told >= _EVERY:
            self._told = now
            seconds = max(now - self._begun, 0.001)
            rate = f"{self._read / _MB / seconds:.1f}"
            self._say("progress.reading", size=f"{self._read / _MB:.0f}", rate=rate)

    def done_reading(self, triples: int) -> None:
        """Say what was read in all, and that the checks begin."""
        seconds = max(time.monotonic() - self._begun, 0.001)
        if self._shown and seconds >= _QUIET:
            rate = f"{triples / seconds:.0f}"
            self._say("progress.checking", triples=triples, seconds=f"{seconds:.1f}", rate=rate)
            if self._overwrite:
                print(file=self._stream)

    def _say(self, key: str, **gaps: object) -> None:
        text = message(key, self._lang, **gaps)
        print(
            f"\r{text}" if self._overwrite else text, end="" if self._overwrite else "\n", file=self._stream
        )
        self._stream.flush()
