"""The container files, as far as can be told without an engine: what they name is there."""

import re
from pathlib import Path

import yaml

from adisteme.cli import parser

REPOSITORY = Path(__file__).resolve().parent.parent
DOCKERFILE = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))


def test_every_copied_path_exists_and_is_not_ignored() -> None:
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").split()
    sources = [
        path
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for path in line.split()[:-1]
    ]
    assert len(sources) > 5
    for source in sources:
        assert (REPOSITORY / source).exists(), source
        assert source not in ignored


def test_what_the_wheel_is_made_of_is_copied() -> None:
    """`hatchling` reads the licences, the readme and the folders that `pyproject.toml` names."""
    import tomllib

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = [project["project"]["readme"], *project["project"]["license-files"], *wheel["force-include"]]
    copied = set(re.findall(r"[\w.-]+", DOCKERFILE))
    assert [name for name in needed if name not in copied] == []


def test_the_commands_are_commands_of_ours() -> None:
    entry = re.findall(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)[-1]
    lines = [yaml.safe_load(entry), COMPOSE["services"]["load"]["command"]]
    for line in lines:
        assert parser().parse_args([str(word) for word in line]).command == line[0]


def test_the_image_does_not_run_as_root() -> None:
    assert DOCKERFILE.index("USER adisteme") < DOCKERFILE.index("ENTRYPOINT")


def test_the_engine_is_the_one_that_is_tested() -> None:
    pinned = re.search(r"^oxigraph==(.+)$", (REPOSITORY / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned
    assert COMPOSE["services"]["store"]["image"].endswith(":" + pinned[1])


def test_compose_waits_for_the_graphs() -> None:
    service = COMPOSE["services"]["adisteme"]
    assert service["depends_on"] == {"load": {"condition": "service_completed_successfully"}}
    assert service["environment"]["ADISTEME_REMOTE"].endswith("/query")
