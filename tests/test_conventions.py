"""The project's habits, kept by reading its own files."""

from __future__ import annotations

import ast
import fnmatch
import re
import string
import tempfile
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app import errors
from tests.sources import PACKAGES, ROOT, nodes, trees

MODULE_LINES = 300
FUNCTION_LINES = 40
NOT_A_NAME = {
    *{"base", "common", "controller", "handler", "helper", "helpers"},
    *{"manager", "misc", "util", "utils"},
}
TEXT_ENDINGS = {".json", ".md", ".py", ".qss", ".sh", ".sql", ".svg", ".toml", ".txt", ".yml", ""}
MADE_BY_TOOLS = {
    *{".benchmarks", ".git", ".hypothesis", ".venv"},
    *{"__pycache__", "build", "dist", "screens"},
}


def place(path: Path, node: ast.AST | None = None) -> str:
    line = getattr(node, "lineno", 1)
    return f"{path.relative_to(ROOT)}:{line}"


def definitions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return ((path, node) for path, node in nodes() if isinstance(node, kinds))


def words_in(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_every_module_says_its_one_idea_first() -> None:
    silent = [place(path) for path, tree in trees().items() if not ast.get_docstring(tree)]

    assert silent == []


def test_no_module_is_longer_than_a_reader_holds() -> None:
    sizes = {place(path): len(path.read_text("utf-8").splitlines()) for path in trees()}

    assert {path: size for path, size in sizes.items() if size > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{place(path, node)} {node.name}"
        for path, node in definitions()
        if not isinstance(node, ast.ClassDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ]

    assert long == []


def test_no_name_hides_what_a_thing_is() -> None:
    named = [(place(path, node), node.name) for path, node in definitions()]
    source = [path for path in trees() if path.parent != ROOT]
    named += [(place(path), name) for path in source for name in (path.stem, path.parent.name)]

    assert [each for each in named if words_in(each[1]) & NOT_A_NAME] == []


def test_what_tests_share_stands_in_no_test_module() -> None:
    """A benchmark may be borrowed from: its figure stands beside another's."""
    borrowed = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for module in re.findall(r"(?m)^ *from (tests\.\S+\.test_\w+)", path.read_text("utf-8"))
        if not module.startswith("tests.benchmarks.") and not module.endswith(f".{path.stem}")
    ]

    assert borrowed == []


def test_no_rule_rests_on_assert() -> None:
    # An optimised build strips them.
    assert [place(path, node) for path, node in nodes() if isinstance(node, ast.Assert)] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("open_vault", {"open", "vault"}),
        ("VaultManager", {"vault", "manager"}),
        ("HTTPHandler", {"http", "handler"}),
        ("database", {"database"}),
    ],
)
def test_names_are_read_word_by_word(name: str, words: set[str]) -> None:
    assert words_in(name) == words


# Ways out that have one door each

DOORS = {
    "the clipboard": (
        {"QClipboard", "clipboard()", "setMimeData", "createMimeDataFromSelection", "QMimeData()"},
        "ui/safety/clipboard.py",
    ),
    "dragging out": ({"QDrag", "setDragEnabled", "startDrag"}, ""),
    "text that can be selected in labels": (
        {"TextSelectableByMouse", "TextSelectableByKeyboard", "TextBrowserInteraction"},
        "",
    ),
    "file dialogs": ({"QFileDialog"}, "ui/safety/file_choice.py"),
    "the title": ({"setWindowTitle"}, "ui/safety/neutral.py"),
    "windows that wait": ({"QMessageBox", "QInputDialog", "exec_"}, ""),
    "notifications": ({"QSystemTrayIcon"}, ""),
}


@cache
def used_names(tree: ast.AST) -> set[str]:
    """Every name that is imported or read as an attribute; with brackets where it is called."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    called = {f"{ast.unparse(each).rpartition('.')[2]}()" for each in calls}
    names = called | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names | {alias.name for node in ast.walk(tree) for alias in imported(node)}


def imported(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, ast.ImportFrom) else []


@cache
def is_of_qt(tree: ast.AST) -> bool:
    modules = (node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return any(module.startswith("PySide6") for module in modules)


@pytest.mark.parametrize("way", DOORS)
def test_each_way_out_has_one_door(way: str) -> None:
    names, door = DOORS[way]

    beside = [
        place(path)
        for path, tree in trees().items()
        if is_of_qt(tree) and path != ROOT / door and used_names(tree) & names
    ]

    assert beside == []


# Sentences for failures


def failures() -> set[str]:
    """The names of the classes of `app.errors` and of what is derived from them in the source."""
    names = {name for name, each in vars(errors).items() if is_failure(each)}
    for _, node in definitions():
        if isinstance(node, ast.ClassDef) and names & {ast.unparse(each) for each in node.bases}:
            names.add(node.name)
    return names


def is_failure(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, errors.YarrowError)


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where a failure is made, its code as a pattern, and its facts if they are all in sight."""
    names = failures()
    for path, node in nodes():
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if ast.unparse(node.func).split(".")[-1] in names | {"__init__"}:
            code = code_pattern(node.args[0])
            facts = {each.arg for each in node.keywords if each.arg}
            if code is not None and r"\." in code:
                yield place(path, node), code, facts if all_named(node) else None


