"""What people do at their PCs, by the tables that an open program would show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.changes import Change, Edit
from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.records import Record
from app.usecases.settling import take
from tests.simulation.pc import PC

_NAMES: tuple[Value, ...] = ("Alder", "Bryony", "Clover", None)
_CAREFUL: tuple[Value, ...] = ("yes", "no", "not_asked", "declined", "seldom")
_FIELDS: dict[str, tuple[Value, ...]] = {
    "name": _NAMES,
    "pronouns": ("she", "they", None),
    "known_as/0011223344556677": ("Al", "Bry", None),
    "immediate_danger": _CAREFUL,
}
_IDS = "select id from record where kind = 'person' order by id"


@dataclass
class Form:
    """A form that somebody opened: the record and its heads as they stood on the screen."""

    record: Record
    known: frozenset[bytes]


class Person:
    """Somebody at a PC; forms stay open while an exchange goes on.

    `acts` is what she may do, `team` what hers is called.
    """

    def __init__(self, pc: PC, acts: Mapping[str, Act], *, team: str) -> None:
        self.pc = pc
        self.team = team
        self.acts = acts
        self.forms: list[Form] = []
        self._chance = pc.world.chance

    def act(self) -> str:
        """Do one thing; a line about it for the trace."""
        name = self._chance.choice(list(self.acts))
        done = self.acts[name](self)
        told = done if isinstance(done, str) else [change.id.hex()[:16] for change in done]
        return f"{name}: {told}"

    def write_note(self) -> list[Change] | str:
        text = f"Seen in {self.team} {self._chance.randrange(10**6)}"
        lines: list[Value] = [{"label": "fact", "text": text}]
        return self._save([Edit("note", self._subject(), None, {"lines": lines}, {})])

    def add_person(self) -> list[Change] | str:
        id = self._chance.randbytes(16)
        return self._save([Edit("person", id, id, {"name": self._chance.choice(_NAMES)}, {})])

    def add_two_at_once(self) -> list[Change] | str:
        """One save about two files, of which neither may arrive without the other."""
        ids = [self._chance.randbytes(16) for _ in range(2)]
        edits = [Edit("person", id, id, {"name": "Two at once"}, {}) for id in ids]
        return self._save(edits)

    def open_form(self) -> str:
        record, known = self.some_person(), self._known()
        if record is None or isinstance(known, str):
            return "nothing"
        self.forms.append(Form(record, known))
        return record.id.hex()[:16]

    def edit(self) -> list[Change] | str:
        """Change one field or several of a form opened before, or of one opened now."""
        if not self.forms and self.open_form() == "nothing":
            return "nothing"
        form = self.forms[self._chance.randrange(len(self.forms))]
        fields = self._chance.sample(list(_FIELDS), self._chance.randint(1, 2))
        set_ = {field: self._chance.choice(_FIELDS[field]) for field in fields}
        over = {field: form.record.heads.get(field, ()) for field in fields}
        record = form.record
        saved = self._save(
            [Edit(record.kind, record.subject, record.id, set_, over)], known=form.known
        )
        self.forms.remove(form)
        return saved

    def settle(self) -> list[Change] | str:
        clashes = self.read(lambda reading: reading.clashes())
        if isinstance(clashes, str) or not clashes:
            return "nothing"
        record = self._chance.choice(sorted(clashes, key=lambda each: each.id))
        field = self._chance.choice(sorted(record.clashes))
        version, heads = self._chance.choice(record.clashes[field]), record.heads[field]
        return self.do(
            lambda session: take(session, record.id, field, change=version.change, heads=heads)
        )

    def put_away(self) -> list[Change] | str:
        record = self.some_person()
        if record is None:
            return "nothing"
        seen = sorted({id for heads in record.heads.values() for id in heads})
        set_: dict[str, Value] = {AWAY: None if record.is_away else "made twice"}
        return self._save([Edit(record.kind, record.subject, record.id, set_, {AWAY: seen})])

    def look(self) -> str:
        """Open somebody's file, which the leads are to know."""
        record = self.some_person()
        if record is None:
            return "nothing"
        detail = f"look {self._chance.randrange(10**9)}"
        self.spoil()
        noted = self.pc.tried(
            lambda: self.pc.vault.write(
                lambda session: session.note_access(
                    "view", record.subject, record=None, detail=detail
                )
            ).result()
        )
        if noted is None:
            self.pc.looked[detail] = record.space
        return noted or detail

    def _save(
        self, edits: list[Edit], *, known: frozenset[bytes] | None = None
    ) -> list[Change] | str:
        self.spoil()
        return self.pc.save(lambda session: session.save(edits), known=known)

    def do(self, work: Callable[[Any], object]) -> list[Change] | str:
        """A use case, in one transaction."""
        self.spoil()
        return self.pc.save(work)

    def spoil(self) -> None:
        """Let something happen to the PC at what is done next, in some cases."""
        world, disk = self.pc.world, self.pc.disk
        if world.has(0.08):
            disk.kill_in = self._chance.randint(1, 2)
        elif world.has(0.04):
            disk.full_in = 1
            world.count("disk full")
        elif world.has(0.02):
            disk.fail_in = 1
            world.count("disk failed")

    def _known(self) -> frozenset[bytes] | str:
        """Every change that this PC holds."""
        ids = self.pc.tried(lambda: self.pc.rows("select id from change"))
        return ids if isinstance(ids, str) else frozenset(id for (id,) in ids)

    def _subject(self) -> bytes:
        record = self.some_person()
        return self._chance.randbytes(16) if record is None else record.subject

    def some_person(self) -> Record | None:
        ids = self.pc.tried(lambda: self.pc.rows(_IDS))
        if isinstance(ids, str) or not ids:
            return None
        (id,) = self._chance.choice(ids)
        found = self.read(lambda reading: reading.record(id))
        return found if isinstance(found, Record) else None

    def read(self, work: Callable[[Any], Any]) -> Any:
        return self.pc.tried(lambda: self.pc.vault.read(work).result())


Act = Callable[[Person], list[Change] | str]
ACTS: dict[str, Act] = {
    "write a note": Person.write_note,
    "add a person": Person.add_person,
    "add two at once": Person.add_two_at_once,
    "open a form": Person.open_form,
    "edit": Person.edit,
    "edit again": Person.edit,
    "settle": Person.settle,
    "put away": Person.put_away,
    "look": Person.look,
}
