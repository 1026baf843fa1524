"""Ten thousand made-up people, and what is typed for them by hands that slip and ears that err."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.domain.nhs_number import is_nhs_number

GIVEN = """
Sarah Emma Claire Louise Katherine Elizabeth Margaret Susan Jennifer Rebecca Charlotte Amelia
Olivia Jessica Sophie Hannah Lucy Megan Victoria Nicola Michelle Deborah Christine Patricia
Joanna Rachel Samantha Stephanie Philippa Josephine Gillian Jacqueline Caroline Alexandra Eleanor
Abigail Bethany Georgina Harriet Rosemary Theresa Veronica Yvonne Sylvia Beatrice Florence
Fatima Ayesha Mariam Zainab Khadija Nasreen Shabnam Rukhsana Yasmin Samina Priya Anjali Sunita
Kavita Deepika Gurpreet Harjit Manpreet Simran Parveen Agnieszka Katarzyna Malgorzata Magdalena
Joanna Elzbieta Krystyna Ewa Ioana Andreea Mihaela Alina Svetlana Oksana Natalia Ngozi Chioma
Folake Adaeze Oluwaseun Temitope Abimbola Blessing Grace Mercy Wei Xiu Mei Thuy Linh Nguyet
Maria Francesca Lucia Carmen Ines Beatriz Siobhan Aoife Niamh Roisin Bronwen Carys Rhiannon
John William Christopher Matthew Andrew Stephen Anthony Michael Nicholas Jonathan Benjamin
Mohammed Ahmed Hassan Hussain Imran Tariq Rajesh Sanjay Piotr Tomasz Krzysztof Andrei Emeka
Anne-Marie Mary-Jane Lily-Rose Ella-Mae Zoë Chloë Renée Inês
"""
FAMILY_STARTS = """
Bramble Tide Thimble Winder Oak Fern Puddle Quill Rush Salt Tumble Under Wren Apple Barley Cobble
Dew Eider Fox Green Hawthorn Ingle Kettle Lapwing Meadow Night Otter Pebble Raven Sparrow Tangle
Umber Whistle Yew Alder Birch Cinder Drake Elm Fal Gorse Heath Ivory
"""
FAMILY_ENDS = (
    "wick well wood moor apple stone feather brook marsh down hay field gate mow path worth"
)
FAMILY = """
Okonkwo Adeyemi Oyelaran Chukwuma Kowalska Wisniewska Zielinska Szczepanska Popescu Ionescu
Petrova Ivanenko Choudhury Rahman Begum Hussain Sheikh Qureshi Bhattacharya Mukherjee Krishnan
Dhillon Sandhu Nguyen Zhang Huang Fernandes Gonçalves Łuczak Müller Østergaard O'Farrelly
O'Mallory Mac-Lennox McAllenby McTavishton Fitzgarland Smythe-Underwood Thorne-Ashby Ap-Gwillim
"""
_ALIKE = (
    *(("ph", "f"), ("ck", "k"), ("ie", "y"), ("y", "i"), ("oo", "u"), ("ee", "ea"), ("th", "t")),
    *(("c", "k"), ("k", "c"), ("z", "s"), ("w", "v"), ("ou", "ow"), ("ai", "ay"), ("ll", "l")),
    *(("ss", "s"), ("nn", "n"), ("mm", "m"), ("tt", "t"), ("a", "e"), ("e", "a"), ("i", "e")),
)
_LETTERS = "abcdefghijklmnoprstuvwy"


@dataclass(frozen=True)
class Person:
    name: str
    known_as: tuple[str, ...]
    day: date
    number: str

    @property
    def given(self) -> str:
        return self.name.split()[0]

    @property
    def family(self) -> str:
        return self.name.split()[1]


def crowd(count: int, seed: int) -> list[Person]:
    """So many people; one in five had another family name before, one in nine has no number."""
    random = Random(seed)
    given, family = GIVEN.split(), _family_names()
    numbers: set[str] = set()
    people = []
    for _ in range(count):
        also = (f"{random.choice(family)}",) if random.random() < 0.2 else ()
        number = "" if random.random() < 0.11 else _number(random, numbers)
        day = date(1936, 1, 1) + timedelta(days=random.randrange(74 * 365))
        name = f"{random.choice(given)} {random.choice(family)}"
        people.append(Person(name, also, day, number))
    return people


def _family_names() -> list[str]:
    made = [start + end for start in FAMILY_STARTS.split() for end in FAMILY_ENDS.split()]
    return [*made, *FAMILY.split() * 3]


def _number(random: Random, taken: set[str]) -> str:
    while True:
        first = f"999{random.randrange(1_000_000):06}"
        number = next((each for end in "0123456789" if is_nhs_number(each := first + end)), "")
        if number and number not in taken:
            taken.add(number)
            return number


def sounds_alike(person: Person, random: Random) -> str:
    return f"{_respelt(person.given, random)} {_respelt(person.family, random)}"


def mistyped(person: Person, random: Random) -> str:
    parts = [person.given, person.family]
    place = random.randrange(2)
    parts[place] = _slip(parts[place], random)
    return " ".join(parts)


def turned_round(person: Person, random: Random) -> str:
    return f"{person.family}, {person.given}"


def without_marks(person: Person, random: Random) -> str:
    return person.name.replace("-", " ").replace("'", random.choice(("", " ")))


def plain(person: Person, random: Random) -> str:
    accents = str.maketrans("ëéêçÇŁłüØøñ", "eeecCLluOon")
    return person.name.translate(accents).lower()


def maiden(person: Person, random: Random) -> str:
    return f"{person.given} {(person.known_as or (person.family,))[0]}"


def initial_and_day(person: Person, random: Random) -> str:
    return f"{person.given[0]} {person.family} {person.day:%d/%m/%Y}"


def number_slipped(person: Person, random: Random) -> str:
    digits = person.number
    place = random.randrange(9)
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    other = str((int(digits[place]) + random.randint(1, 9)) % 10)
    wrong = digits[:place] + other + digits[place + 1 :]
    return random.choice((swapped, wrong, digits[:place] + digits[place + 1 :]))


def day_for_month(person: Person, random: Random) -> str:
    return f"{_slip(person.family, random)} {person.day:%m/%d/%Y}"


def day_slipped(person: Person, random: Random) -> str:
    written = f"{person.day:%d/%m/%Y}"
    place = random.choice((3, 4, 8, 9))
    digit = random.choice("0123456789")
    return f"{person.name} {written[:place]}{digit}{written[place + 1 :]}"


def beginnings(person: Person, random: Random) -> str:
    return f"{person.given} {person.family[: random.randint(5, 6)]}"


Variant = Callable[[Person, Random], str]
VARIANTS: tuple[Variant, ...] = (
    *(sounds_alike, mistyped, turned_round, without_marks, plain, maiden),
    *(initial_and_day, number_slipped, day_for_month, day_slipped, beginnings),
)


def _respelt(word: str, random: Random) -> str:
    low = word.lower()
    fitting = [pair for pair in _ALIKE if pair[0] in low[1:]]
    if not fitting:
        return low
    old, new = random.choice(fitting)
    place = low.index(old, 1)
    return low[:place] + new + low[place + len(old) :]


def _slip(word: str, random: Random) -> str:
    place = random.randrange(1, len(word) - 1)
    before, after = word[:place], word[place:]
    return random.choice(
        (
            before + after[1:],
            before + after[0] + after,
            before + random.choice(_LETTERS) + after[1:],
            before + after[1] + after[0] + after[2:],
        )
    )
