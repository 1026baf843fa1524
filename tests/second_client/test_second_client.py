"""Another client, written from docs/protocol.md alone, comes to the same digest."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.journeys.conftest import Run
from tests.journeys.planted import plant
from tests.sync.conftest import RunningService

HERE = Path(__file__).parent
OURS = {"app", "resources", "storage", "sync", "ui"}


def digest_of_another(service: RunningService, code: str) -> str:
    words = [sys.executable, "-m", "tests.second_client", service.url, code]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def test_it_joins_follows_the_log_and_has_the_digest_that_yarrow_has(
    yarrow: Run, team: tuple[Path, Path], service: RunningService
) -> None:
    a, b = team
    enquiry = plant(yarrow, a)
    yarrow("sync", a)
    yarrow("sync", b)
    for vault, where in ((a, "Bay 4"), (b, "Side room")):
        assert yarrow("edit", vault, enquiry, stdin={"where_now": where}).code == 0
    yarrow("edit", a, enquiry, stdin={"entered_in_error": "Written in the wrong file"})
    yarrow("show", b, enquiry)  # a line of her access log goes along, for the leads alone
    for vault in (a, b, a, b):
        assert yarrow("sync", vault, "--json").json["problems"] == []
    code = yarrow("invite", a).word

    digest = digest_of_another(service, code)

    assert digest == yarrow("vault", "digest", a).word == yarrow("vault", "digest", b).word
    assert yarrow("sync", a, "--json").json["problems"] == []


def test_it_follows_new_keys_a_removal_an_erasure_and_what_a_lead_let_count(
    yarrow: Run, team: tuple[Path, Path], vault_of: Callable[[str], Path], service: RunningService
) -> None:
    a, b = team
    gone = vault_of("Saffron Tidewell")
    place = {"code": "F81999", "name": "Larkfield Surgery"}
    assert yarrow("settings", "set", gone, "place", stdin=place).code == 0
    assert yarrow("join", gone, yarrow("invite", a).word, "--service", service.url).code == 0
    erased = yarrow("add", b, "person", stdin={"name": "Linnet Quillfeather"}).word
    door, short = gone.with_name("ward"), gone.with_name("short")
    short.write_text("4711", "utf-8")
    code = yarrow("invite", a, "--role", "writer", "--name", "Fernhollow").word
    at_door = ("--service", service.url, "--name", "Fernhollow", "--short-code-file", short)
    assert yarrow("ward", "join", "--at", door, code, "--training", *at_door).code == 0
    for vault in (a, b, gone):
        yarrow("sync", vault)
    yarrow("add", gone, "person", stdin={"name": "Finch Lapwingham"})
    device = next(
        row["device"] for row in yarrow("devices", a, "--json").json if "Saffron" in row["name"]
    )
    assert yarrow("remove-device", a, device).code == 0
    yarrow("sync", gone)
    yarrow("sync", a)
    rows = {row["why"]: row["position"] for row in yarrow("held", a, "--json").json}
    assert rows.keys() == {"settings_not_by_lead", "no_standing"}
    assert yarrow("adopt", a, rows["no_standing"]).code == 0
    assert yarrow("discard", a, rows["settings_not_by_lead"]).code == 0
    assert yarrow("rotate", a).code == 0
    assert yarrow("erase", a, erased, "--reason", "She asked for it").code == 0
    plant(yarrow, a)
    for vault in (a, b, a):
        assert yarrow("sync", vault, "--json").json["problems"] == []

    digest = digest_of_another(service, yarrow("invite", a).word)

    assert digest == yarrow("vault", "digest", a).word == yarrow("vault", "digest", b).word


def test_it_imports_nothing_of_yarrow() -> None:
    for path in HERE.glob("*.py"):
        if path.name.startswith("test_"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                named = node.module or ""
            elif isinstance(node, ast.Import):
                named = node.names[0].name
            else:
                continue
            assert named.partition(".")[0] not in OURS, path
