"""What the documents name is there: commands and options, files, pages, words of a screen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import click

from app.cli.program import program
from sync.protocol.statements import Statement
from sync.protocol.wire import Ask, Status
from sync.service.cli import commands as service

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
GUIDE = ROOT / "docs" / "user-guide.md"
ABOUT = ROOT / "resources" / "help" / "about.toml"
COMMANDS: dict[str, click.Command] = {"yarrow": program, "yarrow-service": service}
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}


@cache
def text(page: Path) -> str:
    return page.read_text("utf-8")


def found(pages: list[Path], pattern: str) -> Iterator[tuple[str, str]]:
    """Each match in these pages, with where it stands."""
    for page in pages:
        for match in re.findall(pattern, text(page), flags=re.MULTILINE):
            yield str(page.relative_to(ROOT)), "".join(match)


def unknown_in(line: str) -> str | None:
    """What there is not of a line for the terminal: a command, or an option of it."""
    name, *words = line.replace("[", " ").replace("]", " ").split()
    command = COMMANDS[name]
    while isinstance(command, click.Group) and words and re.match("[a-z]", words[0]):
        inner = command.get_command(click.Context(command), words[0])
        if inner is None:
            return words[0]
        command, words = inner, words[1:]
    options = {"--help"}.union(*([*each.opts, *each.secondary_opts] for each in command.params))
    return next((word for word in words if word.startswith("--") and word not in options), None)


def test_every_command_they_show_exists_with_its_options() -> None:
    shown = found(PAGES, r"`(yarrow(?:-service)? [^`]+)`|^ {0,4}(yarrow(?:-service)? .*)$")
    parts = [(page, re.split(r" && |; | > | {2,}", line.strip())) for page, line in shown]
    lines = [(page, part) for page, each in parts for part in each if part.split()[0] in COMMANDS]

    assert len(lines) > 100
    assert [(page, line, what) for page, line in lines if (what := unknown_in(line))] == []


def test_every_file_and_folder_they_name_is_there() -> None:
    shown = found([*PAGES, *DECISIONS], r"`([\w.-]+/[\w./*-]*)`")
    names = [(page, name) for page, name in shown if name.split("/")[0] in FOLDERS]

    assert len(names) > 50
    assert [(page, name) for page, name in names if not [*ROOT.glob(name.rstrip("/"))]] == []


def leads(place: str, link: str) -> bool:
    """Whether a link from this page ends at a file, and at a heading of it if it names one."""
    name, _, heading = link.partition("#")
    target = (ROOT / place).parent / name if name else ROOT / place
    if not heading or not target.exists():
        return target.exists()
    titles = re.findall(r"^#+ (.+)$", text(target), flags=re.MULTILINE)
    return heading in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in titles}


def test_every_link_leads_to_a_page_and_heading_that_are_there() -> None:
    links = list(found([*PAGES, *DECISIONS], r"\]\(([^)\s]+)\)"))

    assert len(links) > 30
    assert [(page, link) for page, link in links if not leads(page, link)] == []


def test_the_first_page_leads_to_every_other() -> None:
    linked = {link for _, link in found([ROOT / "README.md"], r"\]\(([^)\s]+)\)")}

    others = {str(page.relative_to(ROOT)) for page in PAGES} - {"README.md"}
    assert others - linked == set()


def test_every_decision_they_name_was_made() -> None:
    made = {path.name[:3] for path in DECISIONS}
    named = list(found([*PAGES, *DECISIONS], r"[Dd]ecisions?\s(\d{3})\b|\[(\d{3})\]|\((0\d\d)\)"))

    assert len(named) > 30
    assert [(page, number) for page, number in named if number not in made] == []


def written(*folders: str, ending: str) -> str:
    """The text of all such files, with strings that go on in the next line put together."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob(f"*{ending}"))
    return re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text("utf-8") for path in paths))


def test_every_setting_of_the_environment_is_read_somewhere() -> None:
    read = set(re.findall(r'"(YARROW_[A-Z_]+)"', written("app", "sync", "tests", ending=".py")))
    named = list(found(PAGES, r"(YARROW_[A-Z_]+)"))

    assert len(named) > 20
    assert [(page, name) for page, name in named if name not in read] == []


def test_every_number_that_makes_the_tests_longer_stands_where_contributors_look() -> None:
    read = set(re.findall(r'get\("(YARROW_[A-Z_]+)"', written("tests", ending=".py")))
    told = text(ROOT / "CONTRIBUTING.md") + text(ROOT / "docs" / "performance.md")

    assert len(read) > 20
    assert sorted(name for name in read if f"`{name}" not in told) == []


def test_the_guide_names_what_is_on_the_screen_in_the_screens_own_words() -> None:
    words = written("app", "ui", ending=".py") + written("resources", ending=".toml")
    screen = " ".join(words.replace("’", "'").split())
    named = [
        (page, " ".join(name.replace("’", "'").split()).rstrip("."))
        for page, name in found([GUIDE], r"(?<![*\w])\*([A-Z][^*]+)\*(?![*\w])")
    ]

    assert len(named) > 150
    assert [name for _, name in named if name not in screen] == []


def test_about_names_each_package_that_the_program_is_made_of() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["desktop"]]
    names = {re.split(r"[^\w-]", each.lower())[0] for each in wanted}
    called = {"pyside6-essentials": "qt for python", "sqlcipher3": "sqlcipher"}
    credited = " ".join(tomllib.loads(text(ABOUT))["credits"]).lower()

    assert len(names) > 15
    assert [name for name in sorted(names) if called.get(name, name) not in credited] == []


def test_the_page_of_the_protocol_names_each_path_status_statement_and_label_of_the_code() -> None:
    page = text(ROOT / "docs" / "protocol.md")
    labels = re.findall(r'b?"(yarrow/[\w/-]+)"', written("app/domain", "sync", ending=".py"))
    kinds = [
        re.sub(r"(?<!^)([A-Z])", r"_\1", each.__name__).lower() for each in get_args(Statement)
    ]

    assert len(labels) > 30 and len(kinds) > 15
    assert [each for each in sorted({*labels, *kinds, *Ask, *Status}) if each not in page] == []


def test_the_page_of_the_protocol_lists_every_file_of_vectors() -> None:
    _, _, vectors = text(ROOT / "docs" / "protocol.md").partition("## 12. Vectors")
    listed = {
        name for row in re.findall(r"^\| (`.+?) \|", vectors, re.M) for name in row.split(", ")
    }
    kept = (ROOT / "tests" / "sync" / "protocol" / "vectors").glob("*.json")

    assert listed == {f"`{path.stem}`" for path in kept}
