"""The W3C suites of SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, by the shared tool."""

import re
import subprocess
import sys

import pytest

from conftest import SHARED
from served import TOKEN, Service

TOOL = SHARED / "tools" / "sparql_protocol.py"
SUITES = {"protocol": 34, "gsp": 9, "gsp-direct": 4, "sd": 3}

pytestmark = pytest.mark.skipif(not TOOL.exists(), reason="../shared with the W3C suites is not here")


@pytest.mark.parametrize(("suite", "count"), SUITES.items())
def test_the_private_store_passes(service: Service, suite: str, count: int) -> None:
    own = service.address + "/store/sparql"
    done = subprocess.run(
        [
            *(sys.executable, str(TOOL), "--tests", str(SHARED / "w3c" / "sparql11"), "--suite", suite),
            *("--query", own, "--update", own, "--gsp", service.address + "/store/graphs", "--bearer", TOKEN),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    found = re.search(rf"^{suite}: (\d+) passed, (\d+) failed", done.stdout, re.MULTILINE)
    assert found, done.stderr
    assert (int(found[1]), int(found[2])) == (count, 0), done.stdout
