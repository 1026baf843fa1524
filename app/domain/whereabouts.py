"""What in a text tells where somebody is: addresses, postcodes, refuges, positions on a map.

Every repeat has an end, so that no text however made takes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TWO_LETTERS = (
    "A[BL]|B[ABDHLNRST]|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]|F[KY]|G[LUY]|H[ADGPRSUX]|I[GMPV]|JE"
    "|K[ATWY]|L[ADELNSU]|M[EKL]|N[EGNPRW]|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]|T[ADFNQRSW]"
    "|UB|W[ACDFNRSV]|YO|Z[EZ]"
)
_REST = r"\d[A-HJKMNPR-Y\d]?"
_DISTRICT = rf"(?:{_TWO_LETTERS}|[BEGLMNSW]){_REST}"
POSTCODE = rf"{_DISTRICT}[\s._-]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}"
# Oxygen, carbon dioxide, antibodies, needles and the like: no districts unless something says so.
_CLINICAL = (
    r"(?:CO2|PO2|SO2|PR3|PA1|CA\d|CH50|SP1|ST[1-6]|IP3|TD1|ME1|LA1|NG\d|CT[12]|PH\d|I[MV]\d|HR\d"
    r"|WR0|BS\d|EN\d\d?|DN\d|PE\d|TS\d|SA\d)\b"
)
_LEADS = r"(?:post ?code|lives? in|living in|based in|stay(?:s|ing) in|moved to|now in)"
_FIRMLY = (
    "Street|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Crescent|Cres|Terrace|Gardens|Grove|Mews|Parade"
)
_LOOSELY = (
    "St|Way|Court|Ct|Place|Hill|Square|Walk|Row|Park|House|Flats|Green|Rise|View|Lodge|Villas"
    "|Chase|Cottages?|Buildings?|Estate|Meadows?|Quay|Croft|Path|Farm|Heights|Tower|Mount|Dell"
)
_SMALL = "road|rd|street|avenue|lane|crescent|terrace|gardens|grove|mews"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
NUMBER = (
    rf"(?:\d{{1,4}}\s?[a-z]?(?:\s?[-/]\s?\d{{1,4}}[a-z]?)?|(?i:{_UNITS}|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty"
    rf"|seventy|eighty|ninety)(?:[\s-](?:{_UNITS}))?))"
)
NAME = r"(?:(?:St\.?|[A-Z][\w'-]{1,30})\s)"
_NO_STREET = (
    r"(?!(?:the|an?|of|in|to|on|mg|ml|mcg|g|miles?|minutes?|hours?|days?|weeks?|months?|years?"
    r"|times?|x|down|up|from|out|and|at|by|walk|tablets?|off)\s)[a-z'-]{3,30}\s"
)
_ROOM = "(?i:room|unit|plot|bedsit)"
_HOTEL = "Inn|Travelodge|Hotel|B&B"
_HOUSE = "House|Lodge|Hostel|Hotel|Inn|Court|Place|Park|Farm"
HIDING = r"(?:[Rr]efuges?|[Ss]afe\s?-?[Hh]ouses?|[Ww]omen'?s\s[Aa]id|[Hh]ostel)"
_SPOKEN_OF = (
    r"(?!\s?(?:spaces?|places?|was|is|not|offered|declined|discussed|accommodation|options?"
    r"|provision|information|leaflet|helpline|if|or)\b)"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("postcode", re.compile(rf"(?<![^\W_]){POSTCODE}(?![^\W_])", re.IGNORECASE)),
    (
        "postcode",
        re.compile(
            rf"(?<![^\W_])(?!{_CLINICAL})(?:{_TWO_LETTERS}){_REST}(?:\s\d)?(?![\w.,]?\d|[^\W_])",
            re.IGNORECASE,
        ),
    ),
    ("postcode", re.compile(rf"\b{_LEADS}(?:\s|:\s?){_DISTRICT}\b", re.IGNORECASE)),
    ("address", re.compile(rf"\b{NUMBER},?\s{NAME}{{1,3}}(?:{_FIRMLY}|{_LOOSELY})\b")),
    ("address", re.compile(rf"\b{NAME}{{1,2}}(?:{_FIRMLY})\b")),
    ("address", re.compile(rf"\b{NAME}{{1,2}}(?:Cottage|Bungalow|Farmhouse|Caravan Park)\b")),
    ("address", re.compile(r"\b(?i:c/o)\s[^\n.]{3,40}")),
    ("address", re.compile(rf"\b(?i:at|in)\s(?i:an?|the)\s{NAME}{{0,2}}(?:{_HOTEL})\b")),
    ("address", re.compile(r"\b\d{1,4}[a-z]?,?\sThe\s[A-Z][a-z]{3,20}\b")),
    (
        "address",
        re.compile(rf"\b\d{{1,4}}[a-z]?,?\s(?:{_NO_STREET}){{1,2}}(?:{_SMALL})\b", re.IGNORECASE),
    ),
    (
        "address",
        re.compile(r"\b(?:flat|apartment|apt|maisonette|caravan)\s?\d{1,4}[a-z]?\b", re.IGNORECASE),
    ),
    ("address", re.compile(rf"\b{_ROOM}\s\d{{1,4}},?\s{NAME}{{1,3}}(?:{_HOUSE})\b")),
    ("address", re.compile(r"\b[45]\d\.\d{3,},?\s?-?[0-7]\.\d{3,}|///\w{2,}\.\w{2,}\.\w{2,}")),
    ("refuge", re.compile(rf"(?:[A-Z][\w'-]{{1,30}} ){{1,3}}{HIDING}\b{_SPOKEN_OF}")),
    (
        "refuge",
        re.compile(
            rf"\b(?i:the|her|their|our|into|in|to|at)\s(?:(?i:an?|the|local|women'?s)\s){{0,2}}"
            rf"(?:[A-Z][a-z]{{2,20}}\s)?(?:[Ww]omen'?s\s)?{HIDING}\b{_SPOKEN_OF}"
            rf"|\b{HIDING}\s(?i:in|at|near)\s[A-Z]"
        ),
    ),
    ("code_word", re.compile(r"(?i:\b(?:code|safe|pass)[\s-]?word\b.{0,40})")),
)  # fmt: skip


def places(text: str) -> Iterator[tuple[str, str]]:
    """What has the shape of a whereabouts, with its kind, once services are taken out."""
    told: list[tuple[int, int]] = []
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in told):
                told.append(match.span())
                yield what, " ".join(match[0].split())
