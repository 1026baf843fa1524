"""The forms that are known, by name and version: shipped, and those of form packs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import resources
from app.errors import NotFound
from app.forms.definition import Form
from app.forms.lists import load_list
from app.forms.parsing import Sources, parse_form
from app.forms.wordings import Wording, worded

_REFERENCE = re.compile(r"([a-z][a-z0-9_]*)/([1-9][0-9]{0,5})")


_own_forms: dict[str, Form] = {}
_own_words: dict[str, Wording] = {}


def put_in_force(forms: Mapping[str, Form], words: Mapping[str, Wording] | None = None) -> None:
    """Let forms that form packs bring be known from now on, by their references, and their words
    stand for those of shipped ones.

    What is shipped is read anew, since its lists may have changed.
    """
    _own_forms.clear()
    _own_forms.update(forms)
    _own_words.clear()
    _own_words.update(words or {})
    _shipped.cache_clear()


def load(name: str, version: int) -> Form:
    """One version of a form, whether or not a newer one exists.

    Raises NotFound `form.no_such_form`, or Refused `form.definition_...` if it is broken.
    """
    own = _own_forms.get(f"{name}/{version}")
    return _shipped(name, version) if own is None else own


@cache
def _shipped(name: str, version: int) -> Form:
    if version not in shipped_versions(name):
        raise NotFound("form.no_such_form", source=f"{name}/{version}")
    text = resources.read_text(f"forms/{name}/{version}.toml")
    sources = Sources(code_list=load_list, form=by_reference)
    form = parse_form(text, name=name, version=version, sources=sources)
    return worded(form, _own_words.get(form.reference))


def by_reference(reference: str) -> Form:
    """The form that a record names (`identification/1`); raises as `load` does."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise NotFound("form.no_such_form", source=reference)
    return load(found[1], int(found[2]))


def latest(name: str) -> Form:
    """The newest version of a form, the one to ask with; raises as `load` does."""
    return load(name, max(versions(name), default=0))


def is_form(name: str) -> bool:
    """Whether any version of this form is known."""
    return bool(versions(name))


def versions(name: str) -> tuple[int, ...]:
    """The versions of a form, oldest first; none for an unknown name."""
    own = (form.version for form in _own_forms.values() if form.name == name)
    return tuple(sorted({*shipped_versions(name), *own}))


def own_names() -> frozenset[str]:
    """The names of the forms that the packs in force bring."""
    return frozenset(form.name for form in _own_forms.values())


@cache
def shipped_names() -> frozenset[str]:
    """The names of the forms that come with the program."""
    return frozenset(resources.names("forms", ""))


@cache
def shipped_versions(name: str) -> tuple[int, ...]:
    """The versions of a form that come with the program, oldest first."""
    if not _REFERENCE.fullmatch(f"{name}/1"):
        return ()
    try:
        files = resources.names(f"forms/{name}", ".toml")
    except FileNotFoundError:
        return ()
    return tuple(sorted(int(file.removesuffix(".toml")) for file in files))
