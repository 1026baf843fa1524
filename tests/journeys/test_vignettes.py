"""Thirty made-up people, each recorded whole: next steps, codes and note, and nothing forced."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.people import age_on
from app.forms.directory import shipped_directory
from app.forms.library import latest
from app.forms.numbers import shipped_numbers
from app.forms.record_codes import codes_for
from app.forms.record_safety import parted, with_points
from app.forms.safe_note import safe_note
from app.forms.situation import situation
from app.forms.steps import load_steps, next_steps
from app.usecases.person import files, record_safety
from app.usecases.recording import record
from storage.making import build_vault
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
PAGE = with_points(latest("identification"))
_READ = tomllib.loads(Path(__file__).with_name("vignettes.toml").read_text("utf-8"))
VIGNETTES: list[dict[str, Any]] = _READ["vignettes"]


def answers_of(vignette: dict[str, Any]) -> dict[str, Any]:
    """What is known, and what everybody is asked; nothing that the form does not need."""
    answers = {**_READ["usual"], "identified_at": "2026-11-17T09:38:00+00:00"}
    answers |= vignette["answers"]
    facts = situation(PAGE, answers, has_person=True, age=None)
    return {**_READ["once_identified"], **answers} if "abuse" in facts else answers


def whole(value: object) -> object:
    """A list comes back in the order of the form."""
    return sorted(value) if isinstance(value, list) else value


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("vignettes")
    content = VaultFile(b"vault-id-16bytes", (), "WP", True)
    given = {"key": bytes(32), "clock": lambda: int(NOW.timestamp() * 1000), "random": os.urandom}
    build_vault(folder, content, name="Wren Pepperday", **given)
    with unlock(folder, content, **given) as opened:
        yield opened


@pytest.mark.parametrize("vignette", VIGNETTES, ids=[each["story"][:48] for each in VIGNETTES])
def test_each_is_recorded_whole_with_the_right_next_steps(
    vault: Vault, vignette: dict[str, Any]
) -> None:
    answers, born = answers_of(vignette), vignette.get("born")
    age = None if born is None else age_on(NOW.date(), date.fromisoformat(born))
    facts = situation(PAGE, answers, has_person=True, age=age)
    due = next_steps(load_steps("identification"), facts, shipped_numbers(training=True))
    own, safety = parted(answers)
    about = {} if born is None else {"date_of_birth": born}

    made = vault.write(
        lambda session: record(session, "identification", own, about=about, safety=safety)
    ).result()

    stands = vault.read(lambda reading: record_safety.look(reading, made.id)).result()
    assert {n: whole(v) for n, v in stands.answers.items() if n in answers} == {
        name: whole(value) for name, value in answers.items()
    }
    assert stands.answers["outcome"] == vignette["outcome"]
    keys = [step.key for step in due]
    assert [key for key in keys if key in vignette["steps"]] == vignette["steps"]
    assert not set(keys) & set(vignette["never"])
    assert set(vignette["codes"]) <= {each.code.code for each in codes_for(PAGE, answers)}
    assert "still_needed" not in keys
    assert safe_note(PAGE, answers).endswith("Hide from online access.")
    person = vault.read(lambda reading: files.person_of(reading, made.subject)).result()
    assert dict(person.fields).keys() == about.keys()


def test_they_are_thirty_and_spread_over_places_people_and_ways_it_can_end() -> None:
    found = [answers_of(each) for each in VIGNETTES]

    def spread(name: str) -> set[str]:
        return {str(each[name]) for each in found if name in each}

    assert len(VIGNETTES) == 30
    assert len(spread("setting_type")) >= 15
    assert len(spread("perpetrator_relationship")) >= 10
    assert spread("interpreter") == {
        code for field in PAGE.fields if field.name == "interpreter" for code in field.codes.codes
    }
    assert {each["outcome"] for each in VIGNETTES} == {
        *("identified", "not_safe_to_ask", "incomplete", "declined", "nothing_disclosed")
    }
    directory = shipped_directory(training=True)
    assert all(directory.is_known(each["site_ods"]) for each in found)


def test_nobody_was_made_to_tell_more_than_the_form_needs() -> None:
    """For each of them what may be blank can be taken out, and it can be saved all the same."""
    needed = {field.name for field in PAGE.fields if field.needed or field.needed_when}
    for vignette in VIGNETTES:
        answers = answers_of(vignette)
        bare = {k: v for k, v in answers.items() if k in needed or k.startswith("hark_")}
        facts = situation(PAGE, bare, has_person=True, age=None)
        assert "needed" not in facts, vignette["story"]
