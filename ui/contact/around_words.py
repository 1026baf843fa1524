"""Who may know and what is watched, in words: a name only where the rules themselves are open."""

from __future__ import annotations

from app.domain.around import CLOUD, DEVICE, SIGNS, TRACKER, Around, Somebody, Watch
from app.forms.lists import load_list
from ui.formats import short_date
from ui.widgets.contact_banner import ContactRule

_SIGNS = {
    DEVICE: "Phone is looked through",
    CLOUD: "An account is read by others",
    TRACKER: "There may be a tracker",
}
_ASKED = {DEVICE: "phone", CLOUD: "accounts", TRACKER: "tracker"}
_ONLINE = "Health record read online by somebody else"


def signs_of(around: Around) -> tuple[ContactRule, ...]:
    """For the banner: what is watched, and by the relation alone who must not know."""
    watch = around.watch
    watched = [_ASKED[sign] for sign in SIGNS if sign in watch.signs]
    watched += ["health record online"] if watch.is_read_online else []
    signs = [ContactRule("eye", f"Watched: {', '.join(watched)}")] if watched else []
    relations = dict.fromkeys(map(_relation, around.must_not))
    must_not = [ContactRule("x", f"Must not know: {', '.join(relations)}")] if relations else []
    return (*must_not, *signs)


def may_be_told(around: Around) -> str:
    """With whom a word may be left, and with whom not, by name; empty where nobody is on file."""
    told = ", ".join(map(named, around.may_know))
    kept = ", ".join(map(named, around.must_not))
    said = [f"May know: {told}." if told else "", f"Must not know: {kept}." if kept else ""]
    if kept and not told:
        said.insert(0, "Leave no word with anybody.")
    return " ".join(filter(None, said))


def named(somebody: Somebody) -> str:
    """One person, with what to heed: "Wilma (parent; looks after the children)"."""
    relation = _relation(somebody) if somebody.relation else ""
    clash = "two versions: settle them" if somebody.is_in_clash else ""
    beside = "; ".join(filter(None, (relation, somebody.why, clash)))
    name = somebody.name or "Somebody"
    return f"{name} ({beside})" if beside else name


def watch_words(watch: Watch) -> str:
    """All that is known of what is watched, and what was never asked."""
    if not watch.is_asked:
        return "Not asked yet: phone, accounts, tracker, who reads the health record online."
    seen = [_SIGNS[sign] for sign in SIGNS if sign in watch.signs]
    if watch.is_read_online:
        seen.append(_ONLINE)
    unseen = ", ".join(_ASKED[sign] for sign in SIGNS if sign in watch.unseen)
    safe = ", ".join(_ASKED[sign] for sign in SIGNS if sign not in watch.signs | watch.unseen)
    said = [
        f"{'. '.join(seen)}." if seen else "",
        f"Not watched, as far as was said: {safe}." if safe else "",
        f"Not known: {unseen}." if unseen else "",
        watch.note if not watch.note or watch.note[-1] in ".!?" else f"{watch.note}.",
        f"Asked {short_date(watch.checked)}." if watch.checked is not None else "",
    ]
    return " ".join(filter(None, said))


def _relation(somebody: Somebody) -> str:
    if not somebody.relation:
        return "somebody"
    return load_list("confidant_relations").label(somebody.relation).lower()
