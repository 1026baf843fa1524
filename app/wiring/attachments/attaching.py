"""From a file to an attachment and back to a copy: the whole way, for window and command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.domain.attachment import (
    HEAD_BYTES,
    MOST_BYTES,
    Media,
    Sealed,
    clean_name,
    media_of,
)
from app.domain.encoding import Value
from app.domain.leaving import Finding, counted, look
from app.domain.records import Record
from app.errors import NotFound, Refused
from app.usecases import attachments
from app.usecases.leaving import gate
from app.usecases.leaving.gate import Grounds
from app.wiring.attachments.travelling import want
from app.wiring.drawing.process import SHOW, TAKE, Drawing, whole
from app.wiring.stored import may_be_stored
from storage.objects.folder import Objects
from storage.vault import Vault
from storage.writing_out import write_out

_PORTION = 1024 * 1024
_MIB = 1024 * 1024
About = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Checked:
    """An attachment that somebody wants a copy of, and what the gate found.

    `looked` is False for pictures and sound, of which it reads only what they say of themselves.
    `agreed` is what the person agreed to, by recipient.
    """

    record: Record
    media: Media
    sealed: Sealed
    findings: tuple[Finding, ...]
    looked: bool
    agreed: Mapping[str, str]


class Attaching:
    """Takes attachments into one vault and lets copies out. Every call waits: off the screen's
    thread. `start` gives a drawing process that nobody else uses.
    """

    def __init__(self, vault: Vault, start: Callable[[str], Drawing] = Drawing) -> None:
        self._vault, self._start = vault, start
        self._objects = Objects(vault.path)
        self._running: set[Drawing] = set()
        self._is_stopped = False

    def take_in(self, subject: bytes, source: Path, about: About) -> bytes:
        """Clean, seal and record a file; gives the record's id once it is durable.

        Raises what stands in the way, and leaves nothing then: NotFound, FormRefused, Refused
        `attachment...` or `vault...`. Where a disk failed, or somebody stopped it, and the record
        may be there all the same, the content stays: one that no record names goes after 30 days.
        """
        self._vault.write(lambda session: attachments.check(session, subject, about)).result()
        with _opened(source) as file, self._drawing(TAKE) as drawing:
            size = _size_of(file)
            media = media_of(file.read(HEAD_BYTES))
            file.seek(0)
            original = _Hashed(file, size)
            head, made = drawing.take(media, original, size)
            sealed = self._objects.store(_within_limit(made))
        facts: dict[str, Value] = {"original_sha256": original.digest}
        facts["name"] = clean_name(source.name) or None
        if media.is_sound:
            facts["seconds"] = whole(head.get("seconds"), most=10**6)
        answer: Future[bytes] | None = None
        try:
            answer = self._vault.write(
                lambda session: attachments.record(
                    session, subject, sealed, media=media, about={**about, **facts}
                )
            )
            return answer.result()
        except BaseException as failure:
            if not may_be_stored(answer, failure):
                self._objects.drop(sealed.object)
            raise

    def find(self, id: bytes) -> tuple[Record, Media, Sealed]:
        """An attachment's record and where its content is."""
        record = self._vault.read(lambda reading: attachments.find(reading, id)).result()
        return (record, *attachments.content_of(record))

    def want(self, id: bytes) -> None:
        """Have a content fetched with the next exchange."""
        want(self._vault, id)

    def content(self, sealed: Sealed) -> Iterator[bytes]:
        """The content in portions, proved whole at its end; see `Objects.content`."""
        return self._objects.content(sealed)

    def words(self, media: Media, sealed: Sealed) -> str:
        """The words in a text or a document."""
        with self._drawing(SHOW) as drawing:
            return drawing.text(media, self.content(sealed), sealed.size)

    def _hidden_words(self, media: Media, sealed: Sealed) -> str:
        if media is not Media.PDF and not media.is_picture:
            return ""
        with self._drawing(SHOW) as drawing:
            return drawing.hidden(media, self.content(sealed), sealed.size)

    def check(self, id: bytes) -> Checked:
        """Look into what somebody wants a copy of; raises Refused `leaving.consent_in_clash`."""
        record, media, sealed = self.find(id)
        if not self._objects.has(sealed.object):
            self.want(id)
            raise NotFound("attachment.not_here")
        subject = record.subject
        agreed = self._vault.read(lambda each: gate.consents(each, subject)).result()
        looked = media in (Media.TEXT, Media.PDF)
        text = self.words(media, sealed) if looked else ""
        hidden = self._hidden_words(media, sealed)
        known = self._vault.read(lambda each: gate.known_of(each, subject)).result()
        findings = look(text, known, hidden=hidden, is_about_nobody=True)
        return Checked(record, media, sealed, findings, looked, agreed)

    def copy_out(self, checked: Checked, grounds: Grounds, folder: Path, *, day: date) -> Path:
        """Write the copy that was checked, and give where it is.

        Raises FormRefused, Refused `leaving...`, and what `Objects.content` does.
        """
        gate.require(grounds)
        if not folder.is_dir():
            raise Refused("leaving.no_folder")
        content = b"".join(self.content(checked.sealed))
        asked, expected = gate.sorted_for(checked.findings, grounds.recipient)
        found = counted([*asked, *(each for each in expected if each.what != "themself")])
        leave = self._vault.write(
            lambda session: gate.grant(
                session, checked.record, grounds, digest=checked.sealed.sha256, found=found
            )
        ).result()
        return write_out(leave, content, folder, day=day, ending=checked.media.ending)

    def stop(self) -> None:
        """End what is being taken in or looked into, for good; from any thread."""
        self._is_stopped = True
        self.stop_looking()

    def stop_looking(self) -> None:
        """End what is being done now, which then fails; the next may begin."""
        for drawing in tuple(self._running):
            drawing.stop()

    @contextmanager
    def _drawing(self, purpose: str) -> Iterator[Drawing]:
        with self._start(purpose) as drawing:
            self._running.add(drawing)
            try:
                if self._is_stopped:
                    raise Refused("vault.closed")
                yield drawing
            finally:
                self._running.discard(drawing)


class _Hashed:
    """A file's bytes on their way, hashed; never more than it had when it was opened."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left, self._hash = file, size, sha256()

    def __iter__(self) -> Iterator[bytes]:
        while self._left:
            try:
                part = self._file.read(min(self._left, _PORTION))
            except OSError as error:
                raise Refused("attachment.not_readable") from error
            if not part:
                raise Refused("attachment.not_readable")
            self._left -= len(part)
            self._hash.update(part)
            yield part

    @property
    def digest(self) -> str:
        """SHA-256 of what was read, in hex."""
        return self._hash.hexdigest()


def _opened(source: Path) -> closing[BinaryIO]:
    """The file, if it is one: a pipe or a device might never end."""
    try:
        if not source.is_file():
            raise Refused("attachment.not_readable")
        return closing(source.open("rb"))
    except (OSError, ValueError) as error:
        raise Refused("attachment.not_readable") from error


def _size_of(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    if size > MOST_BYTES:
        raise Refused("attachment.too_large", size=-(-size // _MIB), most=MOST_BYTES // _MIB)
    if not size:
        raise Refused("attachment.empty")
    return size


def _within_limit(parts: Iterator[bytes]) -> Iterator[bytes]:
    """What is made anew can be larger than what came."""
    size = 0
    for part in parts:
        size += len(part)
        if size > MOST_BYTES:
            raise Refused("attachment.too_much")
        yield part
