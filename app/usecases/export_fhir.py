"""Files that leave as FHIR R4: a collection that a health system can read.

A feed to health services tells nothing about the other person, and no codes whose standing in the
current edition was not checked. What has no resource of its own is a questionnaire's answers.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from app.domain.encoding import Value
from app.domain.leaving_files import LeavingFile, LeavingRecord
from app.domain.masking import CHILD, OTHER_PERSON
from app.forms import library
from app.forms.definition import Form
from app.usecases.export_answers import LOINC, instant, items_of, score_of

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
    for record in file.records:
        if record.kind in _NOT_SENT:
            continue
        made = [_with_meta(each) for each in _resources(record, {"reference": patient})]
        for each in made:
            yield {"fullUrl": _urn(each["resourceType"], record.id), "resource": each}
        targets = [{"reference": _urn(each["resourceType"], record.id)} for each in made]
        yield {
            "fullUrl": _urn("Provenance", record.id),
            "resource": _with_meta(_provenance(record, targets)),
        }


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
            "effectiveDateTime": instant(record.answers["identified_at"]),
            "valueInteger": score.points,
        }
    shares = record.answers.get("consent_scope")
    if isinstance(shares, dict) and "consent_scope" not in record.in_clash:
        yield _consent(record, patient, {str(name): each for name, each in shares.items()})


def _patient(record: LeavingRecord, _patient: Resource) -> Resource:
    answers = record.answers
    known = answers.get("known_as")
    names = [{"use": "usual", "text": answers["name"]}] if "name" in answers else []
    if isinstance(known, list):
        names += [{"use": "nickname", "text": each} for each in known]
    return _without_blanks(
        {
            "resourceType": "Patient",
            "id": record.id.hex(),
            "identifier": [{"system": _NHS_NUMBER, "value": answers["nhs_number"]}]
            if "nhs_number" in answers
            else [],
            "name": names,
            "birthDate": answers.get("date_of_birth"),
        }
    )


def _child(record: LeavingRecord, patient: Resource) -> Resource:
    answers = record.answers
    return _without_blanks(
        {
            "resourceType": "RelatedPerson",
            "id": record.id.hex(),
            "patient": patient,
            "relationship": [{"text": "Child"}],
            "name": [{"text": answers["name"]}] if "name" in answers else [],
            "birthDate": answers.get("date_of_birth"),
        }
    )


def _encounter(record: LeavingRecord, patient: Resource) -> Resource:
    answers, form = record.answers, library.latest("identification")
    code, display = _ENTRY_CLASS.get(str(answers.get("consult_mode")), _VIRTUAL)
    setting = form.field("setting_type")
    codes = None if setting is None else setting.codes
    where = str(answers.get("setting_type"))
    return {
        "resourceType": "Encounter",
        "id": record.id.hex(),
        "status": "finished",
        "class": {"system": f"{_CODES}v3-ActCode", "code": code, "display": display},
        "type": [{"text": where if codes is None else codes.label(where)}],
        "subject": patient,
        "period": {"start": instant(answers.get("identified_at"))},
        "serviceProvider": {"identifier": {"system": _ODS, "value": answers.get("site_ods")}},
    }


def _consent(record: LeavingRecord, patient: Resource, shares: Mapping[str, Value]) -> Resource:
    form = library.latest("identification").field("consent_scope")
    codes = None if form is None else form.codes
    told = {name: _SHARES[str(v)] for name, v in shares.items() if str(v) in _SHARES}
    return {
        "resourceType": "Consent",
        "id": record.id.hex(),
        "status": "active",
        "scope": {"coding": [{"system": f"{_CODES}consentscope", "code": "patient-privacy"}]},
        "category": [{"coding": [{"system": LOINC, "code": "59284-0"}]}],
        "patient": patient,
        "dateTime": instant(record.answers["identified_at"]),
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
        }
        if told
        else {"type": "deny"},
    }


def _note(record: LeavingRecord, patient: Resource) -> Resource:
    lines = cast("list[dict[str, Value]]", record.answers.get("lines", []))
    text = "\n".join(f"{_LABELS.get(str(row['label']))}: {row['text']!s}" for row in lines)
    corrects = record.answers.get("corrects")
    return _without_blanks(
        {
            "resourceType": "DocumentReference",
            "id": record.id.hex(),
            "status": "current",
            "type": {"text": "Note"},
            "subject": patient,
            "date": instant(record.answers.get("happened_at", record.written_at)),
            "author": [{"display": record.author}],
            "relatesTo": [
                {
                    "code": "appends",
                    "target": {"reference": _urn("DocumentReference", bytes.fromhex(corrects))},
                }
            ]
            if isinstance(corrects, str)
            else [],
            "content": [
                {
                    "attachment": {
                        "contentType": "text/plain; charset=utf-8",
                        "data": base64.b64encode(text.encode()).decode(),
                    }
                }
            ],
        }
    )


def _referral(record: LeavingRecord, patient: Resource) -> Resource:
    answers = record.answers
    is_over = any(answers.get(name) for name in ("withdrawn_at", "declined_because"))
    to = answers.get("to_name") or answers.get("handed_over_to")
    return _without_blanks(
        {
            "resourceType": "ServiceRequest",
            "id": record.id.hex(),
            "status": "revoked"
            if is_over
            else "completed"
            if answers.get("closed_because")
            else "active",
            "intent": "order",
            "priority": "urgent" if answers.get("urgency") == "today" else "routine",
            "code": {"text": "Referral for specialist support"},
            "subject": patient,
            "authoredOn": instant(answers.get("referred_at") or answers.get("handed_over_at")),
            "performer": [{"display": to}] if to else [],
        }
    )


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
        "agent": [{"who": {"display": record.author or "not known"}}],
    }


def _with_meta(resource: Resource) -> Resource:
    profile = f"{_PROFILES}UKCore-{resource['resourceType']}"
    meta = {"profile": [profile]}
    head = {name: resource[name] for name in ("resourceType", "id")}
    return {**head, "meta": meta, **resource}


def _without_blanks(resource: Resource) -> Resource:
    return {name: value for name, value in resource.items() if value not in (None, [], "")}


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
