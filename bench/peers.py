"""peers.py PEER DATABASE URL INPUT.CSV: what people use instead, each in the way
its manual shows. None of them takes a key twice in one statement, so the rows of
a chunk are made unique first, where a statement has several."""

import itertools
import sys

import workload

NAMES = ", ".join(workload.COLUMNS)
CHANGED = workload.COLUMNS[2:]
CHUNK = 1000


def chunks(rows, size=CHUNK):
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, size)):
        yield chunk


def last_of_each_key(rows):
    return list({row[:2]: row for row in rows}.values())


def upsert_text(database, marker):
    markers = ", ".join([marker] * len(workload.COLUMNS))
    insert = f"INSERT INTO items ({NAMES}) VALUES ({markers}) "
    if database in ("mariadb", "mysql"):
        return insert + "ON DUPLICATE KEY UPDATE " + ", ".join(
            f"{name} = VALUES({name})" for name in CHANGED)
    return insert + "ON CONFLICT (tenant, sku) DO UPDATE SET " + ", ".join(
        f"{name} = excluded.{name}" for name in CHANGED)


def plain(rows):
    """For sqlite3, which has no decimals and no times."""
    for tenant, sku, name, price, qty, seen_at in rows:
        yield tenant, sku, name, float(price), qty, str(seen_at)


def sqlalchemy(database, url, rows):
    import sqlalchemy as sa

    text = {
        "postgresql": lambda: sa.create_engine("postgresql+psycopg2://", creator=lambda: connect_psycopg2(url)),
        "sqlite": lambda: sa.create_engine(f"sqlite:///{url}"),
    }.get(database, lambda: sa.create_engine(f"mysql+mysqldb://{url}?charset=utf8mb4"))
    engine = text()
    table = sa.Table("items", sa.MetaData(), *(
        sa.Column(name, kind) for name, kind in zip(workload.COLUMNS, (
            sa.Integer, sa.String, sa.String, sa.Numeric(12, 2), sa.Integer,
            sa.String if database == "sqlite" else sa.DateTime))))
    module = __import__("sqlalchemy.dialects." + (
        database if database in ("postgresql", "sqlite") else "mysql"), fromlist=["insert"])
    rows = plain(rows) if database == "sqlite" else rows
    with engine.begin() as connection:
        for chunk in chunks(rows):
            statement = module.insert(table).values(last_of_each_key(chunk))
            if database in ("mariadb", "mysql"):
                statement = statement.on_duplicate_key_update(
                    {name: statement.inserted[name] for name in CHANGED})
            else:
                statement = statement.on_conflict_do_update(
                    index_elements=["tenant", "sku"],
                    set_={name: statement.excluded[name] for name in CHANGED})
            connection.execute(statement)


def connect_psycopg2(url):
    import psycopg2

    return psycopg2.connect(url)


def pyodbc(database, url, rows):
    import pyodbc as module

    connection = module.connect(url, autocommit=False)
    if database in ("mariadb", "mysql"):
        connection.setencoding("utf-8")
    cursor = connection.cursor()
    rows = plain(rows) if database == "sqlite" else rows
    for chunk in chunks(rows):
        cursor.executemany(upsert_text(database, "?"), chunk)
    connection.commit()


def psycopg(database, url, rows):
    import psycopg as module

    with module.connect(url) as connection, connection.cursor() as cursor:
        cursor.executemany(upsert_text(database, "%s"), rows)


def mysqlclient(database, url, rows):
    import MySQLdb

    user, rest = url.split(":", 1)
    password, rest = rest.split("@", 1)
    host, rest = rest.split(":", 1)
    port, name = rest.split("/", 1)
    connection = MySQLdb.connect(host=host, port=int(port), user=user, password=password,
                                 database=name, charset="utf8mb4")
    cursor = connection.cursor()
    for chunk in chunks(rows):
        cursor.executemany(upsert_text(database, "%s"), chunk)
    connection.commit()


def sqlite3(database, url, rows):
    import sqlite3 as module

    with module.connect(url) as connection:
        connection.executemany(upsert_text(database, "?"), plain(rows))


if __name__ == "__main__":
    peer, target, address, path = sys.argv[1:]
    globals()[peer](target, address, workload.read(path))
