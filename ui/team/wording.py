"""The facts of a team in sentences that claim nothing more than is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.moments import moment_of
from app.forms.lists import load_list
from ui.formats import moment_within, short_day, span
from ui.team.facts import (
    DOOR,
    ROLES,
    Code,
    DeviceFacts,
    HeldFacts,
    InvitationFacts,
    JoinedFacts,
    PersonFacts,
)
from ui.team.others import ApartFacts, IntroductionFacts, OtherTeamFacts, RefusedFacts

SILENT = timedelta(days=7)
_HELD_FOR = {
    "no_standing": "Sent by a PC that did not belong at that moment, or may not write",
    "settings_not_by_lead": "Changes the team’s settings, and was not written by a lead",
    "old_epoch": "Sealed with an old key although its author could know of the new one",
    "unknown_epoch": "Sealed with a key that the team never made",
    "old_history": "Written on a history that was lost before it came",
    "broken_chain": "Does not follow what that PC sent before",
    "repeated": "A second copy of something that is here",
    "wrong_signature": "Not signed by the PC whose name it bears",
    "wrong_space": "Meant for another space",
    "false_seen": "Names a history that the service never signed",
}
_NOT_READABLE = "Nobody can open it: it was not sealed as it should be"
_DOOR = "Ward PC: records for the team, reads nothing"
UNNAMED_PC, UNNAMED = "PC without a name", "Name not known here yet"


@dataclass(frozen=True, slots=True)
class TeamWording:
    """What facts are worded with: this moment, with its offset."""

    now: datetime

    def person(self, person: PersonFacts) -> str:
        """A person's name."""
        name = person.name or UNNAMED
        return f"{name}, you" if person.is_you else name

    def roles(self, devices: Sequence[DeviceFacts]) -> str:
        """What someone may do; her PCs almost always have one role."""
        return ", ".join(dict.fromkeys(self.role(each.role) for each in devices))

    def role(self, role: str) -> str:
        """What someone may do, in words."""
        return _DOOR if role == DOOR else ROLES.get(role, role)

    def device(self, device: DeviceFacts) -> str:
        """Which PC it is, since when, and when it was last heard of."""
        added = "" if device.added_ms is None else f"added {self._day(device.added_ms)}"
        if device.is_waiting:
            return "Joined at a distance, waits to be admitted"
        if device.role == DOOR:
            return added
        if device.is_own:
            return " · ".join(filter(None, ("This one", added)))
        return " · ".join(filter(None, (self._heard(device), added)))

    def is_silent(self, device: DeviceFacts) -> bool:
        """Whether a colleague's PC has not been heard from for so long that it may be lost."""
        if device.is_own or device.is_waiting or device.role == DOOR:
            return False  # a ward PC leaves no marks
        last = device.heard_ms if device.heard_ms is not None else device.added_ms
        return last is not None and self.now - self._local(last) >= SILENT

    def removed(self, device: DeviceFacts) -> str:
        """When a PC was cut off."""
        when = "" if device.removed_ms is None else f" {self._at(device.removed_ms)}"
        return f"{device.pc or UNNAMED_PC}, cut off{when}"

    def invitation(self, invitation: InvitationFacts) -> str:
        """For whom a code is, and until when it works."""
        kind = "By phone" if invitation.at_distance else "In the room"
        if invitation.is_own:
            kind = "For another PC of the same person"
        role = self.role(invitation.role)
        return f"{kind} · {role} · works until {self._at(invitation.until_ms)}"

    def code(self, code: Code) -> str:
        """What to do with a code that was just made."""
        until = self._at(code.until_ms)
        if code.is_door:
            return f"Give it at that PC. It works once, until {until}. It opens nothing."
        if code.is_introduction:
            return (
                f"Read it to a lead of the other team, on a number you know. It works once, until "
                f"{until}. Once they have typed it, compare six words with them here."
            )
        if code.is_own:
            return f"Type it on your other PC. It works once, until {until}."
        if code.at_distance:
            return (
                f"Read it out on a number you know. It works once, until {until}. Once they have "
                "joined, ring again, compare six words and admit them here: only then can they "
                "read."
            )
        return f"Read it to them in the room. It works once, until {until}."

    def introduction(self, introduction: IntroductionFacts) -> str:
        """How far an introduction came, and until when its code works."""
        until = self._at(introduction.until_ms)
        if introduction.is_answered:
            return f"Not introduced yet: compare six words with them, until {until}"
        return f"Nobody has typed this code yet · works until {until}"

    def other_team(self, team: OtherTeamFacts) -> str:
        """The number to ring, and what waits; a count says no more than is known."""
        since = "" if team.oldest_ms is None else f", oldest from {self._at(team.oldest_ms)}"
        told = [
            f"Ring {team.phone}" if team.phone else "No number to ring is kept",
            "Link ended" if team.is_closed else "",
            f"{team.waiting} not sent yet" if team.waiting else "",
            f"{team.unanswered} sent and not received" if team.unanswered else "",
        ]
        return " · ".join(filter(None, told)) + since

    def kind_of(self, team: OtherTeamFacts) -> str:
        """What a team is, or that nobody has said it."""
        if team.kind:
            return load_list("team_kinds").label(team.kind)
        if team.has_versions:
            return "Two leads said different things of what they are"
        return "What they are has not been said"

    def apart(self, apart: ApartFacts) -> str:
        """From whom something came that is kept apart, and when."""
        return f"Kept apart: {apart.name or 'sender not known'}, {self._at(apart.came_ms)}"

    def refused(self, ward: RefusedFacts) -> str:
        """A ward PC of which nothing counts, and how much of it is kept."""
        count = "1 record" if ward.count == 1 else f"{ward.count} records"
        return f"Refused: {ward.name or 'a ward PC'}, {count} kept apart"

    def why_refused(self, ward: RefusedFacts) -> str:
        """Who said so, when and why."""
        return f"By {ward.by or UNNAMED}, {self._at(ward.since_ms)}. Why: {ward.why}"

    def joined(self, joined: JoinedFacts) -> str:
        """Who came in by a code told in the room, and on which PC."""
        where = joined.pc or UNNAMED_PC
        return f"{joined.person or UNNAMED} joined on {where}, {self._at(joined.joined_ms)}."

    def held(self, held: HeldFacts) -> str:
        """Whose an entry is that is held."""
        whose = " of ".join(filter(None, (held.pc or UNNAMED_PC, held.person)))
        if not (held.pc or held.person):
            whose = "Nobody is known to have sent it"
        return f"{held.position}: {whose}"

    def why_held(self, held: HeldFacts) -> str:
        """Why an entry is held, in words."""
        why = _HELD_FOR.get(held.why, _NOT_READABLE)
        if not held.opens and why != _NOT_READABLE:
            why = f"{why}. {_NOT_READABLE}"
        return why if held.may_adopt else f"{why}. It can only be discarded"

    def copied(self, names: Sequence[str]) -> str:
        """The PCs whose vault goes on as two copies, and what to do."""
        listed = "; ".join(names)
        return (
            f"{listed}: a second copy of the vault has been sending under the same name. Nothing "
            "is lost, and both were taken in. Ring whoever works there and find out where the "
            "other copy is. If they do not know, cut that PC off and invite them into a new vault. "
            "This note goes 30 days after it last happened."
        )

    def unheard(self, names: Sequence[str]) -> str:
        """The PCs that may still seal for one that was cut off."""
        listed = ", ".join(names)
        verb = "has" if len(names) == 1 else "have"
        return (
            f"{listed} {verb} not been heard from since. What is recorded there before the next "
            "exchange may still be readable on the PC that was cut off."
        )

    def _heard(self, device: DeviceFacts) -> str:
        if device.heard_ms is None:
            return "Not heard from yet"
        last = self._local(device.heard_ms)
        if self.now - last >= SILENT:
            return f"Silent {span(self.now - last)}, may hold what was not sent"
        return f"Last heard {moment_within(last, now=self.now)}"

    def _day(self, ms: int) -> str:
        return short_day(self._local(ms).date(), today=self.now.date())

    def _at(self, ms: int) -> str:
        return moment_within(self._local(ms), now=self.now)

    def _local(self, ms: int) -> datetime:
        return moment_of(ms).astimezone(self.now.tzinfo)
