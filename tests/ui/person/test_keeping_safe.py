"""Points of a saved identification: each is kept at once, one change after the other."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QCoreApplication

from app.domain.encoding import Value
from app.errors import Refused
from app.forms.library import latest
from app.forms.record_safety import with_points
from ui.jobs import Jobs
from ui.person.keeping_safe import Answers, SafetyViewModel

FORM = with_points(latest("identification"))


class Vault:
    """Answers when the test says so."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Value]] = []
        self.futures: list[Future[Answers]] = []
        self.stands: dict[str, Value] = {"hidden_from_online": "yes"}

    def keep(self, points: dict[str, Value]) -> Future[Answers]:
        self.asked.append(points)
        self.futures.append(Future())
        return self.futures[-1]

    def answer(self) -> None:
        self.stands.update(self.asked[-1])
        self.futures[-1].set_result({k: v for k, v in self.stands.items() if v is not None})
        QCoreApplication.processEvents()


def begun(vault: Vault, jobs: Jobs) -> SafetyViewModel:
    return SafetyViewModel(FORM, vault.stands, vault.keep, jobs)


def test_what_comes_while_one_is_written_waits_and_goes_together(qapp: object) -> None:
    vault, jobs = Vault(), Jobs()
    model = begun(vault, jobs)
    model.set_answer("neutral_alert", "yes")
    model.set_answer("neutral_alert", "no")
    model.set_answer("printouts_checked", "yes")
    assert vault.asked == [{"neutral_alert": "yes"}]
    assert model.answers["neutral_alert"] == "no"

    vault.answer()

    assert vault.asked[1:] == [{"neutral_alert": "no", "printouts_checked": "yes"}]
    vault.answer()
    assert model.answers["neutral_alert"] == "no"


def test_a_day_is_kept_once_it_is_one_and_a_blank_takes_a_point_out(qapp: object) -> None:
    vault, jobs = Vault(), Jobs()
    model = begun(vault, jobs)
    model.set_answer("review_on", "1/12")
    model.set_answer("hidden_from_online", "yes")
    assert vault.asked == []

    model.set_answer("review_on", "2026-12-01")
    vault.answer()
    model.set_answer("hidden_from_online", None)

    assert vault.asked == [{"review_on": "2026-12-01"}, {"hidden_from_online": None}]
    assert "hidden_from_online" not in model.answers


def test_what_could_not_be_kept_is_told(qapp: object) -> None:
    vault, jobs = Vault(), Jobs()
    model, told = begun(vault, jobs), list[str]()
    model.failed.connect(told.append)
    model.set_answer("neutral_alert", "yes")

    vault.futures[-1].set_exception(Refused("records.put_away"))
    QCoreApplication.processEvents()

    assert len(told) == 1
    model.set_answer("printouts_checked", "yes")
    assert vault.asked[-1] == {"printouts_checked": "yes"}
