"""Made-up clinical letters and notes in which nobody's whereabouts and no other person stand.

They hold what real ones do and what a careless check would stop: dates, doses, results, codes,
hospitals with their addresses and lines, staff by name, helplines.
"""

from __future__ import annotations

from random import Random

HEADS = (
    "Broomfield Hospital\nCourt Road, Chelmsford, CM1 7ET\nSwitchboard: 01245 362000",
    "Emergency Department, Basildon Hospital, Nethermayne, Basildon SS16 5NL. Tel: 01268 524900",
    "Princess Alexandra Hospital NHS Trust\nHamstel Road\nHarlow\nCM20 1QX\nTel 01279 444455",
    "Southend University Hospital, Prittlewell Chase, Westcliff-on-Sea, Essex SS0 0RY",
    "Larkfield Surgery, 12 Old Mill Lane, Chelmsford CM2 9XX, Telephone 01245 555 010",
    "THE MEADOWS MEDICAL CENTRE\n3 Station Road\nBraintree\nCM7 3QQ\nReception: 01376 555 0123",
    "Colchester General Hospital | Turner Road | Colchester | CO4 5JL | 01206 747474",
    "Maternity Unit, Basildon Hospital (site RAJ12). Ward direct line 01268 555 017",
    "Mid and South Essex NHS Foundation Trust, site RAJ32. www.example.nhs.uk",
    "Practice F81999, list 9,450. Safeguarding lead Dr Priya Raman, safeguarding.f81999@nhs.net",
    "",
)
STAFF = (
    "Dr Helen Ashworth",
    "Dr S Okonkwo",
    "Sister Marie Dupont",
    "Staff Nurse Tom Greenhalgh",
    "Dr Iqbal",
    "Consultant Ms Fiona Strand",
    "Midwife Grace Adeyemi",
    "PC Warren",
    "Professor J. Linden",
)
SENTENCES = (
    "Seen alone at {time} on {day} in the side room; interpreter not needed.",
    "She attended on {day} at {time} and left at {time}.",
    "Thank you for seeing this {age}-year-old, who was reviewed by {staff} on {day}.",
    "BP {bp}, pulse {two}, SpO2 98% on air, temp 36.{one}, RR 16, GCS 15.",
    "Sertraline 50mg od, amitriptyline 10 mg nocte, co-codamol 30/500 2 qds prn.",
    "Vitamin B12 1000 mcg IM, folic acid 5mg once daily, ferrous fumarate 210 mg bd.",
    "Bloods: Hb 12{one}, WCC 7.{one}, CRP <5, Na 13{one}, K 4.1, eGFR >90, HbA1c 3{one}.",
    "X-ray: undisplaced fracture of the left ulna, fragments well aligned at C5 and T12.",
    "CT head {day}: no bleed. MRI L4/L5: mild disc bulge.",
    "Coded as 429741003 and Z63.0; HARK score {one} of 4; EPDS {two}.",
    "NHS number {nhs}, hospital number H{six}, accession 26-{six}.",
    "HARK asked in full; she answered yes to two of four and declined one.",
    "She said: “he shouts most days and has thrown things”.",
    "She does not feel in immediate danger today and has somewhere to go tonight.",
    "Given the 24-hour helpline number 0808 2000 247 and the COMPASS number 0330 333 7444.",
    "A leaflet for Refuge was offered and declined. Women's Aid website shown.",
    "Refuge was discussed; no refuge space was wanted at present.",
    "In an emergency she knows to ring 999, then 55 if she cannot speak; 111 for advice.",
    "Please ring the ward on 01245 516 {four} with any question, bleep {four}.",
    "Letters to be hidden from online access; no letter home.",
    "Her partner was asked to wait outside, which he did after {two} minutes.",
    "The husband rang the ward twice; no information was given.",
    "Two children at home, aged {one} and {one}; both seen by the health visitor on {day}.",
    "Gravida {one} para 1, EDD {day}, booking bloods normal, 20 week scan {day}.",
    "Referred to the hospital IDVA {day}; accepted within 48 hours.",
    "Follow up in {one} weeks in clinic 3, or sooner through reception on 01268 555 {four}.",
    "Discharged {day} {time}, transport booked, TTAs given: 7 days of omeprazole 20mg.",
    "Safeguarding team informed by e-mail (msefs.safeguarding@nhs.net) at {time}.",
    "Walked 20 minutes to the clinic; the drive home was uneventful.",
    "Pain 7/10 falling to 3/10 after paracetamol 1 g and ibuprofen 400 mg.",
    "Wound on the left forearm 4 x 2 cm, cleaned, 5 sutures of 4-0, out in 7 days.",
    "Allergic to penicillin (rash, {year}). Smokes 10 a day. Alcohol 14 units a week.",
    "She works part time in a shop and has the support of her sister.",
    "Lives with two children; the tenancy is in her own name.",
    "Plan: 1. Safety plan reviewed. 2. IDVA to ring between 10:00 and 11:30. 3. Bloods repeated.",
    "Next MARAC on {day}; the case will be heard within 14 days.",
    "Ref: ED/{year}/{six}. Dictated {day}, typed {day}. Not signed to avoid delay.",
    "cc: GP; hospital safeguarding team, Trust Headquarters, Broomfield Hospital.",
    "DASH completed: {two} ticks; professional judgement recorded on {day}.",
    "Police reference 42/{six}/26; officer in the case {staff}.",
    "Ward C14, bed {one}; moved to the Discharge Lounge at {time}.",
    "Yours sincerely,\n{staff}",
    "May she be seen in the Rose Clinic; will continue under {staff}.",
    "ACR 2.{one}, TSH 1.{one}, ferritin {two}, pCO2 5.1, PO2 12.4, BM 6.{one}.",
    "Order FP10 no. {six}{four}. Batch 00{six}12, expiry 2027-0{one}.",
    "Interpreter booking 770{four}, Language Line, job number {six}.",
    "Essex County Council, County Hall, Market Road, Chelmsford CM1 1QH was told on {day}.",
    "Asked again at 28 weeks with {staff}: nothing disclosed, routine enquiry complete.",
)
NAMES = (
    "clinic-letter.pdf",
    "Discharge summary 2026-11-03.pdf",
    "scan_003.jpg",
    "ED notes.txt",
    "",
)
PROPERTIES = (
    "Producer: Microsoft Word\nTitle: Clinic letter",
    "Author: Dr H Ashworth\nCreator: Word",
    "Make: Canon\nModel: EOS 90D\nSoftware: 1.2.0",
    "Author: Outpatients\nTitle: Discharge summary",
    "",
)


