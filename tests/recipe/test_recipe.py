"""The README's recipe, taken from the README itself: a new kind of document with its rule, from a wheel.

The wheel is built and installed into an empty environment; the commands run in an empty folder, with no
network (a proxy that leads nowhere) and no Java on the PATH.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
NEW_KIND = "course-catalogue"
LEVEL = "technical-vocational-education"


def _blocks() -> dict[str, str]:
    after = README.split("<!-- recipe:")[1]
    blocks = re.findall(r"```(\w+)\n(.*?)```", after, re.DOTALL)
    rule, data = (text for kind, text in blocks[:3] if kind == "turtle")
    return {"rule": rule, "data": data}


@pytest.fixture(scope="session")
def installed(tmp_path_factory) -> Path:
    """The command of a fresh environment with nothing but the wheel and what it requires."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(REPOSITORY),
    ]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    wheel = next(folder.glob("*.whl"))
    pip = [str(python), "-m", "pip", "install", "-q", "-c", str(REPOSITORY / "constraints.txt"), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return folder / "venv" / "bin" / "adisteme"


@pytest.fixture
def workplace(tmp_path) -> Path:
    blocks = _blocks()
    (tmp_path / "my-rules").mkdir()
    (tmp_path / "my-rules" / "catalogue.ttl").write_text(blocks["rule"], encoding="utf-8")
    (tmp_path / "data.ttl").write_text(blocks["data"], encoding="utf-8")
    return tmp_path


def _run(installed: Path, folder: Path, *args: str, status: int = 0) -> str:
    done = subprocess.run(
        [str(installed), *args],
        check=False,
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == status, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done.stdout if status != 2 else done.stderr


def _environment() -> dict[str, str]:
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": "/nonexistent",
        "LANG": "C.UTF-8",
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
        "HOME": "/nonexistent",
    }


def test_the_packaged_answers_come_from_the_wheel(installed, tmp_path):
    document = ("working-curriculum", "--level", LEVEL, "--format", "json")
    answer = json.loads(_run(installed, tmp_path, "approvals", *document))
    assert [result["key"] for result in answer["results"]] == ["head-of-organisation"]
    assert answer["route"]["overrides"][0]["winner"] == "19"
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_knows_the_new_kind(installed, workplace):
    known = ("approvals", NEW_KIND, "--level", LEVEL, "--format", "json", "--ontology", "my-rules")
    answer = json.loads(_run(installed, workplace, *known))
    assert answer["status"] == "answered"
    assert [result["key"] for result in answer["results"]] == ["deputy-head-academic"]
    assert answer["citations"][0]["quote"] == "Каталог утверждает заместитель руководителя по учебной работе."
    assert answer["citations"][0]["human_readable"]["ru"] == "п. 3 приказа № 12"
    elsewhere = (
        "approvals",
        NEW_KIND,
        "--level",
        "higher-education",
        "--format",
        "json",
        "--ontology",
        "my-rules",
    )
    assert json.loads(_run(installed, workplace, *elsewhere, status=1))["status"] == "not_in_act"
    question = (
        "questions",
        "approver-of-document",
        f"document={NEW_KIND}",
        f"level={LEVEL}",
        "--ontology",
        "my-rules",
    )
    assert "заместитель" in _run(installed, workplace, *question, "--lang", "ru")
    assert NEW_KIND not in _run(installed, workplace, "questions")
    assert "course-catalogue" in _run(
        installed, workplace, "approvals", "course-catalog", "--ontology", "my-rules", status=2
    )


def test_without_the_folder_the_kind_is_unknown(installed, workplace):
    error = _run(installed, workplace, "approvals", NEW_KIND, status=2)
    assert len(error.strip().splitlines()) == 1


def test_validation_reports_the_record_that_breaks_the_rule(installed, workplace):
    arguments = ("validate", "data.ttl", "--ontology", "my-rules", "--format", "json")
    report = json.loads(_run(installed, workplace, *arguments, status=1))
    found = [
        (f["shape"].rpartition("/")[2], f["focus"].rpartition("/")[2], f["severity"])
        for f in report["results"]
    ]
    assert found == [("document-approver", "catalogue-2026", "violation")]
    assert report["results"][0]["quote"] == "Каталог утверждает заместитель руководителя по учебной работе."
    mended = (workplace / "data.ttl").read_text().replace("id:commission-chair", "id:deputy-head-academic")
    (workplace / "data.ttl").write_text(mended)
    assert json.loads(_run(installed, workplace, *arguments))["verdict"] == "clean"


def test_the_service_knows_the_new_kind(installed, workplace):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(installed), "serve", "--port", str(port), "--ontology", "my-rules"]
    service = subprocess.Popen(command, cwd=workplace, env=_environment(), stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base + "/readyz")
        answer = _get(f"{base}/api/v1/approvals?document={NEW_KIND}&level={LEVEL}")
        assert [result["key"] for result in answer["results"]] == ["deputy-head-academic"]
        assert NEW_KIND in [item["key"] for item in _get(base + "/api/v1/documents")["items"]]
        catalogue = _get(base + "/api/v1/questions")["items"]
        asked = next(item for item in catalogue if item["key"] == "approver-of-document")
        assert NEW_KIND in next(p for p in asked["parameters"] if p["name"] == "document")["allowed"]
    finally:
        service.terminate()
        service.wait(20)


