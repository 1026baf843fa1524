"""What is planted into clean documents: one thing each that would give somebody away."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image
from pypdf import PdfWriter

from app.domain.attachment import Media
from app.wiring.drawing.hidden_words import hidden_words

STREETS = (
    *("Wildrose Lane", "Tollgate Road", "Old Heath Road", "Saltmarsh Avenue", "Quince Close"),
    *("St Botolph's Street", "Mile End Crescent", "The Larches", "Priory Gardens", "Hythe Quay"),
)
TOWNS = ("Chelmsford", "Basildon", "Clacton", "Ipswich", "Leigh-on-Sea", "Walthamstow")
CODES = ("CM2 7QX", "SS0 9AB", "CO15 3TH", "IP4 2DB", "E17 4JP", "N1 9GU", "RM10 8ZZ", "M14 5RA")
REFUGES = ("Willow Tree Refuge", "Juniper House refuge", "Harbour Women's Aid", "Rowan Safe House")
LEADS = ("She is now at {}.", "New address: {}", "staying with her mum, {}", "he lives at {} now")
SPOKEN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
Document = tuple[str, str, str]


@dataclass(frozen=True)
class Somebody:
    """A made-up person of the vault: the other person if near, else any of the team's files."""

    given: str
    short: str
    family: str
    is_near: bool = False


def put_into(text: str, planted: str, random: Random) -> str:
    """The text with a sentence more, somewhere within."""
    lines = text.split("\n")
    lines.insert(random.randint(1, len(lines)), planted)
    return "\n".join(lines)


def an_address(random: Random) -> str:
    street, town, code = (random.choice(each) for each in (STREETS, TOWNS, CODES))
    number = random.randint(2, 180)
    return random.choice(
        (
            f"{number} {street}",
            f"{number}a {street}, {town}",
            f"{number}, {street}, {town} {code}",
            f"Flat {number % 30}, {street}",
            f"{number}\n{street}\n{town}\n{code}",
            f"{number} {street.replace(' ', chr(10), 1)}",
            f"forty-two {street}, {code}",
            f"{street}, {town} ({code})",
            f"{number}   {street},{town}",
            f"no. {number} {street.upper()} {code}",
        )
    )


def a_postcode(random: Random) -> str:
    code = random.choice(CODES[:5] + CODES[6:7])
    outward, inward = code.split()
    return random.choice(
        (
            f"She is in {code} now.",
            f"postcode {outward}{inward}",
            f"the {outward if len(outward) > 3 or outward[1].isalpha() else code} area",
            f"somewhere in {code[:-2]}" if outward[1].isalpha() else f"in {code}",
            f"{outward}-{inward}",
            f"lives in {outward}",
            code.lower(),
            f"moved to {outward}",
            "ZZ99 3VZ",
        )
    )


def a_number(random: Random) -> str:
    end = f"{random.randint(0, 999):03}"
    return random.choice(
        (
            f"07700 900{end}",
            f"07700900{end}",
            f"+44 7700 900{end}",
            f"+44 (0)7700-900-{end}",
            " ".join(f"07700900{end}"),
            "-".join(f"07700900{end}"),
            f"07700.900.{end}",
            f"0 7700 900 {end}",
            f"(01632) 960{end}",
            f"01632960{end}",
            " ".join(SPOKEN[int(each)] for each in f"07700900{end}"),
            "oh double seven oh oh nine oh oh " + " ".join(SPOKEN[int(each)] for each in end),
            f"O77OO 9OO{end}",
            f"00447700900{end}",
        )
    )


def a_slip(word: str, random: Random) -> str:
    """The word with one letter wrong, missing, double or swapped; never its first."""
    at = random.randint(1, len(word) - 2)
    return random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + random.choice("aeiourstln") + word[at + 1 :],
        )
    )


def misspelt(who: Somebody, random: Random) -> str:
    family = who.family
    while family == who.family:
        family = a_slip(who.family, random)
    forms = [f"{who.given} {family}", f"Mr {who.given} {family}", f"{family}, {who.given}"]
    return random.choice([*forms, f"Mrs {family}", family] if len(family) > 6 else forms)


def named(who: Somebody, random: Random) -> str:
    """By a short name, in another order, or by a letter."""
    forms = [
        f"{who.short} {who.family}",
        f"{who.family.upper()}, {who.given}",
        f"{who.family} {who.given}",
        f"{who.given[0]}. {who.family}",
        f"{who.given}\n{who.family}",
        f"{who.given} Jane {who.family}",
        f"{who.given.lower()} {who.family.lower()}",
        f"{who.given}-{who.family}",
        f"{who.short}'s address with {who.short} {who.family}'s mother",
    ]
    return random.choice([*forms, who.short, who.given] if who.is_near else forms)


def in_properties(words: str, random: Random) -> str:
    """What the readers find in a real file of which a property says these words."""
    target = io.BytesIO()
    if random.random() < 0.5:
        writer = PdfWriter()
        writer.add_blank_page(72, 72)
        way = random.choice(("/Author", "/Subject", "/Keywords", "xmp", "remark"))
        if way == "xmp":
            packet = (
                f"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>{words}</rdf:li></rdf:Seq></dc:creator>"
            )
            writer.xmp_metadata = (packet + "</x:xmpmeta>").encode()
        elif way == "remark":
            writer.add_outline_item(words, 0)
        else:
            writer.add_metadata({way: words})
        writer.write(target)
        return hidden_words(Media.PDF, target.getvalue())
    exif = Image.Exif()
    tag = random.choice((0x013B, 0x010E, 0x9C9D, 0x8298, 0x9286))
    exif[tag] = words.encode("utf-16-le") if tag == 0x9C9D else words
    Image.new("RGB", (8, 8)).save(target, "JPEG", exif=exif)
    return hidden_words(Media.JPEG, target.getvalue())


def plant(kind: str, document: Document, who: Somebody, random: Random) -> Document:
    """The document with one thing in it."""
    text, name, properties = document
    if kind == "phone in the name":
        joined = a_number(random).replace(" ", random.choice("_- "))
        return text, random.choice(("{}.pdf", "scan_{}.jpg", "{} letter.pdf")).format(joined), ""
    if kind == "name in the properties":
        return text, name, in_properties(f"{who.given} {who.family}", random)
    makers: dict[str, Callable[[], str]] = {
        "address": lambda: random.choice(LEADS).format(an_address(random)),
        "postcode": lambda: a_postcode(random),
        "phone": lambda: f"Ring {a_number(random)} after six",
        "misspelt": lambda: f"Was with {misspelt(who, random)} that day",
        "named": lambda: f"We heard this from {named(who, random)} on Monday",
        "refuge": lambda: f"She has a place at {random.choice(REFUGES)} from today",
    }
    return put_into(text, makers[kind](), random), name, properties


KINDS = (
    *("address", "postcode", "phone", "phone in the name", "name in the properties"),
    *("misspelt", "named", "refuge"),
)
