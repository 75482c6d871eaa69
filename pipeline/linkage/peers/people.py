"""Invents a labelled file of children in households, with errors: python people.py ROWS SEED OUT.csv

Names are made of syllables at frequencies that fall as names' do (Zipf); nobody in it exists. Columns as of a pupil register,
with person_id and hh_id as truth. Neither engine sees how it is made.
"""
import csv
import random
import sys

ROWS, SEED, OUT = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
R = random.Random(SEED)


def names(count, starts, middles, ends):
    made = []
    seen = set()
    while len(made) < count:
        name = R.choice(starts) + "".join(R.choice(middles) for _ in range(R.choice((0, 1, 1, 2)))) + R.choice(ends)
        if name not in seen:
            seen.add(name)
            made.append(name)
    return made, [1 / (k + 8) ** 1.05 for k in range(count)]


CONSONANTS = ["B", "BR", "C", "CH", "D", "F", "G", "GR", "H", "J", "K", "L", "M", "N", "P", "R", "S", "SH", "ST", "T", "TH", "V", "W"]
VOWELS = ["A", "E", "I", "O", "U", "AI", "EE", "OO"]
PARTS = [c.lower().upper() + v for c in CONSONANTS for v in VOWELS]
BOYS = names(1200, PARTS, PARTS, ["N", "M", "S", "L", "RD", "CK", "O"])
GIRLS = names(1200, PARTS, PARTS, ["A", "IE", "NA", "LLE", "SE", "TH"])
SURNAMES = names(15000, PARTS, PARTS, ["SON", "LEY", "TON", "WELL", "FORD", "MAN", "ER", "S", "Y", "INGHAM"])
STREETS = names(4000, PARTS, PARTS, ["FIELD ROAD", "HILL", " STREET", " LANE", " CLOSE", " AVENUE", "WOOD ROAD"])[0]
SOURCES = ["census"] * 45 + ["health"] * 28 + ["admissions"] * 15 + ["housing"] * 9 + ["lost"] * 3


def pick(pool):
    return R.choices(pool[0], cum_weights=pool[1])[0]


for pool in (BOYS, GIRLS, SURNAMES):
    total = 0.0
    for k, w in enumerate(pool[1]):
        total += w
        pool[1][k] = total


def home():
    unit = f"{R.choice(['AB', 'CX', 'D', 'QE', 'VN'])}{R.randint(1, 30)} {R.randint(1, 9)}{R.choice('ABDEFGHJLN')}{R.choice('PQRSTUWXYZ')}"
    return unit, f"{R.randint(1, 150)} {R.choice(STREETS)}"


def slip(s):
    if len(s) < 3:
        return s
    k = R.randrange(len(s) - 1)
    letter = R.choice("AEIORSTLN")
    return R.choice([s[:k] + s[k + 1:], s[:k] + letter + s[k + 1:], s[:k] + s[k + 1] + s[k] + s[k + 2:], s[:k] + letter + s[k:]])


def record(child):
    forename, middle, surname, sex, (y, m, d), (unit, address) = child
    if R.random() < .05:
        forename = slip(forename)
    if R.random() < .015:
        forename = forename[0]
    if R.random() < .05:
        surname = slip(surname)
    if R.random() < .02:
        surname = pick(SURNAMES)
    if R.random() < .007:
        forename, surname = surname, forename
    if R.random() < .015 and d <= 12:
        m, d = d, m
    if R.random() < .02:
        d = R.randint(1, 28)
    dob = f"{y:04d}-{m:02d}-{d:02d}"
    if R.random() < .12:
        unit, address = home()
    if R.random() < .04:
        unit = slip(unit)
    if R.random() < .06:
        address = slip(address)
    lose = lambda s, rate: "" if R.random() < rate else s
    return [forename, lose(middle, .5), surname, lose(sex, .01), lose(dob, .03), lose(unit, .05), lose(address, .1)]


with open(OUT, "w", newline="") as f:
    w = csv.writer(f)
    w.writerow(["unique_id", "source_dataset", "person_id", "hh_id", "forename", "middle", "surname", "sex", "dob", "postcode", "address"])
    rows = person = house = 0
    while rows < ROWS:
        house += 1
        surname, where = pick(SURNAMES), home()
        born = (R.randint(2006, 2021), R.randint(1, 12), R.randint(1, 28))
        for k in range(R.choices((1, 2, 3, 4), (45, 35, 15, 5))[0]):
            person += 1
            if k and R.random() > .03:
                born = (min(born[0] + R.randint(1, 4), 2022), R.randint(1, 12), R.randint(1, 28))
            sex = R.choice("MF")
            pool = BOYS if sex == "M" else GIRLS
            child = (pick(pool), pick(pool) if R.random() < .6 else "", surname, sex, born, where)
            for _ in range(R.choices((1, 2, 3, 4), (35, 35, 20, 10))[0]):
                if rows < ROWS:
                    w.writerow([rows, R.choice(SOURCES), person, house] + record(child))
                    rows += 1
