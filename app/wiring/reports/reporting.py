"""A quarter's figures for the command line and the window: looked at, or saved through the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.domain.first_contact import Counting
from app.domain.periods import Quarter
from app.domain.sheet import as_csv
from app.errors import Refused
from app.forms.directory import known_places
from app.forms.first_contact import load_rule
from app.forms.measures import load_measures
from app.usecases.leaving import gate
from app.usecases.leaving.gate import Grounds
from app.usecases.reports import quarters
from app.usecases.reports.sheet import Edition, document_of, sheet_of
from storage.reading import VaultReading
from storage.unlocked import Vault
from storage.writing_out import write_out

OWN_USE = Grounds("service_team", "For our own use.")
"""On what grounds figures are saved where nobody else is named."""


def edition(
    reading: VaultReading, quarter: Quarter, *, recipient: str, counting: Counting, now: datetime
) -> Edition:
    """The figures as a recipient may have them, an empty one being the team itself."""
    return Edition(
        quarters.quarterly(
            reading, quarter, recipient=recipient, rule=load_rule(counting), now=now
        ),
        quarter,
        load_measures().rule_for(recipient),
        is_whole=quarter.last < now.date(),
        place_name=known_places(training=reading.is_training).name,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file goes: a folder, and a name that a person chose or none for a neutral one."""

    folder: Path
    name: str = ""


def save(
    vault: Vault, made: Edition, shape: str, place: Place, grounds: Grounds, *, now: datetime
) -> Path:
    """Write the figures in one of SHAPES, after their line in the access log; gives where.

    Raises FormRefused for `recipient` or `reason`, Refused `leaving...`. Waits for the vault and
    the disk.
    """
    if not place.folder.is_dir():
        raise Refused("leaving.no_folder")
    content = SHAPES[shape](made)
    what = f"figures of {made.quarter} as {shape}"
    leave = vault.write(
        lambda session: gate.grant_figures(
            session, grounds, what=what, digest=sha256(content).hexdigest()
        )
    ).result()
    day = now.date()
    return write_out(leave, content, place.folder, day=day, ending=f".{shape}", name=place.name)


def note_shown(vault: Vault, made: Edition, grounds: Grounds) -> None:
    """The line in the access log for figures that are only shown; raises FormRefused as `save`."""
    what = f"figures of {made.quarter} as shown"
    vault.write(lambda each: gate.grant_figures(each, grounds, what=what, digest="")).result()


def _as_csv(made: Edition) -> bytes:
    return as_csv(sheet_of(made))


def _as_xlsx(made: Edition) -> bytes:
    from app.wiring.documents.workbook import as_workbook

    return as_workbook(sheet_of(made))


def _as_pdf(made: Edition) -> bytes:
    from app.wiring.documents.pages import as_pdf

    return as_pdf(document_of(made))


SHAPES: dict[str, Callable[[Edition], bytes]] = {
    "csv": _as_csv,
    "xlsx": _as_xlsx,
    "pdf": _as_pdf,
}
