"""What must hold of the repository as a whole."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import adisteme

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "service" / "adisteme"
VENDORED = {
    "swagger-ui-5.35.0/swagger-ui-bundle.js": ""
    "e6a898692f2d768e807c3ba4626068a69a2c5dd960dd6c76f3e4d3a3de180af2",
    "swagger-ui-5.35.0/swagger-ui.css": "5ed08757e53da3e026d6cbecc61fe5d43585c9560b302d534ad56692519a273d",
    "swagger-ui-5.35.0/LICENSE": "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30",
}


@pytest.mark.parametrize("name", VENDORED)
def test_vendored_files_are_what_was_published(name):
    data = (PACKAGE / "web" / "static" / name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == VENDORED[name]


def test_one_version():
    header = (REPOSITORY / "ontology" / "adisteme.ttl").read_text(encoding="utf-8")
    assert f'owl:versionInfo "{adisteme.__version__}"' in header
    assert f"owl:versionIRI <https://w3id.org/adisteme/ns/{adisteme.__version__}>" in header
    assert f"## {adisteme.__version__}" in (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")


def test_python_names_nothing_of_the_act(graph):
    """No key of a thing of the graph stands in a string of the package: the graph is the single source."""
    rows = graph.select("SELECT DISTINCT ?kind WHERE { ?kind a <https://w3id.org/adisteme/ns#Kind> }")
    keys = {row["kind"].value.rpartition("/")[2] for row in rows}
    assert "kafedra" in keys
    words = re.compile(
        r"[\"'/:]([a-z0-9]+(?:-[a-z0-9]+)+|kafedra|umo|school|college|teacher|lecturer|faculty)\b"
    )
    for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.rq")]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            named = set(words.findall(line)) & keys
            assert not named, f"{path.name}:{number} names {named}"
            assert not re.search(r"/p\d+\b", line), f"{path.name}:{number} names a paragraph"


def test_message_files_have_the_same_keys_and_gaps():
    def flat(table: dict, prefix: str = "") -> dict[str, str]:
        found = {}
        for key, value in table.items():
            found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
        return found

    files = {
        lang: flat(tomllib.loads((PACKAGE / "messages" / f"{lang}.toml").read_text(encoding="utf-8")))
        for lang in ("ru", "kk", "en")
    }
    gaps = {
        lang: {key: set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text)) for key, text in table.items()}
        for lang, table in files.items()
    }
    assert gaps["ru"] == gaps["kk"] == gaps["en"]
    assert all(text.strip() for table in files.values() for text in table.values())


def test_nothing_machine_made_or_private_is_committed():
    listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = listed.stdout.split()
    assert not [
        name for name in names if re.search(r"(^|/)(\.venv|build|dist|__pycache__)/|\.pyc$|\.whl$", name)
    ]
    pins = (REPOSITORY / "constraints.txt").read_text()
    assert "://" not in pins
    assert not re.search(r"^[^=\n]*@", pins, re.MULTILINE)
