import tomllib
from pathlib import Path

from app.common.program import VERSION


def test_the_version_in_the_program_is_that_of_the_packaging() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
