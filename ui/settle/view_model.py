"""The desk's state: what is to settle, what is open on it, and what a person does about it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.clashes import Clash, Desk, Settled
from app.domain.encoding import Value
from app.errors import FormRefused, YarrowError
from resources.words import sentence
from ui.asking import OneAtATime
from ui.forms.drafts import Draft
from ui.forms.problems import sentence as short_sentence
from ui.jobs import Jobs
from ui.names import Names
from ui.settle.calls import Choice, SettleCalls
from ui.settle.sides import Compared, Side
from ui.settle.third import ThirdVersion
from ui.settle.wording import Row, SettleWording


class SettleViewModel(QObject):
    """One clash or settled field of the list is open; nothing here waits.

    Signals: `listed()` when the list is another; `opened()` when another one is open or stands
    compared; `state_changed()` when what is said about the open one did; `counted(int)`;
    `reason_wanted(object)` with a `Choice` that gives up care; `told(str)`.
    """

    listed = Signal()
    opened = Signal()
    state_changed = Signal()
    counted = Signal(int)
    reason_wanted = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        calls: SettleCalls,
        jobs: Jobs,
        *,
        now: Callable[[], object],
        names: Names,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls, self._jobs, self._now, self._names = calls, jobs, now, names
        self.desk = Desk()
        self.key = ""
        self.compared: Compared | None = None
        self.notice = self.problem = ""
        self.is_loaded = self.is_busy = False
        self.third = ThirdVersion(calls.drafts, jobs, parent=self)
        self._open: Clash | None = None
        self._wanted = ""
        self._asking = OneAtATime(
            calls.load, jobs, self, done=self._on_desk, failed=self._on_no_desk
        )
        names.changed.connect(self.listed)
        names.changed.connect(self.opened)

    @property
    def wording(self) -> SettleWording:
        """The words for this moment."""
        return SettleWording(self._now(), self._names.are_initials)  # type: ignore[arg-type]

    @property
    def clash(self) -> Clash | None:
        """The clash that is open; it stays so when it was settled elsewhere meanwhile."""
        return self._open

    @property
    def settled(self) -> Settled | None:
        """What has been settled and is open, to be looked at or reopened."""
        return next((each for each in self.desk.settled if each.key == self.key), None)

    @property
    def meanwhile(self) -> Settled | None:
        """What became of the open clash if somebody else settled it."""
        clash = self._open
        if clash is None or self._standing(clash.key) is not None:
            return None
        same = (each for each in self.desk.settled if each.key == f"settled/{clash.key}")
        return next(same, None)

    @property
    def can_settle(self) -> bool:
        """Whether the open clash is one still, and nothing is being written."""
        is_one = self._open is not None and self._standing(self._open.key) is not None
        return is_one and self.compared is not None and not self.is_busy

    @property
    def rows(self) -> tuple[list[Row], list[Row]]:
        """The list: what is to settle, and what was settled."""
        wording = self.wording
        return (
            [wording.row(clash) for clash in self.desk.clashes],
            [wording.settled_row(each) for each in self.desk.settled],
        )

    def refresh(self) -> None:
        """Read the desk anew; while it is being read, once more after."""
        self._asking.ask()

    def open(self, key: str) -> None:
        """Open what has this key, now or once it has been read."""
        if self._standing(key) is None and not key.startswith("settled/"):
            self._wanted = key
            return
        if key != self.key or (self._open is None and self.settled is None):
            self.third.keep_now()
            self._show(key)

    def open_record(self, record: bytes) -> None:
        """Open the first clash of a record, now or once it has been read."""
        self._wanted = record.hex()
        self._take_wanted()

    def use(self, number: int) -> None:
        """Settle on a side by its place."""
        if self.can_settle and self.compared is not None and number < len(self.compared.sides):
            side: Side = self.compared.sides[number]
            self._settle(self._choice(side.value, change=side.latest.change))

    def use_third(self) -> None:
        """Settle on the version written here."""
        if self.can_settle and self.third.is_open:
            choice = self._choice(self.third.value)
            self._settle(replace(choice, draft=self.third.draft))

    def keep_both(self) -> None:
        """Leave it unsettled and go on to the next."""
        clash = self._open
        keys = [each.key for each in self.desk.clashes]
        if clash is None or clash.key not in keys:
            return
        self.told.emit(f"Both stand. {self.wording.held(clash)[0]}".strip())
        after = keys[keys.index(clash.key) + 1 :] + keys[: keys.index(clash.key)]
        if after:
            self.open(after[0])

    def settle_with(self, choice: Choice, reason: str) -> Future[None]:
        """Settle on what was chosen, now that there is a reason."""
        return self._calls.settle(replace(choice, reason=reason))

    def reopen(self) -> None:
        """Put what was replaced beside what stands, to be settled anew."""
        settled = self.settled or self.meanwhile
        if settled is None or not settled.can_reopen or self.is_busy:
            return
        self._set_busy(busy=True)
        self._wanted = settled.key.removeprefix("settled/")
        self._jobs.when_done(
            self._calls.reopen(settled), self, done=self._on_reopened, failed=self._on_refused
        )

    def finish(self, _nothing: object = None) -> None:
        """Go on after a settlement was stored."""
        self.third.forget()
        self._set_busy(busy=False)
        self.problem = self.notice = ""
        rest = [each for each in self.desk.clashes if each.key != self.key]
        self.desk = replace(self.desk, clashes=tuple(rest))
        self.told.emit("Settled. The other versions stay in the history.")
        self._show(rest[0].key if rest else "")
        self.listed.emit()

    def _settle(self, choice: Choice) -> None:
        clash = self._open
        if clash is None:
            return
        if clash.is_bolder(choice.value):
            self.reason_wanted.emit(choice)
            return
        self.third.stop()
        self._set_busy(busy=True)
        answer = self._calls.settle(choice)
        self._jobs.when_done(answer, self, done=self.finish, failed=self._on_refused)

    def _choice(self, value: Value, *, change: bytes | None = None) -> Choice:
        clash, compared = self._open, self.compared
        if clash is None or compared is None:
            raise LookupError("nothing is open")
        draft = self.third.draft
        return Choice(clash.record.id, clash.field, compared.heads, value, change, draft=draft)

    def _show(self, key: str) -> None:
        self.key, self._open, self.compared = key, self._standing(key), None
        self.notice = self.problem = ""
        self.third.close()
        if self._open is not None:
            self._compare(self._open, anew=True)
        self.opened.emit()

    def _compare(self, clash: Clash, *, anew: bool) -> None:
        def compared(result: Compared) -> None:
            if self.key != result.key or clash.heads != result.heads:
                return
            self.compared = result
            if anew:
                self._begin_third(clash, result)
            self.opened.emit()

        self._jobs.when_done(
            self._calls.compare(clash), self, done=compared, failed=self._on_refused
        )

    def _begin_third(self, clash: Clash, compared: Compared) -> None:
        self.third.begin(clash, compared)

        def kept(draft: Draft | None) -> None:
            if draft is not None and self.key == clash.key:
                self.third.resume(draft)
                self.opened.emit()

        self._jobs.when_done(self._calls.kept(clash.key), self, done=kept, failed=self._on_refused)

    def _standing(self, key: str) -> Clash | None:
        return next((each for each in self.desk.clashes if each.key == key), None)

    def _on_desk(self, desk: Desk) -> None:
        self.desk, self.is_loaded = desk, True
        self.counted.emit(len(desk.clashes) + desk.closed)
        self.listed.emit()
        if not self._take_wanted():
            self._look_again()

    def _take_wanted(self) -> bool:
        """Open what was wished for, if it is here by now."""
        wanted = self._wanted
        keys = [each.key for each in self.desk.clashes]
        found = [key for key in keys if key == wanted or key.partition("/")[0] == wanted]
        if not wanted or not found:
            return False
        self._wanted = ""
        self.third.keep_now()
        self._show(found[0])
        return True

    def _look_again(self) -> None:
        """Notice what became of the open one, and lose nothing that was typed."""
        clash = self._open
        if clash is None:
            if not self.key and self.desk.clashes:
                self._show(self.desk.clashes[0].key)
            return
        now = self._standing(clash.key)
        if now is None:
            self.notice = self._what_became_of()
            self.state_changed.emit()
        elif now.heads != clash.heads:
            self._open = now
            self.notice = (
                "Another version came in while this was open. It stands beside the others; "
                "what you wrote is still here."
            )
            self._compare(now, anew=not self.third.is_changed)
            self.state_changed.emit()
        elif now != clash:
            self._open = now
            self.state_changed.emit()

    def _what_became_of(self) -> str:
        settled, wording = self.meanwhile, self.wording
        if settled is None:
            return "This is settled meanwhile. What you wrote is still here."
        who, when = wording.who(settled.latest), wording.when(settled.latest)
        return f"{who} settled this meanwhile, {when}. What you wrote is still here."

    def _on_no_desk(self, error: YarrowError) -> None:
        self.problem = sentence(error)
        self.state_changed.emit()

    def _on_reopened(self, _nothing: object) -> None:
        self._set_busy(busy=False)
        self.told.emit("Reopened. Both versions stand side by side again.")
        self.refresh()

    def _on_refused(self, error: YarrowError) -> None:
        problems = error.problems if isinstance(error, FormRefused) else {}
        told = [short_sentence(problem) for problem in problems.values()]
        self.problem = " ".join(told) or sentence(error)
        self.third.go_on()
        self._set_busy(busy=False)
        if not problems:
            self.refresh()

    def _set_busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        self.state_changed.emit()
