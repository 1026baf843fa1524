"""Hospitals, surgeries, courts and councils in a text: their addresses are nobody's whereabouts."""

from __future__ import annotations

import re

from app.domain.whereabouts import HIDING, NUMBER, POSTCODE

_NAME = r"(?:(?:St\.?|[A-Z][A-Za-z'-]{1,30})[ ])"
_SERVICE = (
    r"(?:Hospitals?|Infirmary|Surgery|Practice|Clinic|Pharmacy|Ward|Unit|Department|Trust|ICB"
    r"|(?:Health|Medical|Treatment|Care|Children's|Family|Civic|Wellbeing|Day)\s(?:Centre|Hub)"
    r"|Council|Police\sStation|(?:Magistrates'?|Crown|County|Family)\sCourt|County\sHall"
    r"|Town\sHall|Civic\sOffices|University|NHS|HOSPITAL|SURGERY|PRACTICE|CLINIC"
    r"|(?:MEDICAL|HEALTH)\sCENTRE)"
)
_DESK = (
    "direct (?:dial|line)|ddi|switchboard|reception|helpline|secretary|bleep|midwife"
    "|health visitor|appointments|enquiries"
    r"|safeguarding(?:\s(?:team|hub|lead))?|duty\s(?:line|desk)|maternity|outpatients"
)
_LABEL = (
    r"(?:[\s,;:()|/-]|\b(?i:on|tel|telephone|phone|fax|direct|line|dial|number|no|is|team|desk"
    r"|office|extension|ext|call|ring|via|or|at|sister|nurse|secretary|reception|switchboard|staff"
    r"|main|bleep|hub|the|enquiries|appointments|manager|matron)\b\.?)"
)
_LINE = r"(?:0[12]|\(0[12]|\+44\s?(?:\(0\)\s?)?[12])[\d\s()-]{7,16}\d"
_PROPER = r"(?!(?:Tel|Telephone|Phone|Fax|Switchboard)\b)[A-Z][A-Za-z'&-]{1,30}(?!\w)"
_SEGMENT = rf"(?:{NUMBER}\s)?(?:{_PROPER}\s){{0,4}}{_PROPER}"
_BETWEEN = r"\s?[,\n|;-]\s?"
_WITH_ADDRESS = re.compile(
    rf"(?:^|(?<=\W)){_NAME}{{0,6}}{_SERVICE}(?:\s(?:NHS|Foundation|Trust|Hospitals?)){{0,4}}"
    rf"(?:{_BETWEEN}{_SEGMENT}){{0,5}}(?:(?:{_BETWEEN}|\s){POSTCODE})?"
    rf"(?:[\s,.;|-]{{1,3}}(?:(?i:tel|telephone|phone|switchboard|main\sline|fax)\.?:?\s?)?{_LINE})"
    "{0,2}"
)
_STREET_IN_NAME = re.compile(
    rf"{_NAME}{{1,3}}(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Grove|Park|Hill|House)"
    rf"\s(?:Primary\s)?{_SERVICE}\b"
)
_LANDLINE = re.compile(
    rf"\b(?:{_SERVICE}|(?i:{_DESK}))\b{_LABEL}{{0,14}}"
    rf"(?P<line>{_LINE})"
)
# The charities of these names, where a helpline or leaflet of theirs was given.
_CHARITY = re.compile(
    r"\b(?i:helpline|charity|charities|leaflets?|website|run by)\b[^.\n]{0,40}?\b"
    r"(?i:refuge|women'?s aid)\b|\((?i:run by )?(?i:refuge|women'?s aid)\)"
    r"|\b(?i:refuge|women'?s aid)(?:'s)?\s(?i:helpline|website|charity|leaflet)"
    r"|\b(?i:refuge|women'?s aid)\s\(?0808"
)
_HIDING = re.compile(rf"\b{HIDING}\b")


def without_services(text: str) -> str:
    """The text with services, their addresses and landlines blanked out, as long as before."""
    text = _LANDLINE.sub(_without_line, _CHARITY.sub(_blank, text))
    return _STREET_IN_NAME.sub(_blank, _WITH_ADDRESS.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    is_hiding = match.re is not _CHARITY and _HIDING.search(match[0])
    return match[0] if is_hiding else " " * len(match[0])


def _without_line(match: re.Match[str]) -> str:
    return match[0].replace(match["line"], " " * len(match["line"]))