def all_named(call: ast.Call) -> bool:
    return all(each.arg for each in call.keywords)


def code_pattern(code: ast.expr) -> str | None:
    """A code as a regular expression: what an f-string leaves open is a group."""
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        return re.escape(code.value)
    if isinstance(code, ast.JoinedStr):
        parts = [code_pattern(part) or "(.+)" for part in code.values]
        return "".join(parts)
    return None


def sentences() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((ROOT / "resources" / "errors").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        found |= {f"{path.stem}.{name}": text for name, text in table.items()}
    return found


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def constants() -> set[str]:
    return {
        node.value
        for _, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def is_made_from(pattern: str, code: str, written: set[str]) -> bool:
    """Whether a pattern gives this code from parts that stand in the source."""
    match = re.fullmatch(pattern, code)
    return match is not None and set(match.groups()) <= written


def is_used(code: str, patterns: set[str], written: set[str]) -> bool:
    """Whether a code is written out, or put together from parts that are."""
    return code in written or any(is_made_from(pattern, code, written) for pattern in patterns)


def test_every_failure_has_a_sentence() -> None:
    known = sentences()

    untold = [
        f"{where} {code}"
        for where, code, _ in raised()
        if not any(re.fullmatch(code, each) for each in known)
    ]

    assert untold == []


def test_every_sentence_has_its_failure() -> None:
    patterns, written = {code for _, code, _ in raised()}, constants()

    assert [code for code in sentences() if not is_used(code, patterns, written)] == []


def test_every_sentence_finds_its_facts() -> None:
    known, written = sentences(), constants()

    lacking = [
        f"{where} {code} needs {wanted - facts}"
        for where, pattern, facts in raised()
        for code in known
        if facts is not None and is_made_from(pattern, code, written)
        for wanted in [placeholders(known[code])]
        if not wanted <= facts
    ]

    assert lacking == []


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("vault.damaged", True),
        ("vault.spare", False),
        ("form.required", True),
        ("form.elsewhere", False),
    ],
)
def test_a_code_counts_as_used_only_if_its_parts_are_written(code: str, is_found: bool) -> None:
    expression = ast.parse("f'form.{problem}'", mode="eval").body
    pattern = code_pattern(expression) or ""

    assert is_used(code, {pattern}, {"vault.damaged", "required"}) is is_found


@pytest.mark.parametrize("word", ["!", "invalid", "oops"])
def test_no_sentence_shouts_or_blames(word: str) -> None:
    assert [code for code, text in sentences().items() if word in text.lower()] == []


# What lies in the folder


def files(folder: Path) -> Iterator[Path]:
    """Every file of ours at or below a folder, without what tools make."""
    for path in sorted(folder.iterdir()):
        if path.name in MADE_BY_TOOLS or path.name.endswith(("_cache", ".egg-info")):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project but this one, which must name what it looks for."""
    for path in files(ROOT):
        if path.suffix in TEXT_ENDINGS and path != Path(__file__):
            yield path, path.read_text("utf-8")


def test_nothing_is_left_unfinished() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b|(?i:coming soon|not yet implemented)")

    assert [place(path) for path, text in texts() if unfinished.search(text)] == []


def test_no_file_names_the_machine_it_was_written_on() -> None:
    common = {Path("/"), Path("/srv"), Path("/opt"), Path(tempfile.gettempdir())}
    folders = {ROOT, ROOT.parent} - common
    own = "|".join(re.escape(f"{folder.as_posix()}/") for folder in folders)
    machine = re.compile(rf"{own}|(?<![\w.])/(root|home/\w+|Users/\w+)/|\.\./shared")

    assert [place(path) for path, text in texts() if machine.search(text)] == []


def test_requirements_are_hashed_and_name_no_index() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        pins = re.findall(r"^[\w.-]+==.*$", text, re.MULTILINE)
        assert pins and all(pin.endswith("\\") for pin in pins), path.name
        assert not re.search(r"://|\s--(extra-)?index-url|--find-links| @ ", text), path.name


def test_everything_that_is_not_code_is_packaged() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]

    left_out = [
        place(path)
        for package in PACKAGES
        for path in files(ROOT / package)
        if path.suffix != ".py"
        if not any(
            fnmatch.fnmatch(f"./{path.name}", pattern.replace("**", "."))
            for pattern in patterns.get(package, [])
        )
    ]

    assert left_out == []
