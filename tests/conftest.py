"""What all tests share: the loaded graph (once a session) and a client of the service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adisteme.catalogue import Catalogue
from adisteme.graph import KnowledgeGraph, load

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    return load()


@pytest.fixture(scope="session")
def catalogue(graph: KnowledgeGraph) -> Catalogue:
    return Catalogue(graph)


@pytest.fixture(scope="session")
def client() -> Iterator:
    from fastapi.testclient import TestClient

    from adisteme.web.app import create

    with TestClient(create()) as client:
        yield client
