"""docs/own-rules.md: its blocks, taken from the page, do what the page says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from adisteme.cli import main

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "own-rules.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = re.findall(r"^adisteme (.*?) +# exit status (\d)", PAGE, re.MULTILINE)
ROWS = re.findall(r"^\| [^|]+ \| `(adi:[^|]+)` \| `([^|]+)` \|$", PAGE, re.MULTILINE)


@pytest.fixture
def workplace(tmp_path, monkeypatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_has_its_blocks():
    assert set(FILES) == {
        "my-rules/order-7.ttl",
        "my-rules/meetings.ttl",
        "my-rules/council-meetings.rq",
        "good.ttl",
        "bad.ttl",
    }
    assert len(COMMANDS) == 7
    assert len(ROWS) == 7


@pytest.mark.parametrize(("command", "status"), COMMANDS)
def test_a_command_ends_as_the_page_says(workplace, capsys, command, status):
    assert main(shlex.split(command)) == int(status), capsys.readouterr().out


def test_the_findings_name_the_act_and_quote_it(workplace, capsys):
    arguments = ["validate", "bad.ttl", "--ontology", "my-rules", "--as-of", "2026-03-01"]
    assert main([*arguments, "--lang", "ru"]) == 1
    told = capsys.readouterr().out
    assert "НАРУШЕНИЕ п. 1 приказа № 7: " in told
    assert (
        "ПРЕДУПРЕЖДЕНИЕ п. 2 приказа № 7: Педагогический совет собрался за 2024/25 учебный год раз: 1,"
        in told
    )
    assert "«Педагогический совет собирается не реже двух раз в учебный год.»" in told
    assert "(council-meets-twice)" in told  # what pySHACL ran is named
    assert main([*arguments, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    found = {(r["shape"].rpartition("/")[2], r["focus"].rpartition("/")[2]) for r in report["results"]}
    assert found == {("document-approver", "diary"), ("council-meets-twice", "council")}
    assert {(r["act"], r["provision"]) for r in report["results"]} == {("order-7", "1"), ("order-7", "2")}
    assert {r["cited_as"]["ru"] for r in report["results"]} == {"п. 1 приказа № 7", "п. 2 приказа № 7"}


def test_the_answers_are_those_of_the_act(workplace, capsys):
    def ask(*command: str) -> str:
        assert main([*command, "--ontology", "my-rules", "--lang", "en"]) == 0
        return capsys.readouterr().out

    assert "≥ 2 (year)" in ask("questions", "meeting-frequency", "body=pedagogical-council")
    assert "at least 2 (year)" in ask("questions", "least-meetings", "body=pedagogical-council")
    assert "deputy head" in ask("approvals", "practice-diary")


def test_each_row_of_the_table_of_terms_is_answered(workplace, capsys):
    rules = FILES["my-rules/order-7.ttl"].partition("my:order-7 a")[0]
    for number, (terms, _) in enumerate(ROWS):
        rules += f'my:norm-{number} a adi:Norm ; skos:prefLabel "норма {number}"@ru ; '
        rules += "adi:modality id:obligation ; adi:statedIn my:order-7-p2 ; "
        rules += f'adi:quote "Слова {number}."@ru ; {terms} .\n'
    (workplace / "my-rules" / "table.ttl").write_text(rules, encoding="utf-8")
    assert main(["check", "--no-reasoner", "--ontology", "my-rules"]) == 0, capsys.readouterr().out
    for number, (_, asked) in enumerate(ROWS):
        main(["questions", *asked.split(), "--ontology", "my-rules"])
        assert f"«Слова {number}.»" in capsys.readouterr().out, asked


def test_the_recipe_of_the_readme_passes_check(tmp_path, capsys):
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    rule = re.findall(r"```turtle\n(.*?)```", readme.split("<!-- recipe:")[1], re.DOTALL)[0]
    (tmp_path / "catalogue.ttl").write_text(rule, encoding="utf-8")
    assert main(["check", "--no-reasoner", "--ontology", str(tmp_path)]) == 0, capsys.readouterr().out
