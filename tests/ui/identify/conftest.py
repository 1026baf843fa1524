"""A desk for the New page: answers on another thread, keeps drafts, saves records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from app.domain.drafting import NewRecord
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.domain.records import SyncState
from app.errors import YarrowError
from app.forms import checking, library
from app.forms.record_safety import with_points
from tests.ui.identify.desktop import Desktop, Show
from ui.forms.drafts import DraftCalls, KeptPage
from ui.identify.calls import IdentifyCalls
from ui.identify.view_model import IdentifyViewModel
from ui.jobs import Jobs
from ui.theme.theme import Theme

NOW = datetime(2026, 11, 17, 9, 38, 20, tzinfo=timezone(timedelta(0)))
SAFFRON = PersonRow(
    subject=b"s" * 16,
    name="Saffron Tidewell",
    known_as=(),
    date_of_birth=date(1997, 3, 4),
    age=29,
    nhs_number="9990000042",
    pronouns="",
    changed_ms=0,
    sync=SyncState.ONLY_HERE,
    has_clash=False,
)
NUMBERS = {
    "idva_team": "ext. 4471",
    "security": "ext. 2222",
    "safeguarding": "ext. 3300",
    "out_of_hours": "ext. 100",
}
REMEMBERED: dict[str, Value] = {
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "consult_mode": "in_person",
}


@dataclass(frozen=True)
class Made:
    id: bytes
    subject: bytes


@dataclass
class Desk:
    """What stands behind the page. `may_go` holds its answers back while it is not set."""

    lane: ThreadPoolExecutor
    people: list[PersonRow] = field(default_factory=lambda: [SAFFRON])
    drafts: dict[bytes, KeptPage] = field(default_factory=dict)
    kept: list[KeptPage] = field(default_factory=list)
    saved: list[NewRecord] = field(default_factory=list)
    remembered: dict[str, Value] = field(default_factory=dict)
    failure: YarrowError | None = None
    may_go: Event = field(default_factory=Event)
    likely: list[PersonRow] = field(default_factory=list)
    ids: int = 0
    now: datetime = NOW

    def calls(self) -> IdentifyCalls:
        drafts = DraftCalls(self.keep, self.drop, self.new_id, lambda: self.now)
        return IdentifyCalls(
            self.match, self.save, self.remembered.update, drafts, self.find_likely
        )

    def match(self, words: str) -> Future[list[PersonRow]]:
        return self.lane.submit(self._match, words)

    def find_likely(self, about: Mapping[str, Value]) -> Future[list[PersonRow]]:
        """Whoever is known here, if a name is given."""
        return self.lane.submit(lambda: list(self.likely) if about.get("name") else [])

    def save(self, record: NewRecord) -> Future[Made]:
        return self.lane.submit(self._save, record)

    def keep(self, page: KeptPage) -> Future[None]:
        return self.lane.submit(self._keep, page)

    def drop(self, id: bytes) -> Future[None]:
        return self.lane.submit(self._drop, id)

    def new_id(self) -> bytes:
        self.ids += 1
        return self.ids.to_bytes(16)

    def _match(self, words: str) -> list[PersonRow]:
        self.may_go.wait()
        low = words.lower()
        return [row for row in self.people if low in row.name.lower() or low == row.nhs_number]

    def _save(self, record: NewRecord) -> Made:
        self.may_go.wait()
        if self.failure is not None:
            raise self.failure
        form = library.latest(record.kind)
        accepted = checking.accept(form, record.answers, now=self.now, training=True)
        self.saved.append(replace(record, answers=accepted))
        if record.draft is not None:
            self.drafts.pop(record.draft, None)
        return Made(b"r" * 16, record.subject or b"n" * 16)

    def _keep(self, page: KeptPage) -> None:
        self.may_go.wait()
        self.drafts[page.id] = page
        self.kept.append(page)

    def _drop(self, id: bytes) -> None:
        self.drafts.pop(id, None)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with ThreadPoolExecutor(1) as lane:
        made = Desk(lane)
        made.may_go.set()
        yield made
        made.may_go.set()


@pytest.fixture
def model(qtbot: QtBot, desk: Desk) -> Iterator[IdentifyViewModel]:
    jobs = Jobs()
    made = IdentifyViewModel(
        with_points(library.latest("identification")),
        library.latest("person"),
        desk.calls(),
        jobs,
        training=True,
        remembered=REMEMBERED,
        numbers=NUMBERS,
    )
    yield made
    made.stop()


WHOLE: Mapping[str, Value] = {
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "how_arose": "asked_on_trigger",
    "hark_h": "yes",
    "hark_a": "yes",
    "hark_r": "declined",
    "hark_k": "no",
    "hark_safety": "no",
    "immediate_danger": "no",
    "abuse_time": "current",
    "perpetrator_also_patient_here": "unknown",
    "specialist_referral": "accepted",
    "consent_scope": {"service_team": "yes", "gp": "yes"},
    "safeguarding_action": "none_needed",
}


@pytest.fixture
def whole() -> Mapping[str, Value]:
    """The answers of an identification that may be saved, without what is remembered."""
    return WHOLE


@pytest.fixture
def saffron() -> PersonRow:
    """A person this PC knows."""
    return SAFFRON


@pytest.fixture
def desktop(model: IdentifyViewModel, theme: Theme, show: Show) -> Iterator[Desktop]:
    made = Desktop(model, theme, show)
    yield made
    model.stop()
