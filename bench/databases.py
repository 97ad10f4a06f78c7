"""The databases: how `items` is made ready and read, and what an expert would
type to load the input by hand."""

import datetime
import decimal
import os
import shutil
import sqlite3
import subprocess

DEFINITION = (
    "CREATE TABLE {name} (tenant int NOT NULL, sku varchar(40) NOT NULL, "
    "name varchar(200), price numeric(12,2), qty int, seen_at {timestamp}, "
    "PRIMARY KEY (tenant, sku)){options}"
)


def fields(connection_string):
    pairs = (part.split("=", 1) for part in connection_string.split(";") if "=" in part)
    return {name.lower(): value for name, value in pairs}


class PostgreSQL:
    name = "postgresql"
    processes = ("postgres",)
    workers = True
    native_name = r"psql \copy, DISTINCT ON, ON CONFLICT"

    def __init__(self, folder):
        import psycopg2

        self.folder = folder
        self.odbc = os.environ["UPSERT_TEST_POSTGRESQL"]
        f = fields(self.odbc)
        self.url = f"host=127.0.0.1 port={f['port']} user={f['uid']} password={f['pwd']} dbname={f['database']}"
        self.connection = psycopg2.connect(self.url)
        self.connection.autocommit = True
        self.cursor = self.connection.cursor()

    def seed(self):
        self.cursor.execute("DROP TABLE IF EXISTS seed")
        self.cursor.execute(DEFINITION.format(name="seed", timestamp="timestamp", options=""))
        with open(f"{self.folder}/seed.csv", encoding="utf-8") as file:
            self.cursor.copy_expert("COPY seed FROM STDIN CSV HEADER", file)

    def reset(self):
        for statement in (
            "DROP TABLE IF EXISTS items",
            DEFINITION.format(name="items", timestamp="timestamp", options=""),
            "INSERT INTO items SELECT * FROM seed",
            "VACUUM ANALYZE items",
            "CHECKPOINT",
        ):
            self.cursor.execute(statement)

    def native(self):
        script = (
            "BEGIN; CREATE TEMP TABLE s (n bigint GENERATED ALWAYS AS IDENTITY, "
            "LIKE items) ON COMMIT DROP;\n"
            "\\copy s (tenant, sku, name, price, qty, seen_at) from "
            f"'{self.folder}/input.csv' csv header\n"
            "INSERT INTO items SELECT DISTINCT ON (tenant, sku) tenant, sku, name, "
            "price, qty, seen_at FROM s ORDER BY tenant, sku, n DESC "
            "ON CONFLICT (tenant, sku) DO UPDATE SET name = excluded.name, "
            "price = excluded.price, qty = excluded.qty, seen_at = excluded.seen_at; COMMIT"
        )
        return ["psql", "-qX", "-v", "ON_ERROR_STOP=1", self.url], script

    def rows(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT * FROM items")
            yield from cursor


class MariaDB:
    name = "mariadb"
    processes = ("mariadbd",)
    workers = True
    native_name = "LOAD DATA LOCAL INFILE, ON DUPLICATE KEY UPDATE"

    def __init__(self, folder):
        import MySQLdb

        self.folder = folder
        self.odbc = os.environ[f"UPSERT_TEST_{self.name.upper()}"]
        f = fields(self.odbc)
        self.login = {"host": "127.0.0.1", "port": int(f["port"]), "user": f["uid"],
                      "password": f["pwd"], "database": f["database"]}
        self.url = "{user}:{password}@{host}:{port}/{database}".format(**self.login)
        self.connection = MySQLdb.connect(**self.login, charset="utf8mb4", local_infile=1,
                                          autocommit=True)
        self.cursor = self.connection.cursor()

    def create(self, name):
        self.cursor.execute(f"DROP TABLE IF EXISTS {name}")
        self.cursor.execute(DEFINITION.format(name=name, timestamp="datetime",
                                              options=" DEFAULT CHARSET utf8mb4"))

    def load(self, file, table):
        return (
            f"LOAD DATA LOCAL INFILE '{self.folder}/{file}' INTO TABLE {table} "
            "CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' "
            "ESCAPED BY '' LINES TERMINATED BY '\\r\\n' IGNORE 1 LINES "
            "(tenant, sku, @name, price, @qty, seen_at) "
            "SET name = NULLIF(@name, ''), qty = NULLIF(@qty, '')"
        )

    def seed(self):
        self.create("seed")
        self.cursor.execute(self.load("seed.csv", "seed"))

    def reset(self):
        self.create("items")
        self.cursor.execute("INSERT INTO items SELECT * FROM seed")

    def native(self):
        script = (
            "BEGIN; CREATE TEMPORARY TABLE s (tenant int NOT NULL, sku varchar(40) NOT NULL, "
            "name varchar(200), price numeric(12,2), qty int, seen_at datetime) "
            f"DEFAULT CHARSET utf8mb4; {self.load('input.csv', 's')}; "
            "INSERT INTO items SELECT * FROM s ON DUPLICATE KEY UPDATE name = VALUES(name), "
            "price = VALUES(price), qty = VALUES(qty), seen_at = VALUES(seen_at); COMMIT"
        )
        return ["mariadb", "--local-infile=1", f"-h{self.login['host']}",
                f"-P{self.login['port']}", f"-u{self.login['user']}",
                f"-p{self.login['password']}", self.login["database"]], script

    def rows(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT * FROM items")
            yield from cursor


class MySQL(MariaDB):
    name = "mysql"
    # Unpacked from elsewhere it is run by the loader of its own libraries.
    processes = ("mysqld", "ld-linux-x86-64")

    def seed(self):
        self.cursor.execute("SET GLOBAL local_infile = 1")
        super().seed()


class SQLite:
    name = "sqlite"
    processes = ()
    workers = False
    native_name = "sqlite3 .import, ON CONFLICT"

    def __init__(self, folder):
        self.folder = folder
        self.url = f"{folder}/items.db"
        self.odbc = f"Driver=SQLite3;Database={self.url}"

    def seed(self):
        path = f"{self.folder}/seed.db"
        if os.path.exists(path):
            os.unlink(path)
        with sqlite3.connect(path) as connection:
            connection.execute(DEFINITION.format(name="items", timestamp="text", options=""))
        subprocess.run(["sqlite3", path, ".mode csv",
                        f".import --skip 1 '{self.folder}/seed.csv' items",
                        "UPDATE items SET name = NULLIF(name, ''), qty = NULLIF(qty, '')"],
                       check=True)

    def reset(self):
        shutil.copyfile(f"{self.folder}/seed.db", self.url)

    def native(self):
        return ["sqlite3", self.url, "PRAGMA cache_size = -49152", "BEGIN",
                "CREATE TEMP TABLE s (tenant int, sku text, name text, price numeric, "
                "qty int, seen_at text)", ".mode csv",
                f".import --skip 1 '{self.folder}/input.csv' s",
                "INSERT INTO items SELECT tenant, sku, NULLIF(name, ''), price, "
                "NULLIF(qty, ''), seen_at FROM s WHERE true ON CONFLICT (tenant, sku) "
                "DO UPDATE SET name = excluded.name, price = excluded.price, "
                "qty = excluded.qty, seen_at = excluded.seen_at", "COMMIT"], ""

    def rows(self):
        with sqlite3.connect(self.url) as connection:
            for tenant, sku, name, price, qty, seen_at in connection.execute(
                    "SELECT * FROM items"):
                yield (tenant, sku, name, decimal.Decimal(f"{price:.2f}"), qty,
                       datetime.datetime.fromisoformat(seen_at))


ALL = {kind.name: kind for kind in (PostgreSQL, MariaDB, MySQL, SQLite)}
