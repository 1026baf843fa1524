"""Between the answers of a form and the fields of its record.

In a form a list is one answer. In a record it is a field for each element, named
`trigger/burn` for codes (true) and `known_as/<16 hex digits>` for other values, so that two
people who add or remove apart both keep what they did. The lines of a note and the map of a
consent are safe only together, and stay one field each.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.encoding import Value
from app.forms.definition import Answers, Field, Form, Kind, is_given
from app.forms.elements import Element, NewElementId, changed_elements

Fields = Mapping[str, Value]


def to_fields(form: Form, answers: Answers, *, new_element_id: NewElementId) -> dict[str, Value]:
    """The fields of a new record for answers that the form has accepted.

    `new_element_id` gives 8 random bytes as 16 digits of lower-case hex. Blanks are left out; a
    name the form has not passes through as it is.
    """
    changed = changed_fields(form, {}, answers, new_element_id=new_element_id)
    return {name: value for name, value in changed.items() if value is not None}


def from_fields(form: Form, fields: Fields) -> dict[str, Value]:
    """The answers that these fields hold, lists together again; blanks are left out.

    Codes come in the form's order, those it does not know after them; other elements in the
    order of their ids. A field the form does not know keeps its own name.
    """
    answers: dict[str, Value] = {}
    elements: dict[str, list[Element]] = {}
    for name, value in fields.items():
        list_name, slash, element = name.partition("/")
        field = form.field(list_name)
        if slash and field is not None and field.kind.is_stored_by_element:
            elements.setdefault(list_name, []).append((element, value))
        elif is_given(value):
            answers[name] = value
    for field in form.fields if elements else ():
        if present := _present(elements.get(field.name, [])):
            answers[field.name] = _list(field, present)
    return answers


def changed_fields(
    form: Form, old_fields: Fields, answers: Answers, *, new_element_id: NewElementId
) -> dict[str, Value]:
    """Only what these answers change in a record, null for what they remove.

    `answers` holds the fields to set, whole lists among them; what it does not name stays.
    """
    changed: dict[str, Value] = {}
    for name, value in answers.items():
        field = form.field(name)
        if field is not None and field.kind.is_stored_by_element:
            old = _present(_elements(name, old_fields))
            new = _changed_list(field, old, value, new_element_id)
            changed |= {f"{name}/{element}": item for element, item in new.items()}
        elif not _is_same(old_fields.get(name), value):
            changed[name] = value if is_given(value) else None
    return changed


def _changed_list(
    field: Field, old: list[Element], value: Value, new_element_id: NewElementId
) -> dict[str, Value]:
    items = value if isinstance(value, list) else []
    if field.kind is not Kind.CHOICES:
        return changed_elements(old, items, new_element_id=new_element_id)
    before, after = [code for code, _ in old], [str(item) for item in items]
    changed: dict[str, Value] = {code: None for code in before if code not in after}
    return changed | {code: True for code in after if code not in before}


def _elements(name: str, fields: Fields) -> list[Element]:
    prefix = f"{name}/"
    return [
        (key.removeprefix(prefix), value) for key, value in fields.items() if key.startswith(prefix)
    ]


def _present(elements: list[Element]) -> list[Element]:
    """Elements not removed, by id; a value that cannot be read counts as there."""
    return sorted((item for item in elements if item[1] is not None), key=lambda item: item[0])


def _list(field: Field, elements: list[Element]) -> Value:
    if field.kind is not Kind.CHOICES or field.codes is None:
        return [value for _, value in elements]
    found = {code for code, _ in elements}
    known: list[Value] = [code for code in field.codes.codes if code in found]
    return known + [code for code, _ in elements if code not in field.codes.codes]


def _is_same(old: Value, new: Value) -> bool:
    if not is_given(old) and not is_given(new):
        return True
    return type(old) is type(new) and old == new
