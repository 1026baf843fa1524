"""Nurses record at a ward PC for a team: offline and on by turns, and nobody reads there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService

ENQUIRY = {
    "identified_at": "2026-10-17T09:30:00+01:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "hark_a": "no",
    "their_words": "He counts my steps.",
    "person": {"name": "Maren Underhay"},
}


@pytest.fixture
def ward(yarrow: Run, team: tuple[Path, Path], service: RunningService, tmp_path: Path) -> Any:
    """Run `yarrow ward` on a ward PC of the team."""
    short, at = tmp_path / "short", tmp_path / "ward"
    short.write_text("4711", "utf-8-sig")  # as an editor on Windows saves it
    made = yarrow("ward", "codes", team[0], "-", stdin="\ufeffFernhollow, bay 2\r\n\n").out
    code, where = made.rstrip("\n").split("\t")
    assert where == "Fernhollow, bay 2"
    joined = yarrow(
        *("ward", "join", "--at", at, code, "--service", service.url, "--training"),
        *("--name", "Fernhollow ward", "--short-code-file", short),
    )
    assert joined.code == 0, joined.err

    def run(what: str, *more: object, stdin: object = "") -> Any:
        return yarrow("ward", what, "--at", at, *more, stdin=stdin)

    run.at = at  # type: ignore[attr-defined]
    return run


def sync(yarrow: Run, *vaults: Path) -> None:
    for vault in vaults:
        assert yarrow("sync", vault, "--json").json["problems"] == []


def states(ward: Any) -> list[str]:
    return [row["state"] for row in ward("list", "--json").json]


def names(yarrow: Run, vault: Path) -> list[str]:
    found = yarrow("list", vault, "person", "--json").json
    return sorted(str(row["fields"].get("name", "")) for row in found)


def test_what_is_recorded_offline_is_one_record_on_every_pc_and_the_ward_learns_of_it(
    yarrow: Run, team: tuple[Path, Path], ward: Any, service: RunningService, tmp_path: Path
) -> None:
    a, b = team
    sync(yarrow, a, b)
    service.stop()
    wrong = {**ENQUIRY, "seen_alone": "no", "hark_h": "yes"}
    lines = "\n".join(json.dumps(each) for each in (ENQUIRY, wrong, ENQUIRY))
    added = ward("add", stdin=lines)
    assert added.code == 1 and added.err.startswith("line 2:")
    assert "Maren" not in added.err
    references = added.out.split()
    assert len(references) == 2 and states(ward) == ["waiting"] * 2
    assert ward("send").code == 1

    assert yarrow("ward", "take", a, "--at", ward.at).word == "2"
    assert names(yarrow, a) == ["Maren Underhay"] * 2
    service.start()
    assert ward("send", "--json").json == {"received": 2, "taken": 0, "waiting": 0}
    assert ward("send", "--json").json["received"] == 0
    for vault in (b, a, b, a):
        sync(yarrow, vault)
    assert ward("send", "--json").json["taken"] == 2
    assert sorted(row["reference"] for row in ward("list", "--json").json) == sorted(references)
    assert states(ward) == ["taken"] * 2
    assert yarrow("vault", "digest", a).word == yarrow("vault", "digest", b).word
    assert len(yarrow("list", b, "identification", "--json").json) == 2
    for vault in team:
        assert yarrow("vault", "verify", vault).code == 0

    # New keys, another short code, and the end of it
    other = tmp_path / "other"
    other.write_text("ward 12", "utf-8")
    code = yarrow("invite", a, "--role", "writer", "--name", "To change a code").word
    assert ward("short-code", code, "--short-code-file", other).code == 0
    assert yarrow("rotate", a).code == 0
    assert ward("add", stdin=ENQUIRY).code == 0  # sealed for the key it knows
    assert ward("send").code == 0
    assert ward("add", stdin=ENQUIRY).code == 0
    assert ward("send").code == 0
    sync(yarrow, b, a)
    assert len(names(yarrow, b)) == 4
    (door,) = [row for row in yarrow("devices", a, "--json").json if row["role"] == "writer"]
    assert door["name"].startswith("Fernhollow")
    assert yarrow("remove-device", a, door["device"]).code == 0

    told = ward("send")
    assert told.code == 1 and "cut off" in told.err
    refused = ward("add", stdin=ENQUIRY)
    assert refused.code == 1 and "cut off" in refused.err
