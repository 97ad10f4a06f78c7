"""Rows to upsert: a table `items` with the key (tenant, sku), of which half of
the keys are there already and a tenth of the input repeats a key."""

import csv
import datetime
import decimal
import os
import random

COLUMNS = ("tenant", "sku", "name", "price", "qty", "seen_at")
WORDS = (
    'laptop mouse keyboard monitor cable dock hub stand lamp chair desk camera '
    'mic naïve café 東京 O\'Reilly "quoted" back\\slash comma,inside'
).split(" ")


def draw_row(rng, key):
    """A row's fields as texts; "" is NULL."""
    name = " ".join(rng.choice(WORDS) for _ in range(rng.randint(2, 6)))
    return (
        str(key % 97),
        f"SKU-{key:09d}",
        name if rng.random() > 0.03 else "",
        f"{rng.randint(0, 9999999) / 100:.2f}",
        str(rng.randint(0, 100000)) if rng.random() > 0.02 else "",
        f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d} "
        f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}",
    )


def draw_keys(rng, rows, keys):
    """Each key once, in no order, and others again: half of these soon after."""
    fresh = iter(rng.sample(keys, len(keys)))
    seen = []
    for _ in range(rows):
        key = next(fresh, None) if not seen or rng.random() >= 0.10 else None
        if key is None:
            near = len(seen) - 1 - rng.randrange(min(len(seen), 500))
            key = seen[rng.randrange(len(seen)) if rng.random() < 0.5 else near]
        seen.append(key)
        yield key


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def make(folder, rows):
    """Write seed.csv and input.csv of `rows` rows, always the same ones."""
    if os.path.exists(f"{folder}/input.csv"):
        return
    os.makedirs(folder, exist_ok=True)
    rng = random.Random(20261122)
    keys = list(range(int(rows * 0.9)))
    rng.shuffle(keys)
    write_csv(f"{folder}/seed.csv",
              (draw_row(rng, key) for key in sorted(keys[: len(keys) // 2])))
    write_csv(f"{folder}/input.csv.new",
              [draw_row(rng, key) for key in draw_keys(rng, rows, keys)])
    os.rename(f"{folder}/input.csv.new", f"{folder}/input.csv")


def read(path):
    """The rows of a file as values for a database, in order."""
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        for tenant, sku, name, price, qty, seen_at in reader:
            yield (int(tenant), sku, name or None, decimal.Decimal(price),
                   int(qty) if qty else None,
                   datetime.datetime.fromisoformat(seen_at))


def expected(folder):
    """What the table must hold after the input: rows by their keys."""
    table = {}
    for file in ("seed.csv", "input.csv"):
        for row in read(f"{folder}/{file}"):
            table[row[:2]] = row
    return table
