"""What the documents say is there."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli.report_runs import RUN, AnyReport
from app.reports.catalogue import all_reports
from ui.__main__ import _application

TOP = Path(__file__).parents[1]
PAGES = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])
IMAGES = sorted((TOP / "docs" / "images").glob("*.png"))
BOOTSTRAP = {"test", "bench", "screenshots", "package"}


def _links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _program() -> Any:
    """The whole command line."""
    return typer.main.get_command(_application())


def _inside(command: Any) -> dict[str, Any]:
    """The commands of a group by name; none of a plain command."""
    return getattr(command, "commands", {})


def _find(words: list[str]) -> tuple[Any, list[str]]:
    """The command that ``words`` begin with, and the words left over."""
    command = _program()
    while words and words[0] in _inside(command):
        command, words = _inside(command)[words[0]], words[1:]
    if isinstance(command, AnyReport) and words and words[0] in {one.name for one in all_reports()}:
        command, words = _inside(command)[RUN], words[1:]
    return command, words


def test_commands_are_found_and_others_are_not() -> None:
    assert not _inside(_find(["clients", "find"])[0])
    assert _find(["clients", "lose"])[1] == ["lose"]
    assert _inside(_find(["nonsense"])[0])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(TOP).as_posix())
def test_links_and_pictures_lead_to_files(page: Path) -> None:
    missing = [link for link in _links(page) if not (page.parent / link.split("#")[0]).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(TOP).as_posix())
def test_commands_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"\./guitai ([a-z]+(?: [a-z][a-z-]*)?)", page.read_text(encoding="utf-8"))
    for words in (found.split() for found in named if found.split()[0] not in BOOTSTRAP):
        command, rest = _find(words)
        assert not _inside(command) or command.invoke_without_command, words
        assert rest != words, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(TOP).as_posix())
def test_options_that_are_named_exist(page: Path) -> None:
    for words, rest in re.findall(r"\./guitai ([a-z]+(?: [a-z][a-z-]*)?)([^`\n]*)", page.read_text(encoding="utf-8")):
        if words.split()[0] in BOOTSTRAP:
            continue
        command, _ = _find(words.split())
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z0-9-]*", rest)) <= known, words


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in _links(page) if link.endswith(".png")}
    assert IMAGES
    assert {image.resolve() for image in IMAGES} == shown
    assert all(image.stat().st_size < 300_000 for image in IMAGES)


def test_every_decision_is_in_the_index() -> None:
    folder = TOP / "docs" / "decisions"
    assert set(_links(folder / "README.md")) == {page.name for page in folder.glob("0*.md")}
