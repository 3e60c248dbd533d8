"""One service with a store in memory for all tests that do not harm it."""

from collections.abc import Iterator

import pytest

from served import Service


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    running = Service("--store", "memory")
    yield running
    running.stop()
