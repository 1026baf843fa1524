"""Attachments from the command line: in without metadata, out through the gate."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from storage.vault import open_vault
from tests.app.cli.conftest import PASSPHRASE
from tests.app.wiring.drawing import planted


@pytest.fixture
def subject(yarrow, vault) -> str:
    about = '{"name": "Tansy Bramblewick", "nhs_number": "9990000018"}'
    return yarrow("add", vault, "person", stdin=about).ids[0]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "CON‮gpj.\u200bwrist.jpg"
    path.write_bytes(planted.jpeg())
    return path


def attach(yarrow, vault, subject: str, file: Path, *more: str) -> str:
    ended = yarrow("attach", vault, subject, file, *more)
    assert (ended.code, ended.err) == (0, "")
    return ended.ids[0]


def objects(vault: Path) -> list[str]:
    folder = vault / "objects"
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def test_a_picture_goes_in_clean_and_comes_out_through_the_gate(
    yarrow, vault, subject, picture, tmp_path
) -> None:
    id = attach(yarrow, vault, subject, picture, "--caption", "Left wrist", "--taken-by", "Wren")
    shown = yarrow("show", vault, id, "--json").json
    out = tmp_path / "out"
    out.mkdir()
    copied = yarrow(
        "attachment", vault, id, "--to", out, "--recipient", "police", "--reason", "Asked"
    )

    assert len(id) == 64 and len(objects(vault)) == 1
    assert shown["kind"] == "attachment" and shown["subject"] == subject
    fields = shown["fields"]
    assert fields["caption"] == "Left wrist" and fields["media"] == "jpeg"
    assert fields["name"] == "CONgpj.wrist.jpg"
    assert fields["original_sha256"] == sha256(picture.read_bytes()).hexdigest()
    assert not {"object_key", "object"} & set(fields)
    assert copied.code == 0, copied.err
    copy = Path(copied.out.strip())
    assert copy.name == f"export-{datetime.now().astimezone():%Y-%m-%d}-01.jpg"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sha256(copy.read_bytes()).hexdigest() == fields["content_sha256"]
    assert planted.BYTES not in copy.read_bytes()
    assert "cannot look inside pictures" in copied.err
    entry = yarrow("log", vault, "--json").json[-1]
    assert (entry["what"], entry["subject"], entry["record"]) == ("exported", subject, id)
    assert entry["detail"] == "police; consent not_asked; found nothing; Asked"


def test_copies_of_one_day_are_numbered_and_none_is_written_over(
    yarrow, vault, subject, picture, tmp_path
) -> None:
    id = attach(yarrow, vault, subject, picture)
    wanted = ("attachment", vault, id, "--to", tmp_path, "--recipient", "gp", "--reason", "Asked")

    names = [Path(yarrow(*wanted).out.strip()).name[-6:-4] for _ in range(2)]

    assert names == ["01", "02"]


def test_what_a_document_says_is_told_in_kinds_alone(yarrow, vault, subject, tmp_path) -> None:
    yarrow("add", vault, "person", stdin='{"name": "Saffron Tidewell"}')
    file = tmp_path / "letter.pdf"
    file.write_bytes(planted.pdf("Saffron  Tidewell: ring 07700 900123, BN1 4QT"))
    id = attach(yarrow, vault, subject, file)

    ended = yarrow(
        "attachment", vault, id, "--to", tmp_path, "--recipient", "gp", "--reason", "Asked"
    )

    assert ended.code == 0
    for words in ("Phone number (1)", "Postcode, or part of one (1)", "Somebody else’s name (1)"):
        assert words in ended.err
    assert "Saffron" not in ended.err and "07700" not in ended.err
    detail = yarrow("log", vault, "--json").json[-1]["detail"]
    assert "1 phone, 1 postcode, 1 someone_else" in detail


@pytest.mark.parametrize(
    ("recipient", "reason", "told"),
    [("everybody", "Asked", "recipient"), ("police", "  ", "reason")],
)
def test_the_gate_wants_a_recipient_it_knows_and_a_reason(
    yarrow, vault, subject, picture, tmp_path, recipient, reason, told
) -> None:
    id = attach(yarrow, vault, subject, picture)
    out = tmp_path / "out"
    out.mkdir()

    ended = yarrow(
        "attachment", vault, id, "--to", out, "--recipient", recipient, "--reason", reason
    )

    assert ended.code == 1 and told in ended.err and ended.err.count("\n") == 1
    assert list(out.iterdir()) == []
    assert "exported" not in yarrow("log", vault).out


def test_nothing_leaves_while_consent_is_in_clash(
    yarrow, vault, subject, picture, tmp_path, colleague
) -> None:
    enquiry = {
        **{"subject": subject, "identified_at": "2026-11-01T10:00Z", "setting_type": "gp_practice"},
        **{"site_ods": "A81001", "identifier_role": "gp", "how_arose": "routine_enquiry"},
        **{"seen_alone": "yes", "interpreter": "not_needed", "consult_mode": "in_person"},
        "consent_scope": {"police": "yes"},
    }
    added = yarrow("add", vault, "identification", stdin=json.dumps(enquiry))
    assert added.code == 0, added.err
    colleague(vault, added.ids[0], {"consent_scope": {"police": "no"}})
    id = attach(yarrow, vault, subject, picture)

    ended = yarrow(
        "attachment", vault, id, "--to", tmp_path, "--recipient", "police", "--reason", "Asked"
    )

    assert ended.code == 1 and "side by side" in ended.err
    assert list(tmp_path.glob("export-*")) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "HEIC"),
        (b"MZ\x90\0" + bytes(60), "cannot keep this kind"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "damaged"),
    ],
)
def test_what_cannot_be_taken_leaves_nothing(
    yarrow, vault, subject, tmp_path, content, told
) -> None:
    file = tmp_path / "file.jpg"
    file.write_bytes(content)

    ended = yarrow("attach", vault, subject, file)

    assert ended.code == 1 and told in ended.err and ended.err.count("\n") == 1
    assert objects(vault) == [] and ended.out == ""
    assert yarrow("list", vault, "attachment", "--json").json == []


def test_more_than_200_mib_is_refused_before_it_is_read(yarrow, vault, subject, tmp_path) -> None:
    file = tmp_path / "long.wav"
    with file.open("wb") as long:
        long.truncate(200 * 1024 * 1024 + 1)

    ended = yarrow("attach", vault, subject, file)

    assert ended.code == 1 and "201 MiB" in ended.err


@pytest.mark.parametrize("name", ["there-is-none.jpg", "."])
def test_what_is_no_file_is_refused(yarrow, vault, subject, tmp_path, name) -> None:
    assert yarrow("attach", vault, subject, tmp_path / name).code == 1


def test_entered_in_error_takes_it_off_the_list_and_keeps_the_object(
    yarrow, vault, subject, picture
) -> None:
    id = attach(yarrow, vault, subject, picture)
    yarrow("edit", vault, id, stdin='{"entered_in_error": "Wrong person"}')

    assert yarrow("list", vault, "attachment", "--json").json == []
    assert yarrow("show", vault, id, "--json").json["fields"]["entered_in_error"] == "Wrong person"
    assert len(objects(vault)) == 1


def test_what_was_half_written_is_gone_after_an_unlock_unless_the_vault_is_damaged(
    yarrow, vault, subject, picture
) -> None:
    attach(yarrow, vault, subject, picture)
    whole, half = objects(vault)[0], vault / "objects" / f"{'d' * 32}.part"
    with open_vault(vault, PASSPHRASE) as opened:
        opened.note_damage()
    half.write_bytes(b"half")

    yarrow("vault", "stats", vault)
    assert half.exists()
    with open_vault(vault, PASSPHRASE) as opened:
        opened.repair()
    yarrow("vault", "stats", vault)

    assert objects(vault) == [whole]


def test_verify_says_in_words_what_is_damaged(yarrow, vault, subject, picture) -> None:
    attach(yarrow, vault, subject, picture)
    assert yarrow("vault", "verify", vault).code == 0
    file = vault / "objects" / objects(vault)[0]
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    ended = yarrow("vault", "verify", vault)

    assert ended.code == 1 and "Attachments whose content is not what was stored: 1" in ended.out
    assert "takes changes as before" in ended.err and ended.err.count("\n") == 1
    assert yarrow("add", vault, "person", stdin='{"name": "Linnet Marrowby"}').code == 0
