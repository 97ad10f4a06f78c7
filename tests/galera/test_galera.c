/* A Galera cluster: a run on one node, while another one is written to, and a
   run whose node dies. */
#include "cli/command.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { KEYS = 1000, ROUNDS = 20 };

/* ------------------------------------------------------------- the scene */

static const char *node(int number)
{
    char name[32];
    snprintf(name, sizeof name, "UPSERT_TEST_GALERA_%d", number);
    const char *connection = getenv(name);
    if (!connection)
        fail_msg("%s is not set: scripts/servers up galera", name);
    return connection;
}

static SQLHDBC connect_to(const fixture *f, int number)
{
    SQLHDBC hdbc;
    SQLAllocHandle(SQL_HANDLE_DBC, f->env, &hdbc);
    if (!SQL_SUCCEEDED(SQLDriverConnect(hdbc, NULL, (SQLCHAR *)node(number),
                                        SQL_NTS, NULL, 0, NULL,
                                        SQL_DRIVER_NOPROMPT)))
        fail_msg("node %d does not take a connection", number);
    return hdbc;
}

/* Rounds of all keys: v is that of the round, or always `v` where it is not 0.
 */
static void write_input(int v)
{
    FILE *file = fopen("rows.csv", "w");
    assert_non_null(file);
    fputs("k,v\n", file);
    for (int i = 0; i < KEYS * ROUNDS; i++)
        fprintf(file, "%d,%d\n", i % KEYS, v ? v : i / KEYS + 1);
    assert_int_equal(fclose(file), 0);
}

static void make_table(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <integer> NOT NULL,"
              " [n] <integer> DEFAULT 0 NOT NULL");
    char row[64];
    for (int k = 0; k < KEYS; k += 2) {
        snprintf(row, sizeof row, "INSERT INTO @ (k, v) VALUES (%d, 0)", k);
        run(f, row);
    }
}

/* ---------------------------------------------------- the second writer */

typedef struct writer {
    const fixture *f;
    SQLHDBC hdbc; /* of another node */
    atomic_bool stop;
    long written; /* rows that it has added 1 to */
} writer;

/* What of it the cluster refuses is no more than not done. */
static void *write_on(void *data)
{
    writer *w = data;
    SQLHSTMT statement;
    SQLAllocHandle(SQL_HANDLE_STMT, w->hdbc, &statement);
    for (unsigned k = 0; !w->stop; k = (k + 7) % KEYS) {
        char text[128];
        SQLLEN rows = 0;
        snprintf(text, sizeof text, "UPDATE @ SET n = n + 1 WHERE k = %u", k);
        char *sql = expand(w->f, text);
        SQLRETURN code = SQLExecDirect(statement, (SQLCHAR *)sql, SQL_NTS);
        if (SQL_SUCCEEDED(code) && SQL_SUCCEEDED(SQLRowCount(statement, &rows)))
            w->written += rows;
        SQLFreeStmt(statement, SQL_CLOSE);
        free(sql);
    }
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    return NULL;
}

/* ------------------------------------------------------------- the tests */

static void expect_table(const fixture *f, long written)
{
    char rows[64];
    snprintf(rows, sizeof rows, "%d|%d|%d|%ld\n", KEYS, ROUNDS, ROUNDS,
             written);
    expect_rows(f, "SELECT count(*), min(v), max(v), sum(n) FROM @", rows);
}

/* Galera lets the first of two transactions that meet commit, and ends the
   other, often at its COMMIT. */
static void conflicts_between_nodes_lose_nothing(void **state)
{
    fixture *f = *state;
    make_table(f);
    write_input(0);
    write_job_over(f, "csv", "[run]\ncommit = 250\nbatch_rows = 250\n");
    writer w = {.f = f, .hdbc = connect_to(f, 1)};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, write_on, &w), 0);
    outcome o = COMMAND(NULL, "run", "job.ini", "--report", "report.json");
    w.stop = true;
    pthread_join(thread, NULL);
    disconnect(f, w.hdbc);
    if (o.status != 0)
        fail_msg("exit status %d: %s", o.status, o.err);
    outcome_dispose(&o);
    yajl_val report = load_report();
    int64_t retries = YAJL_GET_INTEGER(report_value(report, "retries"));
    expect_number(report, "rows_read", NULL, KEYS * ROUNDS);
    yajl_tree_free(report);
    print_message("%lld transactions sent again, %ld rows of the second "
                  "writer\n",
                  (long long)retries, w.written);
    assert_true(retries > 0);
    assert_true(w.written > 0);
    char *found = read_on(f, f->hdbc, "SELECT count(*), min(k), max(k) FROM @ WHERE v <> 20");
    print_message("wrong: %s", found);
    free(found);
    expect_table(f, w.written);
}

static void kill_node(const fixture *f, int number)
{
    SQLHDBC hdbc = connect_to(f, number);
    char *name = read_on(f, hdbc, "SELECT @@pid_file");
    name[strcspn(name, "\n")] = '\0';
    FILE *file = fopen(name, "r");
    long pid = 0;
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%ld", &pid), 1);
    fclose(file);
    free(name);
    assert_int_equal(kill((pid_t)pid, SIGKILL), 0);
    SQLDisconnect(hdbc);
    SQLFreeHandle(SQL_HANDLE_DBC, hdbc);
}

/* Until another node has rows of the sixth round. */
static void await_rounds(const fixture *f)
{
    const struct timespec span = {0, 20 * 1000000L};
    for (int tries = 0;; tries++, nanosleep(&span, NULL)) {
        char *most = read_on(f, f->hdbc, "SELECT max(v) FROM @");
        long rounds = strtol(most, NULL, 10);
        free(most);
        if (rounds > 5)
            return;
        assert_true(tries < 1000);
    }
}

/* The rule shows a row that is applied twice, or not at all. */
static void the_death_of_a_node_loses_nothing(void **state)
{
    fixture *f = *state;
    char nodes[3][700];
    make_table(f);
    write_input(1);
    write_job_over(f, "csv",
                   "[upsert]\nupdate = v:add\n"
                   "[run]\ncommit = 250\ncheckpoint = yes\n");
    snprintf(nodes[0], sizeof nodes[0], "target.connection=%s", node(1));
    snprintf(nodes[1], sizeof nodes[1], "target.connection_2=%s", node(2));
    snprintf(nodes[2], sizeof nodes[2], "target.connection_3=%s", node(3));
    pid_t pid = start_command(&(command_files){NULL, NULL, NULL},
                              OPTIONS("run", "job.ini", "--set", nodes[0],
                                      "--set", nodes[1], "--set", nodes[2],
                                      "--report", "report.json"));
    await_rounds(f);
    kill_node(f, 1);
    outcome o = finish_command(pid);
    if (o.status != 0)
        fail_msg("exit status %d: %s", o.status, o.err);
    outcome_dispose(&o);
    yajl_val report = load_report();
    assert_true(YAJL_GET_INTEGER(report_value(report, "retries")) > 0);
    yajl_tree_free(report);
    expect_table(f, 0);
    run(f, "DROP TABLE upsert_checkpoint");
}

int main(void)
{
    static database galera;
    galera = *find_database("mariadb");
    galera.name = "galera";
    galera.environment = "UPSERT_TEST_GALERA_2";
    const struct CMUnitTest tests[] = {
        CLI_TEST(conflicts_between_nodes_lose_nothing),
        CLI_TEST(the_death_of_a_node_loses_nothing),
    };
    return run_cli_tests_on(&galera, tests, LENGTH(tests));
}
