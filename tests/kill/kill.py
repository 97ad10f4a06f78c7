"""Kill runs with a checkpoint, and see that nothing is lost or applied twice.

    kill.py DATABASE COMMAND SCRIPTS [--times N] [--seed N]

DATABASE is sqlite, postgresql, mariadb or mysql; COMMAND the command upsert;
SCRIPTS the folder with scripts/servers, which starts a server of this test's
own. A round is a job with rules that show when a row is applied twice or not at
all (add, append), which commits every few hundred rows, by one connection or
two. At a random moment, or after a random number of commits,

    process   the command is killed (SIGKILL),
    backend   the server ends one of its connections, or all of them,
    server    the whole server is killed (SIGKILL), and started again.

A command that was killed is run again until it ends by itself; in the other two
cases it must go on without that, unless it had not connected yet. Then the table, and the counts of the report,
must be those of a run that nobody has disturbed; and running it once more must
change nothing. With N rounds they come in equal shares, but for the server,
which takes long to start.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))
import odbc  # noqa: E402

ROWS, KEYS = 4000, 500
SERVERS = {"postgresql": "UPSERT_TEST_POSTGRESQL",
           "mariadb": "UPSERT_TEST_MARIADB", "mysql": "UPSERT_TEST_MYSQL"}
SESSIONS = {
    "postgresql": "SELECT pid FROM pg_stat_activity WHERE backend_type ="
                  " 'client backend' AND pid <> pg_backend_pid()",
    "mariadb": "SHOW PROCESSLIST", "mysql": "SHOW PROCESSLIST"}
TRIES = 12  # of a command that is killed now and then


class Failure(Exception):
    """The promise was broken."""


class Target:
    """A database of this test's own."""

    def __init__(self, name, scripts, folder):
        self.name, self.scripts, self.folder = name, scripts, folder
        self.link = None
        self.made = False  # the table of checkpoints
        if name == "sqlite":
            self.string = (f"Driver=SQLite3;Database={folder}/kill.db;"
                           "Timeout=5000;SyncPragma=OFF")
            return
        os.environ["UPSERT_SERVERS"] = os.path.join(folder, "servers")
        for line in self._servers("up").splitlines():
            if line.startswith(f"export {SERVERS[name]}="):
                self.string = line.split("=", 1)[1].strip("'")

    def _servers(self, action):
        return subprocess.run(
            [os.path.join(self.scripts, "servers"), action, self.name],
            check=True, stdout=subprocess.PIPE, text=True).stdout

    def stop(self):
        if self.name != "sqlite":
            self._servers("down")

    def crash(self):
        """Kill the server, and start it again where it was."""
        self._forget()
        self._servers("crash")

    def _forget(self):
        if self.link:
            self.link.close()
        self.link = None

    def run(self, sql):
        self.link = self.link or odbc.Connection(self.string)
        return self.link.run(sql)

    def create(self):
        engine = " ENGINE = InnoDB" if self.name in ("mariadb", "mysql") else ""
        if self.made:
            self.run("DELETE FROM upsert_checkpoint")
        for sql in ("DROP TABLE IF EXISTS kill_test",
                    "CREATE TABLE kill_test (k INTEGER NOT NULL PRIMARY KEY,"
                    f" n INTEGER, v VARCHAR(2000)){engine}"):
            self.run(sql)

    def table(self):
        return self.run("SELECT k, n, v FROM kill_test ORDER BY k")

    def commits(self):
        """How often the run has written its checkpoint."""
        rows = self.run("SELECT SUM(writes) FROM upsert_checkpoint")
        return int(float(rows[0][0] or 0))

    def end_sessions(self, chance):
        own = []
        if self.name != "postgresql":
            own = self.run("SELECT CONNECTION_ID()")[0]
        ids = [row[0] for row in self.run(SESSIONS[self.name])
               if row[0] not in own and
               (len(row) < 2 or row[1] == "upsert")]
        for session in chance.sample(ids, chance.choice((1, len(ids)))
                                     if ids else 0):
            try:
                self.run(f"SELECT pg_terminate_backend({session})"
                         if self.name == "postgresql" else f"KILL {session}")
            except odbc.Error:
                pass  # it has ended by itself
        return len(ids)


