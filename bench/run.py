"""run.py UPSERT PROGRAMS FOLDER DATABASE... : whole-process runs of the command,
of an expert's pipeline and of what people use instead, in turns; after each the
table is compared row by row. scripts/bench sets everything up."""

import argparse
import os
import statistics
import subprocess
import sys
import time

import chart
import databases
import workload

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = {
    "postgresql": ("sqlalchemy", "psycopg", "pyodbc", "activerecord"),
    "mariadb": ("sqlalchemy", "mysqlclient", "pyodbc", "activerecord"),
    "mysql": ("sqlalchemy", "mysqlclient", "pyodbc", "activerecord"),
    "sqlite": ("sqlalchemy", "sqlite3", "pyodbc", "activerecord"),
}
TICKS = os.sysconf("SC_CLK_TCK")


def server_seconds(names):
    """The processor time of the servers' processes, and of those that ended."""
    ticks = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                name, rest = file.read().rsplit(")", 1)
        except OSError:
            continue  # it has ended meanwhile
        if name.split("(", 1)[1] in names:
            ticks += sum(int(field) for field in rest.split()[11:15])
    return ticks / TICKS


class Contestant:
    def __init__(self, name, command, script=""):
        self.name, self.command, self.script = name, command, script
        self.seconds, self.client, self.server, self.memory = [], [], [], []

    def run(self, database):
        """By time(1): a process that is forked from this one has its memory for
        a moment, which the kernel counts."""
        usage = f"{database.folder}/usage"
        server = server_seconds(database.processes)
        begin = time.monotonic()
        process = subprocess.run(["time", "-f", "%U %S %M", "-o", usage] + self.command,
                                 input=self.script, text=True, check=False)
        self.seconds.append(time.monotonic() - begin)
        if process.returncode != 0:
            sys.exit(f"{self.name}: exit {process.returncode}")
        with open(usage, encoding="utf-8") as file:
            user, system, kibibytes = map(float, file.read().split())
        self.client.append(user + system)
        self.memory.append(kibibytes / 1024)
        self.server.append(server_seconds(database.processes) - server)


def write_job(path, database, options):
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            f'[source]\npath = {database.folder}/input.csv\nnull = ""\n'
            f'[target]\nconnection = "{database.odbc}"\ntable = items\n'
            f"[upsert]\nkey = tenant, sku\n[run]\n{options}")


def contestants(database, arguments):
    folder = database.folder
    write_job(f"{folder}/one.ini", database, "")
    write_job(f"{folder}/two.ini", database, "workers = 2\ncommit = 20000\n")
    ours = [arguments.upsert, "run", "--quiet"]
    yield Contestant("upsert", ours + [f"{folder}/one.ini"])
    if database.workers:
        yield Contestant("upsert, two workers", ours + [f"{folder}/two.ini"])
    yield Contestant(database.native_name, *database.native())
    if database.name == "sqlite":
        yield Contestant("a C program on SQLite's API", [
            f"{arguments.programs}/sqlite_loop", database.url, f"{folder}/input.csv"])
    for peer in PEERS[database.name]:
        if arguments.peers is not None and peer not in arguments.peers:
            continue
        url = database.odbc if peer == "pyodbc" else database.url
        if peer == "activerecord":
            command = ["ruby", "-W0", f"{HERE}/activerecord.rb"]
        else:
            command = [sys.executable, f"{HERE}/peers.py", peer]
        yield Contestant(peer, command + [database.name, url, f"{folder}/input.csv"])


def compare(name, database, expected):
    """Every row there is, and nothing else."""
    count = 0
    for row in database.rows():
        count += 1
        if expected.get(row[:2]) != row:
            sys.exit(f"{name}: {row} instead of {expected.get(row[:2])}")
    if count != len(expected):
        sys.exit(f"{name}: {count} rows instead of {len(expected)}")


def measure(database, arguments, expected):
    database.seed()
    all_of_them = list(contestants(database, arguments))
    for turn in range(arguments.rounds):
        shift = turn % len(all_of_them)
        for contestant in all_of_them[shift:] + all_of_them[:shift]:
            database.reset()
            contestant.run(database)
            compare(contestant.name, database, expected)
        print(f"{database.name}: round {turn + 1} of {arguments.rounds}", file=sys.stderr)
    return all_of_them


def table(results):
    ours = statistics.median(results[0].seconds)
    lines = ["| | seconds | upsert is | client's processor | server's processor | client's memory |",
             "|---|---|---|---|---|---|"]
    for c in results:
        seconds = statistics.median(c.seconds)
        lines.append(
            f"| {c.name} | {seconds:.2f} | "
            f"{seconds / ours:.2f} times as fast | {statistics.median(c.client):.2f} s | "
            f"{statistics.median(c.server):.2f} s | {max(c.memory):.0f} MiB |")
    return "\n".join(lines)


def stages(programs, folder):
    """The client's own work against a bare parse of the file."""
    seconds = {"parse": [], "client": []}
    for _ in range(7):
        for stage, taken in seconds.items():
            begin = time.monotonic()
            subprocess.run([f"{programs}/stages", stage, f"{folder}/input.csv"], check=True)
            taken.append(time.monotonic() - begin)
    return statistics.median(seconds["client"]) / statistics.median(seconds["parse"])


def names(text):
    return [] if text == "none" else text.split(",")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--upsert", required=True)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--rows", type=int, default=200000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", type=names, help="some of them, or none")
    parser.add_argument("--charts", help="a folder for the charts")
    parser.add_argument("databases", nargs="+", choices=databases.ALL)
    arguments = parser.parse_args()
    folder = f"{arguments.folder}/{arguments.rows}"
    workload.make(folder, arguments.rows)
    expected = workload.expected(folder)
    print(f"{arguments.rows:,} rows, medians of {arguments.rounds} rounds; "
          f"{os.cpu_count()} processors\n")
    print(f"The client's work alone takes {stages(arguments.programs, folder):.2f} "
          "times a bare parse of the file.\n")
    for name in arguments.databases:
        results = measure(databases.ALL[name](folder), arguments, expected)
        print(f"### {name}\n\n{table(results)}\n", flush=True)
        if arguments.charts:
            chart.draw(f"{arguments.charts}/{name}-{arguments.rows}.svg",
                       f"{name}, {arguments.rows:,} rows",
                       [(c.name, arguments.rows / statistics.median(c.seconds))
                        for c in results])


main()
