"""Making and joining a space by command line, and each way it can be refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from sync.service.folder import make_folder
from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService


def test_the_words_are_compared_or_printed_and_the_id_stands_alone(
    yarrow: Run, vault_of: Callable[..., Path], service: RunningService
) -> None:
    a = vault_of("Wren Pepperday")
    words = " ".join(service.words)
    common = ("space", "new", a, "--name", "Willowmere", "--service", service.url)

    wrong = yarrow(*common, "--pin", "six other words that are wrong")
    assert (wrong.code, wrong.out) == (1, "")
    assert "six words" in wrong.err

    made = yarrow(*common)

    assert made.code == 0
    assert re.fullmatch(r"[0-9a-f]{64}\n", made.out)
    assert words in made.err
    assert "no recovery set" in made.err
    right = yarrow(*common, "--pin", words)
    assert right.code == 0 and words not in right.err


def test_a_code_stands_alone_and_lets_one_in(
    yarrow: Run, vault_of: Callable[..., Path], service: RunningService
) -> None:
    a, b, c = (vault_of(name) for name in ("Wren P", "Linnet M", "Tansy B"))
    yarrow("space", "new", a, "--name", "Willowmere", "--service", service.url)

    invited = yarrow("invite", a)

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}\n", invited.out)
    code = invited.word
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert yarrow("join", b, mistyped, "--service", service.url).code == 1
    assert yarrow("join", b, code, "--service", service.url).code == 0
    again = yarrow("join", c, code, "--service", service.url)
    assert (again.code, again.out) == (1, "")
    assert "code" in again.err
    assert yarrow("invite", b).code == 1


def test_before_a_space_nothing_can_be_exchanged(
    yarrow: Run, vault_of: Callable[..., Path]
) -> None:
    a = vault_of("Wren Pepperday")

    assert yarrow("devices", a).code == 0
    assert yarrow("devices", a, "--json").out.strip() == "[]"
    for command in (("sync", a), ("invite", a)):
        refused = yarrow(*command)
        assert (refused.code, refused.out) == (1, "")
        assert "no space" in refused.err
        assert refused.err.count("\n") == 1


def test_no_service_is_one_line_and_the_vault_is_as_before(
    yarrow: Run, vault_of: Callable[..., Path]
) -> None:
    a = vault_of("Wren Pepperday")
    url = "https://127.0.0.1:1"

    refused = yarrow("space", "new", a, "--name", "Willowmere", "--service", url)

    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "cannot be reached" in refused.err
    plain = yarrow("space", "new", a, "--name", "W", "--service", "http://127.0.0.1:1")
    assert (plain.code, "https" in plain.err) == (1, True)
    assert "no space" in yarrow("sync", a).err


def test_a_service_with_another_key_is_refused_and_work_goes_on(
    yarrow: Run, team: tuple[Path, Path], service: RunningService, tmp_path: Path
) -> None:
    a, _ = team
    make_folder(tmp_path / "other", spaces="open")
    port = service.port
    service.stop()
    other = RunningService(tmp_path / "other", tmp_path / "other.log", "--port", str(port))
    other.start()

    told = yarrow("sync", a, "--json")
    other.stop()

    assert told.code == 0
    assert [problem["code"] for problem in told.json["problems"]] == ["exchange.other_key"]
    lines = [{"label": "fact", "text": "work goes on"}]
    assert yarrow("add", a, "note", stdin={"lines": lines}).code == 0
    service.start()
    healed = yarrow("sync", a, "--json").json
    assert (healed["sent"] > 0, healed["problems"]) == (True, [])