class Round:
    """One job, disturbed."""

    def __init__(self, target, command, how, by_time, chance):
        self.target, self.command = target, command
        self.how, self.by_time, self.chance = how, by_time, chance
        self.hits = self.runs = 0
        self.rows = [(chance.randrange(KEYS), chance.randrange(1, 100),
                      chance.choice("abcdefgh")) for _ in range(ROWS)]
        commit = chance.randrange(100, 400)
        workers = 1 if target.name == "sqlite" else chance.choice((1, 2))
        self.settings = [f"run.commit={commit}", f"run.workers={workers}"]
        if workers == 1 and chance.random() < 0.5:
            # Several batches a transaction: the rows come from the file again.
            self.settings.append(f"run.batch_rows={commit // 3}")
        self.path = os.path.join(target.folder, "job.ini")
        self.report = os.path.join(target.folder, "report.json")

    def write(self):
        with open(os.path.join(self.target.folder, "rows.csv"), "w") as file:
            file.write("k,n,v\n")
            file.writelines(f"{k},{n},{v}\n" for k, n, v in self.rows)
        with open(self.path, "w") as file:
            file.write("[source]\npath = rows.csv\n[target]\n"
                       f"connection = \"{self.target.string}\"\n"
                       "table = kill_test\n[upsert]\nkey = k\n"
                       "update = n:add, v:append\n[run]\ncheckpoint = yes\n")

    def start(self):
        arguments = [self.command, "run", "job.ini", "--report",
                     self.report, "--quiet"]
        for setting in self.settings:
            arguments += ["--set", setting]
        self.runs += 1
        return subprocess.Popen(arguments, cwd=self.target.folder,
                                stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)

    def wait_for_moment(self, process, usual):
        """Until a random time, or a random commit."""
        if self.by_time:
            try:
                process.wait(self.chance.uniform(0, usual))
            except subprocess.TimeoutExpired:
                pass
            return
        wanted = self.target.commits() + self.chance.randrange(1, 8)
        while process.poll() is None and self.target.commits() < wanted:
            pass

    def disturb(self, process):
        if process.poll() is not None:
            return
        if self.how == "process":
            process.kill()
            self.hits += 1
        elif self.how == "backend":
            self.hits += self.target.end_sessions(self.chance) > 0
        else:
            self.target.crash()
            self.hits += 1

    def finish(self, process):
        try:
            said = process.communicate(timeout=180)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failure("the command hangs: " + process.communicate()[0])
        if process.returncode == 0:
            return True
        if self.how == "process" and process.returncode == -9:
            return False
        # It had not connected yet, and has done nothing.
        if self.how != "process" and "cannot connect" in said:
            return False
        raise Failure(f"exit status {process.returncode}: {said}")

    def expected(self):
        table = {}
        for k, n, v in self.rows:
            before = table.get(k, (0, ""))
            table[k] = (before[0] + n, before[1] + v)
        return [[str(k), str(n), v] for k, (n, v) in sorted(table.items())]

    def check(self, checkpoint):
        expected, found = self.expected(), self.target.table()
        wrong = [(a, b) for a, b in zip(expected, found) if a != b]
        if wrong or len(found) != len(expected):
            raise Failure(f"{len(found)} rows of {len(expected)}, "
                          f"{len(wrong)} of them wrong, the first: {wrong[:1]}")
        with open(self.report) as file:
            report = json.load(file)
        sent = [report[name] for name in ("inserted", "updated", "folded")]
        if (report["rows_read"] != ROWS or report["inserted"] != len(expected)
                or sum(sent) != ROWS):
            raise Failure(f"counts: {report}")
        if checkpoint and report["checkpoint"] != checkpoint:
            raise Failure(f"checkpoint: {report}")

    def play(self, usual):
        self.target.create()
        self.write()
        for _ in range(TRIES):
            process = self.start()
            # A server that crashes again and again never gets to an end.
            if self.how != "server" or self.hits == 0:
                self.wait_for_moment(process, usual)
                self.disturb(process)
            if self.finish(process):
                break
        else:
            # It was killed each time: let it end now.
            if not self.finish(self.start()):
                raise Failure("it does not end")
        self.check(None)
        if not self.finish(self.start()):
            raise Failure("a finished run does not end")
        self.check("finished")


def kinds(name, times):
    if name == "sqlite":
        return ["process"] * times
    return [("process", "backend", "server", "backend", "process")[i % 5]
            for i in range(times)]


def measure(target, command):
    """How long a run takes that nobody disturbs."""
    undisturbed = Round(target, command, "none", True, random.Random(0))
    target.create()
    undisturbed.write()
    begin = time.monotonic()
    undisturbed.finish(undisturbed.start())
    target.made = True
    return time.monotonic() - begin


def play_all(target, options):
    usual = measure(target, options.command)
    hits = {}
    for i, how in enumerate(kinds(target.name, options.times)):
        for attempt in range(10):
            chance = random.Random(f"{options.seed}/{i}/{attempt}")
            game = Round(target, options.command, how, i // 5 % 2, chance)
            try:
                game.play(usual)
            except Failure as failure:
                print(f"round {i}, attempt {attempt} (--seed {options.seed}, "
                      f"{how}, {' '.join(game.settings)}): {failure}")
                return 1
            if game.hits:  # and it did not end before it was killed
                break
        hits[how] = hits.get(how, 0) + game.hits
        if options.verbose:
            print(i, how, game.hits, game.runs, *game.settings, flush=True)
    print(f"{target.name}: {options.times} rounds, "
          f"kills that met a run: {hits}")
    # A test that never meets a run tests nothing.
    return 0 if all(hits.values()) else 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("database", choices=["sqlite", *SERVERS])
    parser.add_argument("command")
    parser.add_argument("scripts")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="upsert-kill.")
    os.chmod(folder, 0o755)  # the server's user looks into it
    target = None
    try:
        target = Target(options.database, options.scripts, folder)
        return play_all(target, options)
    finally:
        if target:
            target.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
