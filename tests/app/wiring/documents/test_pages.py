"""A PDF says what the checked text says, tells nothing of its making, and can be locked."""

from __future__ import annotations

import io

import pytest
from pypdf import PasswordType, PdfReader

from app.domain.document import Document, Line, Part
from app.errors import Refused
from app.wiring.documents.pages import as_pdf
from tests.app.wiring.documents.text_layer import text_layer

WORDS = Line("Their own words", "He said <b>“not a word”</b> & shut the door")
DOCUMENT = Document(
    "Referral", (Part("Who they are", (Line("Name", "Zoë Ørsted"), WORDS)),), "Safe"
)


def words_of(text: str) -> list[str]:
    return text.lower().split()


def text_of(pages: bytes) -> str:
    return pages.decode("latin-1").lower()


def test_the_text_layer_holds_what_was_checked_and_nothing_else() -> None:
    assert words_of(text_layer(as_pdf(DOCUMENT))) == words_of(DOCUMENT.text)


def test_nobody_and_no_program_stands_in_its_metadata() -> None:
    reader = PdfReader(io.BytesIO(as_pdf(DOCUMENT)))
    said = {str(key): str(value) for key, value in (reader.metadata or {}).items()}

    assert not set(said) & {"/Author", "/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert reader.xmp_metadata is None


def test_a_locked_one_opens_with_its_passphrase_alone() -> None:
    pages = as_pdf(DOCUMENT, passphrase="seven wrens nest")
    reader = PdfReader(io.BytesIO(pages))

    assert reader.is_encrypted and b"AESV3" in pages
    assert reader.decrypt("seven wren nests") is PasswordType.NOT_DECRYPTED
    assert "their own words" not in text_of(pages)
    assert "zoë" in words_of(text_layer(pages, passphrase="seven wrens nest"))


def test_letters_that_the_font_lacks_are_refused_and_not_drawn_as_boxes() -> None:
    with pytest.raises(Refused, match="documents.letters"):
        as_pdf(Document("Referral", (Part("Who", (Line("Name", "نادية"),)),)))


def test_a_long_text_goes_over_several_pages() -> None:
    long = Document("Referral", (Part("Words", (Line("", "Much was said. " * 900),)),))

    assert len(PdfReader(io.BytesIO(as_pdf(long))).pages) > 1
