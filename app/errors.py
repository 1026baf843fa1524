"""The tree of failures the program expects, so that each can be told in a sentence.

YarrowError            has a code and facts; never anything a person typed
    Refused            what was asked cannot be done; nothing was changed
        FormRefused    answers that their form does not allow, field by field
        WrongPassphrase
        NotFound
    Damaged            something stored is not what was written
    Unreachable        the service, or a secure way to it, is not there now
    Untrusted          something received proves false; nothing of it was applied
"""

from __future__ import annotations

from collections.abc import Sequence

Fact = str | int


class YarrowError(Exception):
    """A failure with a stable code, whose sentence stands in `resources/errors`.

    `code` is `area.name`. `facts` fill the sentence; they are field names, numbers, dates or
    paths that a person named, never what was typed into a record. `str()` gives the code alone,
    so that no log or traceback can carry more.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Refused(YarrowError):
    """What was asked cannot be done; nothing was changed."""


class FormRefused(Refused):
    """Answers that their form does not allow.

    `problems` maps a field's name to a problem code of `app.forms.checking`; `choices` are the
    codes that the first of these fields takes, where it has a list.
    """

    def __init__(self, problems: dict[str, str], choices: Sequence[str] = ()) -> None:
        field, problem = next(iter(problems.items()))
        super().__init__(f"form.{problem}", field=field)
        self.problems = problems
        self.choices = tuple(choices)


class WrongPassphrase(Refused):
    """The passphrase given opens no slot of the vault."""


class NotFound(Refused):
    """The vault holds nothing under the id given."""


class Damaged(YarrowError):
    """Something stored is not what was written; it is left as it is."""


class Unreachable(YarrowError):
    """The service, or a secure way to it, is not there now; what waits stays here."""


class Untrusted(YarrowError):
    """Something received proves false; nothing of it was applied."""
