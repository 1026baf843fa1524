"""A lead has a file erased for the whole team, and can show who has done it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService

NAME, WORDS = "Zinnia Quillfeather", "oriole teapot"


def sync(yarrow: Run, *vaults: Path) -> None:
    for vault in vaults:
        assert yarrow("sync", vault, "--json").json["problems"] == []


@pytest.fixture
def file(yarrow: Run, team: tuple[Path, Path]) -> str:
    a, b = team
    person = yarrow("add", a, "person", stdin={"name": NAME}).word
    lines = [{"label": "said", "text": WORDS}]
    assert yarrow("add", a, "note", stdin={"subject": person, "lines": lines}).code == 0
    sync(yarrow, a, b)
    return person


def test_a_file_goes_everywhere_and_comes_back_from_no_backup(
    yarrow: Run, team: tuple[Path, Path], file: str, tmp_path: Path
) -> None:
    a, b = team
    assert yarrow("vault", "backup", b, tmp_path / "before.backup").code == 0

    erased = yarrow("erase", a, file, "--reason", "She asked for it")
    assert (erased.code, len(erased.word)) == (0, 64)
    (before,) = yarrow("erasures", a, "--json").json
    sync(yarrow, b, a)
    (after,) = yarrow("erasures", a, "--json").json

    assert (len(before["confirmed"]), len(before["waiting"])) == (1, 1)
    assert (len(after["confirmed"]), after["waiting"]) == (2, [])
    assert after["reason"] == "She asked for it"
    asked_by = {each["by"] for vault in (a, b) for each in yarrow("erasures", vault, "--json").json}
    assert len(asked_by) == 1 and "" not in asked_by
    assert "erased" in [each["what"] for each in yarrow("log", a, "--json").json]
    for vault in (a, b):
        assert yarrow("show", vault, file).code == 1
        assert yarrow("find", vault, WORDS, "--json").json == []
        assert yarrow("vault", "verify", vault).code == 0
    assert yarrow("vault", "digest", a).word == yarrow("vault", "digest", b).word
    assert yarrow("vault", "restore", tmp_path / "before.backup", b).code == 0
    sync(yarrow, b)
    assert yarrow("show", b, file).code == 1
    assert yarrow("find", b, WORDS, "--json").json == []
    assert yarrow("vault", "digest", a).word == yarrow("vault", "digest", b).word


def test_a_pc_that_confirmed_before_it_was_cut_off_has_done_it(
    yarrow: Run, team: tuple[Path, Path], file: str
) -> None:
    a, b = team
    assert yarrow("erase", a, file, "--reason", "She asked for it").code == 0
    sync(yarrow, b, a)
    rows = yarrow("devices", a, "--json").json
    (theirs,) = (row["device"] for row in rows if "Linnet" in row["name"])
    assert yarrow("remove-device", a, theirs).code == 0

    (after,) = yarrow("erasures", a, "--json").json

    assert (len(after["confirmed"]), after["waiting"], after["never"]) == (2, [], [])


def test_a_backup_of_before_that_is_put_back_whole_learns_of_the_erasure(
    yarrow: Run, team: tuple[Path, Path], file: str, tmp_path: Path
) -> None:
    a, b = team
    assert yarrow("vault", "backup", b, tmp_path / "before.backup").code == 0
    assert yarrow("erase", a, file, "--reason", "She asked for it").code == 0
    sync(yarrow, b)

    elsewhere = tmp_path / "elsewhere"
    assert yarrow("vault", "restore", tmp_path / "before.backup", elsewhere).code == 0
    assert yarrow("show", elsewhere, file).code == 0
    sync(yarrow, elsewhere)

    assert yarrow("show", elsewhere, file).code == 1
    assert yarrow("vault", "verify", elsewhere).code == 0


def test_a_file_on_hold_is_not_erased_until_a_lead_lets_go(
    yarrow: Run, team: tuple[Path, Path], file: str
) -> None:
    a, b = team
    why = ("--reason", "The coroner wrote")
    assert yarrow("hold", b, file, "--because", "inquest", *why).code == 1
    assert yarrow("hold", a, file, "--because", "inquest", *why).code == 0

    refused = yarrow("erase", a, file, "--reason", "She asked for it")

    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "on hold" in refused.err
    assert yarrow("hold", a, file, "--off", "--reason", "It is over").code == 0
    assert yarrow("erase", a, file, "--reason", "She asked for it").code == 0


def test_one_record_of_a_save_goes_and_what_was_saved_with_it_stays(
    yarrow: Run, team: tuple[Path, Path]
) -> None:
    a, b = team
    enquiry = {
        "identified_at": "2026-11-02T09:38:00+00:00",
        "setting_type": "ed_adult",
        "site_ods": "RQX01",
        "identifier_role": "nurse",
        "how_arose": "routine_enquiry",
        "seen_alone": "yes",
        "interpreter": "not_needed",
        "consult_mode": "in_person",
        "free_text": WORDS,
    }
    made = yarrow("add", a, "identification", stdin=enquiry).word
    file = yarrow("show", a, made, "--json").json["subject"]
    sync(yarrow, a, b)

    erased = yarrow("erase", a, file, "--record", made, "--reason", "Another person's answers")
    assert erased.code == 0, erased.err
    sync(yarrow, b)

    for vault in (a, b):
        assert yarrow("show", vault, made).code == 1
        assert yarrow("show", vault, file).code == 0
        assert yarrow("find", vault, WORDS, "--json").json == []
    assert yarrow("vault", "digest", a).word == yarrow("vault", "digest", b).word


def test_a_file_that_a_lead_moves_is_erased_where_it_was(
    yarrow: Run, team: tuple[Path, Path], file: str, service: RunningService
) -> None:
    a, b = team
    made = yarrow("space", "new", a, "--name", "Apart", "--service", service.url)
    assert made.code == 0, made.err

    moved = yarrow("move", a, file, "--to", made.word)

    assert (moved.code, moved.err) == (0, "")
    sync(yarrow, b)
    assert yarrow("show", b, file).code == yarrow("show", a, file).code == 1
    assert yarrow("find", b, WORDS, "--json").json == []
    assert yarrow("show", a, moved.word, "--json").json["fields"]["name"] == NAME
    assert yarrow("vault", "verify", b).code == 0


def test_days_of_grace_let_another_lead_take_an_erasure_back(
    yarrow: Run, team: tuple[Path, Path], file: str
) -> None:
    a, b = team
    device = next(
        row["device"] for row in yarrow("devices", a, "--json").json if "Linnet" in row["name"]
    )
    assert yarrow("role", a, device, "lead").code == 0
    assert yarrow("policy", a, "--erase-grace", 31).code == 1
    assert yarrow("policy", a, "--least-version", 3).code == 1
    assert yarrow("policy", a, "--erase-grace", 3).code == 0
    erased = yarrow("erase", a, file, "--reason", "She asked for it").word
    sync(yarrow, b)
    own = yarrow("keep", a, erased)
    assert (own.code, own.err.count("\n")) == (1, 1)

    assert yarrow("keep", b, erased).code == 0

    sync(yarrow, a)
    (certificate,) = yarrow("erasures", a, "--json").json
    assert (certificate["kept"], certificate["done"]) == (True, None)
    assert yarrow("show", a, file).code == yarrow("show", b, file).code == 0


@pytest.mark.parametrize(
    "words",
    [("--reason", " "), ("--reason", "x" * 2_001), ("--reason", "why", "--record", "0" * 64)],
)
def test_what_cannot_be_erased_is_refused_in_one_line(
    yarrow: Run, team: tuple[Path, Path], file: str, words: tuple[str, ...]
) -> None:
    refused = yarrow("erase", team[0], file, *words)

    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert yarrow("show", team[0], file).code == 0
