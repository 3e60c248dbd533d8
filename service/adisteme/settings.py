"""Settings of the service: flags go before the environment, that before a file, that before what stands here.

Each is a field of `Settings`; `query_timeout` is `ADISTEME_QUERY_TIMEOUT` in the environment and
`query_timeout` in the TOML file that `ADISTEME_SETTINGS` names. pydantic-settings was not taken: its errors
are several lines in English.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from adisteme import logs
from adisteme.errors import InputError

_PREFIX = "ADISTEME_"
FILE = _PREFIX + "SETTINGS"


def _setting(default: float, least: float, most: float, does: str) -> Any:
    return field(default=default, metadata={"least": least, "most": most, "does": does})


def _choice(*offers: str, does: str) -> Any:
    return field(default=offers[0], metadata={"offers": offers, "does": does})


@dataclass(frozen=True)
class Settings:
    """What an operator may choose; each with its least and greatest value and its meaning."""

    query_timeout: float = _setting(10.0, 0.1, 3600, "seconds that a query may take")
    query_memory: int = _setting(1024, 16, 1 << 20, "MiB of memory that a query may take")
    query_bytes: int = _setting(64 << 20, 1, 1 << 40, "bytes that the result of a query may have")
    query_workers: int = _setting(2, 1, 256, "queries that run at once")
    query_queue: int = _setting(64, 0, 100_000, "queries that may wait for a free worker")
    query_wait: float = _setting(0.15, 0.0, 60, "seconds that a query waits for a worker before 503")
    validate_timeout: float = _setting(60.0, 0.1, 86_400, "seconds that a validation may take")
    validate_memory: int = _setting(4096, 16, 1 << 20, "MiB of memory that a validation may take")
    validate_workers: int = _setting(1, 1, 256, "validations that run at once")
    validate_queue: int = _setting(4, 0, 100_000, "validations that may wait")
    validate_wait: float = _setting(1.0, 0.0, 600, "seconds that a validation waits before 503")
    processes: int = _setting(1, 1, 64, "server processes behind the address, each with workers of its own")
    grace: float = _setting(15.0, 0.0, 3600, "seconds in which running requests end when the service stops")
    rate: int = _setting(0, 0, 1_000_000, "requests a minute that one client may make; 0: any number")
    proxies: int = _setting(0, 0, 16, "proxies in front of the service, whose X-Forwarded-For is believed")
    log: str = _choice(*logs.FORMS, does="a line for each request on the error output: off, text or json")

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, **flags: object) -> Settings:
        """The settings in force.

        Args:
            environment: variables; None for those of the process.
            **flags: from the command line; None where a flag was not given.

        Raises:
            InputError: a value of the wrong type or out of its bounds, an unknown name in the file, or a
                file that cannot be read; names where it stands and what is expected.
        """
        environment = os.environ if environment is None else environment
        found = _of_file(environment.get(FILE))
        for one in fields(cls):
            name = _PREFIX + one.name.upper()
            if environment.get(name, "").strip():
                found[one.name] = (name, environment[name].strip())
            if flags.get(one.name) is not None:
                found[one.name] = ("--" + one.name.replace("_", "-"), flags[one.name])
        kinds = {one.name: one for one in fields(cls)}
        values: dict[str, Any] = {name: _value(kinds[name], *given) for name, given in found.items()}
        return cls(**values)


def _of_file(name: str | None) -> dict[str, tuple[str, object]]:
    if not name:
        return {}
    try:
        table = tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("input.unreadable_file", file=name, reason=error) from None
    known = [one.name for one in fields(Settings)]
    for key in table:
        if key not in known:
            raise InputError("settings.unknown", name=f"{name}: {key}", offers=", ".join(known))
    return {key: (f"{name}: {key}", value) for key, value in table.items()}


class _Expected(InputError):
    """Words for what a setting takes, in the language of the message around them."""


def _value(one: Any, name: str, given: object) -> float | str:
    if "offers" in one.metadata:
        return _chosen(one.metadata["offers"], name, given)
    whole = one.type == "int"
    least, most = one.metadata["least"], one.metadata["most"]
    try:
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            raise ValueError
        value = int(str(given)) if whole else float(given)
        if not least <= value <= most:  # also false for "nan"
            raise ValueError
    except ValueError:
        expected = _Expected("settings.whole" if whole else "settings.number", least=least, most=most)
        raise InputError("settings.invalid", name=name, value=given, expected=expected) from None
    return value


def _chosen(offers: tuple[str, ...], name: str, given: object) -> str:
    if given in offers:
        return str(given)
    expected = _Expected("settings.one_of", offers=", ".join(offers))
    raise InputError("settings.invalid", name=name, value=given, expected=expected)