def clean(random: Random, own: str, nhs_number: str) -> tuple[str, str, str]:
    """The words of a letter about a person, the name of its file and what it says of itself."""
    count = random.randint(6, 16)
    body = [filled(each, random, nhs_number) for each in random.sample(SENTENCES, count)]
    titled = random.choice(("Re: {}", "RE: {}, NHS no. " + nhs_number, "Patient: {}", "{}"))
    joined = random.choice((" ", "\n", "\n\n"))
    parts = [random.choice(HEADS), titled.format(own), joined.join(body)]
    return "\n\n".join(filter(None, parts)), random.choice(NAMES), random.choice(PROPERTIES)


def filled(sentence: str, random: Random, nhs_number: str) -> str:
    """A sentence with numbers, days and people of the staff in its gaps."""
    for gap in ("day", "time", "staff", "one", "two", "four", "six", "bp", "age", "year"):
        while "{" + gap + "}" in sentence:
            sentence = sentence.replace("{" + gap + "}", _value(gap, random), 1)
    return sentence.replace("{nhs}", f"{nhs_number[:3]} {nhs_number[3:6]} {nhs_number[6:]}")


def _value(gap: str, random: Random) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(2019, 2026)
    names = "January February March April May June July August September October November December"
    days = (
        f"{day:02}/{month:02}/{year}",
        f"{year}-{month:02}-{day:02}",
        f"{day}.{month}.{year % 100:02}",
        f"{day} {names.split()[month - 1]} {year}",
        f"{day:02}-{month:02}-{year}",
    )
    return {
        "day": random.choice(days),
        "time": f"{random.randint(0, 23):02}:{random.randint(0, 59):02}",
        "staff": random.choice(STAFF),
        "one": str(random.randint(1, 9)),
        "two": str(random.randint(10, 99)),
        "four": f"{random.randint(1000, 9999)}",
        "six": f"{random.randint(100000, 999999)}",
        "bp": f"{random.randint(100, 160)}/{random.randint(60, 95)}",
        "age": str(random.randint(16, 90)),
        "year": str(year),
    }[gap]
