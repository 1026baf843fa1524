"""The commands about what a team sets for itself."""

from __future__ import annotations

import pytest

from app.forms.local import Local, put_in_force
from tests.app.forms.pack import PACK_TEXT


@pytest.fixture(autouse=True)
def what_is_shipped_holds_again():
    yield
    put_in_force(Local())


def test_what_is_set_is_listed_holds_for_the_next_command_and_is_taken_back(
    yarrow, vault, tmp_path
) -> None:
    code = '{"list": "triggers", "code": "dog_bite", "label": "Dog bite", "offered": "yes"}'
    id = yarrow("settings", "set", vault, "code", stdin=code).out.strip()
    pack = tmp_path / "pack.toml"
    pack.write_text(PACK_TEXT, "utf-8")
    assert yarrow("settings", "load", vault, pack).out == "made_up/1\n"

    shown = yarrow("settings", "show", vault, "--json").json
    assert [each["kind"] for each in shown["settings"]] == ["setting_code", "setting_pack"]
    assert {each["by"] for each in shown["settings"]} == {"Wren Pepperday"}
    assert all(len(each["since"]) == 10 for each in shown["settings"])
    assert "Moorland" in [each["area"] for each in shown["areas"]]
    asked = (
        '{"identified_at": "2026-11-01T10:00Z", "setting_type": "gp_practice",'
        ' "site_ods": "F81999",'
        ' "identifier_role": "gp", "how_arose": "routine_enquiry", "seen_alone": "yes",'
        ' "interpreter": "not_needed", "consult_mode": "in_person", "trigger": ["dog_bite"]}'
    )
    assert yarrow("add", vault, "identification", stdin=asked).code == 0

    assert yarrow("settings", "withdraw", vault, id, "--reason", "Not needed").code == 0
    assert yarrow("add", vault, "identification", stdin=asked).code == 1
    assert yarrow("edit", vault, id, stdin='{"label": "Cat"}').code == 1


def test_a_kind_that_cannot_be_set_is_refused_before_anything_is_read(yarrow, vault) -> None:
    ended = yarrow("settings", "set", vault, "weather", stdin="")

    assert ended.code == 1
    assert "What can be set: setting_place" in ended.err


def test_a_pack_that_is_none_is_refused_in_words(yarrow, vault, tmp_path) -> None:
    file = tmp_path / "pack.toml"
    file.write_bytes(b"\xff\xfe")

    ended = yarrow("settings", "load", vault, file)

    assert ended.code == 1 and "form pack file" in ended.err


def test_a_form_of_a_pack_is_recorded_in_a_file_shown_and_changed(yarrow, vault, tmp_path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text(PACK_TEXT, "utf-8")
    yarrow("settings", "load", vault, pack)
    file = yarrow("add", vault, "person", stdin='{"name": "Tansy Bramblewick"}').out.strip()

    answers = f'{{"subject": "{file}", "worry_now": "very"}}'
    id = yarrow("add", vault, "worry", stdin=answers).out.strip()

    assert yarrow("show", vault, id, "--json").json["fields"]["worry_now"] == "very"
    assert len(yarrow("list", vault, "worry", "--json").json) == 1
    assert yarrow("edit", vault, id, stdin='{"worry_now": "little"}').code == 0
    refused = yarrow("add", vault, "worry", stdin=answers.replace("very", "hugely"))
    assert refused.code == 1 and "worry_now" in refused.err
    assert yarrow("add", vault, "worry", stdin='{"worry_now": "very"}').code == 1
