"""A made-up letter of two pages for the demonstration: a PDF drawn by code, with nobody's words."""

from __future__ import annotations

_PAGES = (
    (
        "Willowmere Homes",
        "Tenancy 00-0000 (made up)",
        "",
        "Dear tenant,",
        "",
        "The lock of your front door was changed on the day you asked for.",
        "Two keys were handed to you in person. No other key exists.",
        "",
        "If anybody asks us for a key in your name, we will ring you first",
        "and hand out nothing.",
    ),
    ("Page two", "", "What to do if a key is lost: ring us, at any hour."),
)


def letter() -> bytes:
    """The letter as a PDF."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    kids = []
    for lines in _PAGES:
        drawn = _drawn(lines)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _drawn(lines: tuple[str, ...]) -> bytes:
    text = "\n".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines)
    return f"0.4 w 40 40 515 762 re S BT /F1 15 Tf 24 TL 80 740 Td\n{text}\nET".encode("ascii")


def _file(objects: list[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(places))
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(content),
    )
    return content + table + end
