"""`adisteme build`, then `adisteme diff`: a changed norm is told as such, a missing one as added."""

import json
from pathlib import Path

import pytest

from adisteme import releases
from adisteme.cli import main
from adisteme.graph import KnowledgeGraph
from adisteme.snapshot import write

NORM = "<https://w3id.org/adisteme/id/norm-p19-approval> <https://w3id.org/adisteme/ns#bearer>"
GONE = "<https://w3id.org/adisteme/id/norm-p20-approval> "


@pytest.fixture(scope="module")
def release(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    write(graph, folder)
    return folder


def older(release: Path, folder: Path) -> Path:
    """The same release with another approver in п. 19 and without the norm on approval of п. 20."""
    lines = (release / "asserted.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(GONE)]
    changed = [
        line.replace("/id/head-of-organisation>", "/id/deputy-head-academic>")
        if line.startswith(NORM)
        else line
        for line in kept
    ]
    assert len(kept) < len(lines)
    assert changed != kept
    (folder / "asserted.nq").write_text("".join(changed), encoding="utf-8")
    return folder


def test_a_release_does_not_differ_from_itself(release: Path, graph: KnowledgeGraph) -> None:
    assert releases.changes(releases.read(release), releases.of(graph.store, "now")) == []


def test_the_command_says_what_changed(
    release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(older(release, tmp_path)), str(release), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"added": 1, "changed": 1}
    changed, added = sorted(told["changes"], key=lambda change: change["key"])
    assert (changed["key"], changed["sort"]) == ("norm-p19-approval", "changed")
    assert changed["provisions"] == ["kz-583-2007/p19"]
    assert changed["differences"] == [
        {
            "property": "bearer",
            "before": ["<https://w3id.org/adisteme/id/deputy-head-academic>"],
            "after": ["<https://w3id.org/adisteme/id/head-of-organisation>"],
        }
    ]
    assert (added["key"], added["sort"], added["kind"]) == ("norm-p20-approval", "added", "Norm")
    assert set(added["label"]) == {"ru", "kk", "en"}


def test_the_command_prints_lines_for_people(
    release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(older(release, tmp_path)), "--lang", "en"]) == 1
    printed = capsys.readouterr().out
    assert "  ~ norm-p19-approval" in printed
    assert "  + norm-p20-approval" in printed
    assert main(["diff", str(release), "--lang", "en"]) == 0
    assert "No difference." in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "not RDF", "<urn:a> <urn:b> <urn:c> .\n"])
def test_what_is_no_release_is_refused_in_one_line(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.nq"
    if content is not None:
        file.write_text(content)
    assert main(["diff", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_deprecated_term_is_told_as_such() -> None:
    from pyoxigraph import Literal, NamedNode, Quad, Store

    thing, asserted = NamedNode("https://w3id.org/adisteme/id/old-kind"), releases.ns.ASSERTED
    label = NamedNode(releases.ns.SKOS + "prefLabel")
    before, after = Store(), Store()
    for store in (before, after):
        store.add(Quad(thing, label, Literal("old kind", language="en"), asserted))
    after.add(Quad(thing, NamedNode(releases.ns.OWL + "deprecated"), Literal(True), asserted))
    (change,) = releases.changes(releases.of(before, "1"), releases.of(after, "2"))
    assert (change.sort, change.key, change.label) == ("deprecated", "old-kind", {"en": "old kind"})
