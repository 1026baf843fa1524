"""A referral to a service outside: a document of the ticked parts, through the gate."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.referral import Way
from app.errors import FormRefused, Refused
from app.forms import library
from app.forms.agreed import agreed
from app.usecases.recording import record
from app.usecases.referrals.referring import Wish, all_parts
from app.wiring.referrals.outside import PDF, TEXT, Shape, refer_outside
from storage.opening import open_vault
from tests.app.usecases.referrals.two_teams import ENQUIRY
from tests.app.wiring.documents.text_layer import text_layer
from tests.vaults import once_opened, put_vault

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
WITHOUT = {
    "agreement": "without",
    "basis": ["vital_interests"],
    "why_not_asked": "Not safe to ask",
    "decided_by": "Dr Mallow",
}


@pytest.fixture
def vault(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    put_vault(tmp_path / "wren", "Wren Pepperday", "seven wrens nest in the yew")
    with open_vault(tmp_path / "wren", "seven wrens nest in the yew") as opened:
        yield opened


@pytest.fixture
def made(vault):
    about = {"name": "Tansy Bramblewick"}
    return vault.write(lambda s: record(s, "identification", ENQUIRY, about=about)).result()


@pytest.fixture
def refer(vault, made, tmp_path):
    def send(answers, *, parts=None, shape=None, place="police"):
        wish = Wish(Way.OUTSIDE, place=place, parts=parts or all_parts(), answers=answers)
        folder = tmp_path / "out"
        folder.mkdir(exist_ok=True)
        return refer_outside(
            vault,
            made.subject,
            wish,
            folder,
            identification=made.id,
            shape=shape or Shape(TEXT),
            now=NOW,
        )

    return send


def test_it_says_what_was_ticked_and_on_what_grounds(refer, vault):
    done = refer(WITHOUT, parts=frozenset({"who", "harks"}))

    text = done.copy.read_text("utf-8")
    assert done.copy.name == "export-2026-11-17-01.txt"
    assert "Name: Tansy Bramblewick" in text and "Put down or humiliated: Yes" in text
    assert "Why without agreement: Not safe to ask" in text and "To: Police" in text
    assert "He reads my phone" not in text
    line = next(e for e in vault.read(lambda r: r.accesses()).result() if e.what == "exported")
    assert line.detail.startswith("police; consent overridden; ")
    assert done.record.fields["basis/vital_interests"] is True


def test_a_document_for_the_police_leaves_the_wish_for_an_advocate_open(refer, vault, made):
    def waits():
        return made.id.hex() not in vault.read(lambda r: r.handed_over()).result()

    refer(WITHOUT)
    assert waits()
    refer(WITHOUT, place="compass")
    assert not waits()


def test_as_pdf_it_says_the_same(refer):
    text = refer(WITHOUT).copy.read_text("utf-8")
    pages = refer(WITHOUT, shape=Shape(PDF)).copy

    assert pages.suffix == ".pdf"
    assert text_layer(pages.read_bytes()).lower().split() == text.lower().split()


def test_without_grounds_nothing_is_written(refer, vault, tmp_path):
    with pytest.raises(FormRefused):
        refer({})
    with pytest.raises(Refused, match="documents.short_passphrase"):
        refer(WITHOUT, shape=Shape(PDF, "short"))
    with pytest.raises(Refused, match="documents.text_not_locked"):
        refer(WITHOUT, shape=Shape(TEXT, "seven wrens nest"))

    assert list((tmp_path / "out").iterdir()) == []
    assert vault.read(lambda r: r.list_ids("referral")).result() == []


def test_what_could_not_be_written_is_marked_in_error(refer, vault, monkeypatch):
    def full(*_given, **_more):
        raise Refused("leaving.disk_full")

    monkeypatch.setattr("app.wiring.referrals.outside.write_out", full)
    with pytest.raises(Refused, match="leaving.disk_full"):
        refer(WITHOUT)

    assert vault.read(lambda r: r.list_ids("referral")).result() == []


def test_every_agreed_field_has_words_for_a_document():
    for part in agreed().parts:
        for kind, names in part.fields.items():
            form = library.latest(kind)
            assert all(form.field(name) is not None for name in names)
