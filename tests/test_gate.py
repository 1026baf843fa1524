"""Nothing readable leaves but through the gate: read from the source, like the layers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.sources import parsed
from tests.test_architecture import is_below, modules

GATE = "app.usecases.leaving.gate"
PASS = "app.domain.leaving.Pass"
# What writes a file, prints, or hands something to the system, by how it is called.
WRITES = re.compile(
    r"(^|\.)(write_bytes|write_text|clipboard|setMimeData|QPrinter|QPdfWriter|startDrag"
    r"|startDetached|openUrl|copyfile|copytree|NamedTemporaryFile|mkstemp|TemporaryFile)$"
)
OPENS = re.compile(r"(^|\.)(open|fdopen)$")
# Where such a call stands and takes nothing readable out of a vault.
KNOWN = {
    "app.wiring.demo": "made-up people, in folders of their own",
    "ui.safety.clipboard": "takes our own text out of the clipboard again",
    "app.cli.closed_output": "a file that takes nothing",
    "app.cli.share_files": "recovery shares, which open nothing alone",
    "app.wiring.window_place": "one word and four numbers of how a window stood",
    "app.wiring.vaults.support": "counts and sizes without content, for a help desk",
    "sync.service": "has nothing that can be read",
    "storage": "writes what is sealed; its one way out takes a pass",
}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def opens_to_write(call: ast.Call) -> bool:
    given = [*call.args, *(each.value for each in call.keywords)]
    modes = [each.value for each in given if isinstance(each, ast.Constant)]
    return any(
        isinstance(mode, str) and re.fullmatch(r"[rbt]*[wax+][bt+]*", mode) for mode in modes
    )


def ways_out(source: str) -> list[str]:
    """The calls in a module by which something could leave."""
    found = []
    for name, call in calls(parsed(source)):
        if WRITES.search(name) or (OPENS.search(name) and opens_to_write(call)):
            found.append(f"{call.lineno}: {name}")
    return found


def makes_passes(source: str) -> bool:
    tree = parsed(source)
    return any(name.split(".")[-1] == "Pass" for name, _ in calls(tree))


def test_only_the_gate_makes_passes() -> None:
    makers = [name for name, path in modules() if makes_passes(path.read_text("utf-8"))]

    assert makers == [GATE]


def test_nothing_writes_or_copies_but_what_is_known_here() -> None:
    found = [
        f"{name}:{way}"
        for name, path in modules()
        if not any(is_below(name, known) for known in KNOWN)
        for way in ways_out(path.read_text("utf-8"))
    ]

    assert found == []


def test_the_way_out_of_storage_takes_a_pass_and_spends_it_first() -> None:
    source = dict(modules())["storage.writing_out"].read_text("utf-8")
    public = [
        node
        for node in parsed(source).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]

    assert [function.name for function in public] == ["write_out"]
    taken = public[0].args.args[0]
    assert taken.annotation is not None and ast.unparse(taken.annotation) == "Pass"
    first = next(each for each in public[0].body if not is_docstring(each))
    assert ast.unparse(first) == f"{taken.arg}.spend(content)"


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize(
    "source",
    [
        "path.write_bytes(content)",
        "open(path, 'wb')",
        "path.open(mode='w')",
        "QGuiApplication.clipboard().setText(text)",
        "QDesktopServices.openUrl(url)",
        "tempfile.NamedTemporaryFile()",
        "printer = QPrinter()",
    ],
)
def test_a_planted_way_out_is_found(source: str) -> None:
    assert ways_out(source) != []


@pytest.mark.parametrize("source", ["path.open('rb')", "open(path)", "box.open()", "w.show('wb')"])
def test_reading_is_left_alone(source: str) -> None:
    assert ways_out(source) == []
