"""Files that leave as FHIR R4: a collection that a health system can read.

A feed to health services tells nothing about the other person, and no codes whose standing in the
current edition was not checked. What has no resource of its own is a questionnaire's answers.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from app.domain.encoding import Value
from app.domain.leaving_files import LeavingFile, LeavingRecord
from app.domain.masking import CHILD, OTHER_PERSON
from app.forms import library
from app.forms.definition import Form
from app.usecases.leaving.fhir_answers import LOINC, day, instant, items_of, score_of, text

Resource = dict[str, Any]
_PROFILES = "https://fhir.hl7.org.uk/StructureDefinition/"
_CODES = "http://terminology.hl7.org/CodeSystem/"
_NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
_ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
_FORMS = "urn:yarrow:form:"
_VERY_RESTRICTED = {"system": f"{_CODES}v3-Confidentiality", "code": "V"}
_MADE_UP = {"system": f"{_CODES}v3-ActReason", "code": "HTEST"}
_ENTRY_CLASS = {"in_person": ("AMB", "ambulatory")}
_VIRTUAL = ("VR", "virtual")
_SHARES = {"yes": "permit", "no": "deny"}
_NOT_SENT = frozenset({OTHER_PERSON, "contact_point", "attachment"})
"""Kinds of which nothing is in a feed: the other person, how to reach them, pictures."""
_NOT_KNOWN = "not known"
_LABELS = {"fact": "Fact", "said": "Said", "opinion": "Opinion"}


def as_bundle(files: Sequence[LeavingFile], *, is_made_up: bool) -> bytes:
    """A collection of all files; the same files, the same bytes.

    What is made up says so in each of its parts, so that no system takes it for somebody.
    """
    labels = [_VERY_RESTRICTED, _MADE_UP] if is_made_up else [_VERY_RESTRICTED]
    entries = [entry for file in files for entry in _entries(file)]
    for entry in entries:
        entry["resource"]["meta"]["security"] = labels
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return (json.dumps(bundle, ensure_ascii=False, indent=1) + "\n").encode()


def _entries(file: LeavingFile) -> Iterator[Resource]:
    patient = _urn("Patient", file.subject)
    notes = {_urn("DocumentReference", each.id) for each in file.records if each.kind == "note"}
    for record in file.records:
        if record.kind in _NOT_SENT:
            continue
        made = [_with_meta(each) for each in _resources(record, {"reference": patient})]
        for each in made:
            related = each.get("relatesTo", [])
            if any(one["target"]["reference"] not in notes for one in related):
                del each["relatesTo"]  # the note that it corrects was in error, and does not go
            yield {"fullUrl": _urn(each["resourceType"], record.id), "resource": each}
        targets = [{"reference": _urn(each["resourceType"], record.id)} for each in made]
        if targets:
            provenance = _with_meta(_provenance(record, targets))
            yield {"fullUrl": _urn("Provenance", record.id), "resource": provenance}


def _resources(record: LeavingRecord, patient: Resource) -> Iterator[Resource]:
    make = _MAKERS.get(record.kind)
    if make is not None:
        yield make(record, patient)
    if record.kind == "identification":
        yield from _of_identification(record, patient)
    if record.kind not in _MAKERS or record.kind == "referral":
        answers = _answers(record, patient)
        if answers is not None:
            yield answers


def _of_identification(record: LeavingRecord, patient: Resource) -> Iterator[Resource]:
    yield _encounter(record, patient)
    score = score_of(record)
    if score is not None:
        yield {
            "resourceType": "Observation",
            "id": record.id.hex(),
            "status": "final",
            "code": {
                "coding": [{"system": LOINC, "code": score.loinc}],
                "text": score.label,
            },
            "subject": patient,
            "effectiveDateTime": instant(record.answers.get("identified_at")),
            "valueInteger": score.points,
        }
    shares = record.answers.get("consent_scope")
    if isinstance(shares, dict) and "consent_scope" not in record.in_clash:
        told = {
            str(n): _SHARES[v] for n, v in shares.items() if isinstance(v, str) and v in _SHARES
        }
        if told:
            yield _consent(record, patient, told)


def _patient(record: LeavingRecord, _patient: Resource) -> Resource:
    answers = record.answers
    known = answers.get("known_as")
    others = [_name("nickname", each) for each in known] if isinstance(known, list) else []
    number = text(answers.get("nhs_number"))
    return {
        "resourceType": "Patient",
        "id": record.id.hex(),
        "identifier": [{"system": _NHS_NUMBER, "value": number}] if number else [],
        "name": [*filter(None, (_name("usual", answers.get("name")), *others))],
        "birthDate": day(answers.get("date_of_birth")),
    }


def _name(use: str, value: Value) -> Resource | None:
    words = text(value)
    return None if words is None else {"use": use, "text": words}


def _child(record: LeavingRecord, patient: Resource) -> Resource:
    name = _name("usual", record.answers.get("name"))
    return {
        "resourceType": "RelatedPerson",
        "id": record.id.hex(),
        "patient": patient,
        "relationship": [{"text": "Child"}],
        "name": [name] if name else [],
        "birthDate": day(record.answers.get("date_of_birth")),
    }


def _encounter(record: LeavingRecord, patient: Resource) -> Resource:
    answers, form = record.answers, library.latest("identification")
    code, display = _ENTRY_CLASS.get(str(answers.get("consult_mode")), _VIRTUAL)
    setting = form.field("setting_type")
    codes = None if setting is None else setting.codes
    where, site = text(answers.get("setting_type")), text(answers.get("site_ods"))
    at = instant(answers.get("identified_at"))
    named = where if codes is None or where is None else codes.label(where)
    return {
        "resourceType": "Encounter",
        "id": record.id.hex(),
        "status": "finished",
        "class": {"system": f"{_CODES}v3-ActCode", "code": code, "display": display},
        "type": [{"text": named}] if named else [],
        "subject": patient,
        "period": {"start": at} if at else None,
        "serviceProvider": {"identifier": {"system": _ODS, "value": site}} if site else None,
    }


def _consent(record: LeavingRecord, patient: Resource, told: Mapping[str, str]) -> Resource:
    """Who may be told and who not; of whom nothing was said there is nothing."""
    form = library.latest("identification").field("consent_scope")
    codes = None if form is None else form.codes
    return {
        "resourceType": "Consent",
        "id": record.id.hex(),
        "status": "active",
        "scope": {"coding": [{"system": f"{_CODES}consentscope", "code": "patient-privacy"}]},
        "category": [{"coding": [{"system": LOINC, "code": "59284-0"}]}],
        "patient": patient,
        "dateTime": instant(record.answers.get("identified_at")),
        "policyRule": {"text": "Who may be told, as the person said"},
        "provision": {
            "provision": [
                {
                    "type": kind,
                    "actor": [
                        {
                            "role": {"text": "recipient"},
                            "reference": {"display": name if codes is None else codes.label(name)},
                        }
                    ],
                }
                for name, kind in told.items()
            ]
        },
    }


def _note(record: LeavingRecord, patient: Resource) -> Resource:
    lines = record.answers.get("lines")
    rows = lines if isinstance(lines, list) else []
    words = "\n".join(_line(row) for row in rows if isinstance(row, dict))
    return {
        "resourceType": "DocumentReference",
        "id": record.id.hex(),
        "status": "current",
        "type": {"text": "Note"},
        "subject": patient,
        "date": instant(record.answers.get("happened_at")) or record.written_at,
        "author": [{"display": text(record.author) or _NOT_KNOWN}],
        "relatesTo": _corrected(record.answers.get("corrects")),
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain; charset=utf-8",
                    "data": base64.b64encode(words.encode("utf-8", "replace")).decode(),
                }
            }
        ],
    }


def _line(row: Mapping[str, Value] | Mapping[int, Value]) -> str:
    said = {str(name): value for name, value in row.items()}
    label = str(said.get("label"))
    return f"{_LABELS.get(label, label)}: {said.get('text')!s}"


def _corrected(id: Value) -> list[Resource]:
    try:
        target = bytes.fromhex(id) if isinstance(id, str) else b""
    except ValueError:
        target = b""
    named = {"reference": _urn("DocumentReference", target)}
    return [{"code": "appends", "target": named}] if target else []


def _referral(record: LeavingRecord, patient: Resource) -> Resource:
    answers = record.answers
    is_over = any(answers.get(name) for name in ("withdrawn_at", "declined_because"))
    to = text(answers.get("to_name")) or text(answers.get("handed_over_to"))
    state = "completed" if answers.get("closed_because") else "active"
    return {
        "resourceType": "ServiceRequest",
        "id": record.id.hex(),
        "status": "revoked" if is_over else state,
        "intent": "order",
        "priority": "urgent" if answers.get("urgency") == "today" else "routine",
        "code": {"text": "Referral for specialist support"},
        "subject": patient,
        "authoredOn": instant(answers.get("referred_at") or answers.get("handed_over_at")),
        "performer": [{"display": to}] if to else [],
    }


def _answers(record: LeavingRecord, patient: Resource) -> Resource | None:
    form: Form = library.latest(record.kind)
    items = items_of(record)
    if not items:
        return None
    return {
        "resourceType": "QuestionnaireResponse",
        "id": record.id.hex(),
        "questionnaire": f"{_FORMS}{record.form.replace('/', ':') or form.name}",
        "status": "completed",
        "subject": patient,
        "authored": record.written_at,
        "item": items,
    }


def _provenance(record: LeavingRecord, targets: list[Resource]) -> Resource:
    return {
        "resourceType": "Provenance",
        "id": record.id.hex(),
        "target": targets,
        "recorded": record.written_at,
        "agent": [{"who": {"display": text(record.author) or _NOT_KNOWN}}],
    }


def _with_meta(resource: Resource) -> Resource:
    profile = f"{_PROFILES}UKCore-{resource['resourceType']}"
    meta = {"profile": [profile]}
    head = {name: resource[name] for name in ("resourceType", "id")}
    left = {name: value for name, value in resource.items() if value not in (None, [], "")}
    return {**head, "meta": meta, **left}


def _urn(kind: str, id: bytes) -> str:
    """The same name for the same resource in every export."""
    digest = sha256(b"yarrow/fhir/v1" + kind.encode() + b"/" + id).digest()
    return UUID(bytes=digest[:16], version=5).urn


_MAKERS: dict[str, Callable[[LeavingRecord, Resource], Resource]] = {
    "person": _patient,
    CHILD: _child,
    "note": _note,
    "referral": _referral,
}
