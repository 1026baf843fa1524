"""What a team sets for itself, over what is shipped: put in force for the vault that is open.

A program has one vault open at a time. Forms, lists and places are asked for in many places, so
they are kept here, in the modules that give them, and not handed through all of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.areas import Area
from app.forms import (
    agreed,
    areas,
    directory,
    first_contact,
    library,
    lists,
    numbers,
    record_codes,
    steps,
    team_kinds,
)
from app.forms.directory import Place
from app.forms.lists import Code
from app.forms.own_rules import OwnCode, OwnStep, with_own_codes, with_own_steps
from app.forms.packs import Pack
from app.forms.wordings import Wording

_FORM = "identification"


@dataclass(frozen=True)
class Local:
    """A team's own places, choices by list, numbers by what they are for, how its clocks count,
    areas, form packs, and what it sets of the steps beside New and of the codes to enter elsewhere.

    `wordings` are authorised words without a pack, as a ward PC is told them.
    """

    places: tuple[Place, ...] = ()
    codes: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    clocks: Mapping[str, str] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()
    packs: tuple[Pack, ...] = ()
    steps: tuple[OwnStep, ...] = ()
    record_codes: tuple[OwnCode, ...] = ()
    wordings: tuple[Wording, ...] = ()


_in_force: list[Local] = [Local()]


def in_force() -> Local:
    """What holds now."""
    return _in_force[0]


def put_in_force(local: Local) -> bool:
    """Let this hold from now on, instead of what held before; an empty one for a vault without.

    Of two packs that bring the same form or list the first counts. Their areas hold where the team
    has set none of its own. Gives whether anything changed.
    """
    if local == _in_force[0]:
        return False
    _in_force[0] = local
    brought = {each.key: each for pack in reversed(local.packs) for each in pack.areas}
    brought_words = [each for pack in reversed(local.packs) for each in pack.wordings]
    own = {each.key: each for each in local.areas}
    directory.put_in_force(local.places)
    numbers.put_in_force(local.numbers)
    first_contact.put_in_force(local.clocks.get(first_contact.KEY, ""))
    areas.put_in_force((brought | own).values())
    may_go, titles = _agreed(local.packs)
    agreed.put_in_force(may_go)
    beside = {
        team_kinds.KINDS: team_kinds.kinds_beside(local.codes.get("recipients", ())),
        agreed.PARTS: agreed.codes_of_pages(titles),
    }
    lists.put_in_force(
        {**local.codes, **beside},
        {each.name: each for pack in reversed(local.packs) for each in pack.lists},
    )
    library.put_in_force(
        {form.reference: form for pack in reversed(local.packs) for form in pack.forms},
        {each.form: each for each in (*local.wordings, *brought_words)},
    )
    _put_rules_in_force(local)
    return True


def _agreed(packs: Sequence[Pack]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """What may go of the packs' pages by the forms' references, and the titles of these forms."""
    may_go = {ref: names for pack in reversed(packs) for ref, names in pack.agreed}
    titles = {
        form.name: form.title for pack in packs for form in pack.forms if form.reference in may_go
    }
    return may_go, titles


def _put_rules_in_force(local: Local) -> None:
    """Without any of the team's own, what is shipped is read where it is asked."""
    own_steps, own_codes = local.steps, local.record_codes
    steps.put_in_force(
        {_FORM: with_own_steps(steps.shipped_steps(_FORM), own_steps)} if own_steps else {}
    )
    record_codes.put_in_force(
        {_FORM: with_own_codes(record_codes.shipped_codes(_FORM), own_codes)} if own_codes else {}
    )
