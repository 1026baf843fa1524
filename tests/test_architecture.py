"""Who may import what: the layers of the program, read from its source and kept."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from tests.sources import PACKAGES, ROOT, parsed, trees

CORE = {"app.domain", "app.errors"}
OURS = set(PACKAGES)
QT = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg", "PySide6.QtWidgets", "shiboken6"}
HTTP = {"httpx", "http_message_signatures"}

# A module falls under the longest name that it equals or lies below. It may import its own part,
# what stands here, and the standard library; of `app` only the package file falls under "app".
MAY_IMPORT: dict[str, set[str]] = {
    "app": set(),
    "app.errors": set(),
    "app.domain": {"app.errors", "cbor2"},
    "app.domain.matching": {*CORE, "rapidfuzz"},
    "app.forms": {*CORE, "resources"},
    "app.ports": {*CORE, "app.forms"},
    "app.usecases": {*CORE, "app.forms", "app.ports"},
    "app.cli": {*OURS, "click", "platformdirs"},
    "app.main": {*OURS, *QT, "click", "platformdirs"},
    "app.wiring": {*OURS, *QT, "PySide6.QtNetwork", "PySide6.QtTest", "platformdirs"},
    "app.wiring.documents": {*CORE, "reportlab", "pypdf", "xlsxwriter"},
    "app.wiring.drawing": {*CORE, "app", "storage.hardening", "PIL", "pypdf", "pypdfium2"},
    "app.wiring.system": {*QT, "app.wiring.system.bus"},
    "app.wiring.system.bus": {"jeepney"},
    "resources": {"app.errors"},
    "storage": {
        *{*CORE, "app.forms", "app.ports", "storage.migrations"},
        *{"cbor2", "cryptography", "sqlcipher3", "zxcvbn"},
    },
    "storage.migrations": {"app.errors", "storage.connection"},
    "sync": {*CORE, "app.ports", "sync.protocol", "sync.transport", "cryptography"},
    "sync.streams": set(),
    "sync.transport": {*CORE, "sync.protocol", "cryptography", *HTTP},
    "sync.protocol": {*CORE, "cbor2", "cryptography", "http_message_signatures", "shamir_mnemonic"},
    "sync.service": {
        *{"sync.protocol", "sync.streams", "click", "cryptography", "http_message_signatures"},
        *{"psycopg", "sqlalchemy", "sqlcipher3", "starlette", "uvicorn"},
    },
    "ui": {*CORE, "app.forms", "resources", *QT},
}

# What a function may import when it runs, so that the lock screen shows before it is needed.
LATE: dict[str, set[str]] = {
    "app.cli": OURS,
    "app.main": {*OURS, *QT},
    "app.wiring": OURS,
    "app.wiring.drawing": {"app.wiring.drawing"},
    "storage": {"zxcvbn"},
    "sync": {"sync.transport"},
    "sync.service": {"psycopg"},
    "sync.transport": {*HTTP, "cryptography.x509"},
}

IMPORTS = (ast.Import, ast.ImportFrom)
PURE = ("app.domain", "app.forms", "app.usecases")
CLOCKS_AND_CHANCE = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|monotonic)"
    r"|uuid\.uuid[14]|uuid[14]|os\.urandom|secrets|secrets\.\w+|random|random\.\w+)$"
)
SQL_FOLDERS = ("storage", "sync.service")
SQL = re.compile(
    r"\s*(select\s.+\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s"
    r"|create\s+(unique\s+)?(table|index|view|virtual|trigger)\s|alter\s+table\s|drop\s+table\s"
    r"|pragma\s)",
    re.DOTALL,
)


def is_below(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def part_of(module: str) -> str | None:
    """The name in MAY_IMPORT that a module falls under."""
    parts = [part for part in MAY_IMPORT if is_below(module, part)]
    longest = max(parts, key=len, default=None)
    return None if longest == "app" and module != "app" else longest


def is_view_model(module: str) -> bool:
    return module.endswith("view_model")


@lru_cache(maxsize=2)
def nodes_of(tree: ast.AST) -> list[ast.AST]:
    """Every node of a tree; the next check of the same module asks again."""
    return list(ast.walk(tree))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each imported name in full, with its line; a relative one begins with a dot."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from ((f"{origin}.{alias.name}", node.lineno) for alias in node.names)


def imports_in_functions(tree: ast.AST) -> set[tuple[str, int]]:
    if not any(node.col_offset for node in nodes_of(tree) if isinstance(node, IMPORTS)):
        return set()  # as in most modules: no walk through each function of them
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return {
        found for node in ast.walk(tree) if isinstance(node, functions) for found in imports(node)
    }


def is_allowed(module: str, name: str) -> bool:
    """Whether the layer of a module may import this name."""
    part = part_of(module)
    if part is None:
        return False
    if is_view_model(module) and is_below(name, "PySide6"):
        return is_below(name, "PySide6.QtCore")
    if name.split(".")[0] in sys.stdlib_module_names:
        return not is_below(name, "sqlite3")
    return part_of(name) == part or any(is_below(name, allowed) for allowed in MAY_IMPORT[part])


def is_allowed_late(module: str, name: str) -> bool:
    allowed = LATE.get(part_of(module) or "", set())
    return any(is_below(name, each) for each in allowed)


def import_breaches(module: str, tree: ast.AST) -> Iterator[str]:
    late = imports_in_functions(tree)
    for name, line in imports(tree):
        if not is_allowed(module, name):
            yield f"{module}:{line} may not import {name}"
        elif (name, line) in late and not is_allowed_late(module, name):
            yield f"{module}:{line} imports {name} inside a function"


def purity_breaches(module: str, tree: ast.AST) -> Iterator[str]:
    """The clock and chance are handed to the core, never asked for in it."""
    if not any(is_below(module, part) for part in PURE):
        return
    dotted = [node for node in nodes_of(tree) if isinstance(node, ast.Attribute)]
    used = [(ast.unparse(node), node.lineno) for node in dotted]
    for name, line in [*used, *imports(tree)]:
        if CLOCKS_AND_CHANCE.search(name):
            yield f"{module}:{line} asks for time or chance itself: {name}"


def sql_breaches(module: str, tree: ast.AST) -> Iterator[str]:
    if any(is_below(module, folder) for folder in SQL_FOLDERS):
        return
    for node in nodes_of(tree):
        if isinstance(node, ast.Constant) and is_sql(node.value):
            yield f"{module}:{node.lineno} holds SQL"


def is_sql(value: object) -> bool:
    """Whether this is SQL in small letters or in capitals; a sentence has both."""
    if not isinstance(value, str):
        return False
    first, _, _ = value.strip().partition(" ")
    return bool(SQL.match(value.lower() if first.isupper() else value))


def breaches(module: str, source: str) -> list[str]:
    tree = parsed(source)
    if part_of(module) is None:
        return [f"{module} falls under no rule"]
    checks = (import_breaches, purity_breaches, sql_breaches)
    return [found for check in checks for found in check(module, tree)]


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


def test_every_module_keeps_to_its_layer() -> None:
    trees()  # read at once, aside from all collections
    found = [
        breach for name, path in modules() for breach in breaches(name, path.read_text("utf-8"))
    ]

    assert found == []


def test_every_folder_of_code_is_a_package() -> None:
    lacking = {path.parent for _, path in modules() if not (path.parent / "__init__.py").exists()}

    assert lacking == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("app.spare", ""),
        ("app.domain.risk", "from app.forms import definition"),
        ("app.domain.risk", "import storage"),
        ("app.domain.risk", "import cryptography"),
        ("app.domain.risk", "from ..errors import Refused"),
        ("app.domain.risk", "from datetime import datetime\nat = datetime.now()"),
        ("app.domain.risk", "import datetime as dt\nat = dt.datetime.now(dt.UTC)"),
        ("app.domain.risk", "from time import time"),
        ("app.domain.risk", "from uuid import uuid4"),
        ("app.usecases.person.people", "import uuid\nmade = uuid.uuid4()"),
        ("app.usecases.person.people", "import os\nmade = os.urandom(16)"),
        ("app.usecases.person.people", "import secrets"),
        ("app.usecases.person.people", "from storage import vault"),
        ("app.usecases.person.people", "from app.wiring import demo"),
        ("app.forms.checking", "from app.usecases import people"),
        ("app.ports", "from app.usecases import people"),
        ("app.cli.vault", "from PySide6.QtCore import QTimer"),
        ("app.cli.vault", "import sqlcipher3"),
        ("app.cli.vault", "QUERY = 'SELECT id FROM people'"),
        ("app.wiring.sync", "import httpx"),
        ("resources.words", "from app.forms import definition"),
        ("storage.vault", "from sync import exchange"),
        ("storage.vault", "import ui"),
        ("storage.vault", "import sqlite3"),
        ("storage.vault", "def keys():\n    from cryptography import x509"),
        ("storage.migrations.first", "from app.domain import changes"),
        ("sync.exchange", "import httpx"),
        ("sync.exchange", "from sync.service import core"),
        ("sync.exchange", "from sync import service"),
        ("sync.exchange", "from storage import vault"),
        ("sync.exchange", "def send():\n    from sync.protocol import cose"),
        ("sync.protocol.cose", "from sync import exchange"),
        ("sync.protocol.cose", "import sqlalchemy"),
        ("sync.service.core", "from app.domain import changes"),
        ("sync.service.core", "from sync import transport"),
        ("sync.service.core", "import PySide6"),
        ("ui.today.page", "from app.usecases import people"),
        ("ui.today.page", "import storage"),
        ("ui.today.page", "import sync.runner"),
        ("ui.today.page", "from PySide6.QtNetwork import QTcpSocket"),
        ("ui.today.page", "from PySide6 import QtQml"),
        ("ui.today.page", "import sqlalchemy"),
        ("ui.today.page", "if late:\n    def show():\n        from app.domain import changes"),
        ("ui.today.page", "QUERY = 'select id\\nfrom people'"),
        ("ui.today.page", "QUERY = 'pragma user_version'"),
        ("ui.today.view_model", "from PySide6.QtWidgets import QLabel"),
        ("ui.today.view_model", "from PySide6 import QtGui"),
    ],
)
def test_a_planted_breach_is_found(module: str, source: str) -> None:
    assert breaches(module, source) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("app", '"""Docstring."""'),
        ("app.domain.encoding", "import cbor2\nfrom app.errors import Refused"),
        ("app.domain.risk", "from datetime import datetime\nat = datetime.fromisoformat(text)"),
        (
            "app.usecases.person.people",
            "from app import ports\nfrom app.ports.vault import Session",
        ),
        ("app.main", "def main():\n    from ui.application import start\n"),
        ("app.cli.vault", "import click\nfrom storage import vault\nimport sync.runner"),
        ("app.wiring.demo", "from sync.service import core\nfrom PySide6.QtCore import QObject"),
        ("storage.vault", "import sqlcipher3\nQUERY = 'select id from people'"),
        ("sync.runner", "def start():\n    from sync.transport import Transport"),
        ("sync.transport", "def start():\n    import httpx"),
        ("sync.service.store", "from sync.protocol import cose\nimport sqlalchemy as sa"),
        ("ui.today.page", "from ui.widgets.label import Label\nfrom PySide6.QtGui import QIcon"),
        ("ui.today.page", "HINT = 'Select one person from the list'"),
        ("ui.today.view_model", "from PySide6.QtCore import QObject, Signal"),
    ],
)
def test_what_a_layer_may_do_is_left_alone(module: str, source: str) -> None:
    assert breaches(module, source) == []