def _get(url: str) -> dict:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=10) as response:
        return json.load(response)


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            _get(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the service did not become ready")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("id:deputy-head-academic", "id:deputy-head", "deputy-head-academic"),
        ("adi:bearer id", "adi:bearr id", "bearer"),
        ("a adi:DocumentKind", "a adi:DocumentKnd", "DocumentKind"),
        ("adi:atStage id:approval-stage ; ", "", "atStage"),
        ("adi:modality id:power ;", "adi:modality id:power", "line"),
    ],
)
def test_a_mistyped_rule_is_refused_with_what_was_meant(installed, workplace, right, wrong, told):
    rule = workplace / "my-rules" / "catalogue.ttl"
    text = rule.read_text(encoding="utf-8")
    assert right in text
    rule.write_text(text.replace(right, wrong), encoding="utf-8")
    error = _run(
        installed, workplace, "approvals", NEW_KIND, "--ontology", "my-rules", "--lang", "en", status=2
    )
    assert told in error
    assert len(error.strip().splitlines()) == 1


MINE = """@prefix my: <https://example.org/college-1/> .
@prefix adi: <https://w3id.org/adisteme/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
CLASH = MINE + 'my:lesson-plan a adi:DocumentKind ; skos:prefLabel "мой план"@ru .'
TWICE = """#+ id: approver-of-document
#+ title: {ru: в, kk: в, en: w}
SELECT ?thing { ?thing ?p ?o }
"""
BROKEN = (
    MINE + "my:s a sh:NodeShape ; sh:targetClass adi:Document ; "
    'sh:property [ sh:path my:p ; sh:minCount "a" ] .'
)


@pytest.mark.parametrize(
    ("name", "text", "command", "told"),
    [
        ("clash.ttl", CLASH, ("approvals", "lesson-plan"), "key"),
        ("q.rq", TWICE, ("approvals", "lesson-plan"), "approver-of-document"),
        ("shape.ttl", BROKEN, ("validate", "data.ttl"), "shape.ttl, line 5, shape s"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(installed, workplace, name, text, command, told):
    (workplace / "my-rules" / name).write_text(text, encoding="utf-8")
    error = _run(installed, workplace, *command, "--ontology", "my-rules", "--lang", "en", status=2)
    assert told in error
    assert len(error.strip().splitlines()) == 1


def test_words_that_the_rules_do_not_have_are_no_quote(installed, workplace):
    rule = workplace / "my-rules" / "catalogue.ttl"
    text = rule.read_text(encoding="utf-8")
    cited = text.replace(
        "adi:statedIn my:order-12-p3", "adi:statedIn <https://w3id.org/adisteme/act/kz-583-2007/p18>"
    )
    rule.write_text(cited, encoding="utf-8")
    error = _run(
        installed, workplace, "approvals", NEW_KIND, "--ontology", "my-rules", "--lang", "en", status=2
    )
    assert "quote" in error


def test_messages_name_the_place_of_ones_own_act(installed, workplace):
    told = _run(
        installed, workplace, "validate", "data.ttl", "--ontology", "my-rules", "--lang", "ru", status=1
    )
    assert "по п. 3 приказа № 12" in told
