/* signals DATABASE [TEST]: what SIGINT and SIGTERM find the command at, and
   what it leaves behind. */
#include "command.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char ALL[] = "SELECT [k], [v] FROM @ ORDER BY [k]";
static const char BEFORE[] = "1|one\n2|two\n";

static const command_files NO_FILES;

/* How long a run is left alone to get where the signal shall find it, and how
   long it may take to end, in milliseconds. */
enum { HEAD_START = 1000, PATIENCE = 2500 };

/* ------------------------------------------------------------- the scene */

static void rest(long time_ms)
{
    const struct timespec span = {time_ms / 1000, time_ms % 1000 * 1000000};
    nanosleep(&span, NULL);
}

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void set_scene(const fixture *f, const char *lines)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    run(f, "INSERT INTO @ VALUES (1, 'one'), (2, 'two')");
    write_job_over(f, "csv", lines);
}

static pid_t start(const command_files *files)
{
    return start_command(files,
                         OPTIONS("run", "job.ini", "--report", "report.json"));
}

/* rows.csv is a pipe, into which the test writes. */
static int open_rows(pid_t *pid, const command_files *files)
{
    assert_int_equal(mkfifo("rows.csv", 0600), 0);
    *pid = start(files);
    int rows = open("rows.csv", O_WRONLY | O_CLOEXEC);
    assert_true(rows >= 0);
    return rows;
}

static void write_rows(int rows, const char *text)
{
    assert_int_equal(write(rows, text, strlen(text)), strlen(text));
}

/* Whether the process has ended, or does so in time. */
static bool has_ended(pid_t pid, long patience_ms)
{
    for (long end = now_ms() + patience_ms; now_ms() < end; rest(10)) {
        siginfo_t information = {0};
        assert_int_equal(
            waitid(P_PID, (id_t)pid, &information, WEXITED | WNOHANG | WNOWAIT),
            0);
        if (information.si_pid == pid)
            return true;
    }
    return false;
}

/* Send the signal, and expect what an interrupted run comes to. */
static void interrupt_within(pid_t pid, int signal, long patience_ms)
{
    assert_int_equal(kill(pid, signal), 0);
    bool ended = has_ended(pid, patience_ms);
    if (!ended)
        kill(pid, SIGKILL);
    outcome o = finish_command(pid);
    assert_true(ended);
    if (o.status != 130)
        fail_msg("exit status %d: %s", o.status, o.err);
    expect_contains(o.err, "upsert: interrupted; what was not committed has "
                           "been rolled back\n");
    assert_string_equal(o.out, "");
    outcome_dispose(&o);
}

static void interrupt(pid_t pid, int signal)
{
    interrupt_within(pid, signal, PATIENCE);
}

static void expect_report(const fixture *f, int64_t read, int64_t inserted)
{
    yajl_val report = load_report();
    expect_text(report, "status", "cancelled");
    expect_number(report, "rows_read", NULL, read);
    expect_number(report, "inserted",
                  inserted ? f->database->lost[UPSERT_MODE_UPSERT] : NULL,
                  inserted);
    expect_number(report, "updated",
                  inserted ? f->database->lost[UPSERT_MODE_UPSERT] : NULL, 0);
    yajl_tree_free(report);
}

/* ------------------------------------------------------ where it may be */

static void a_wait_for_a_lock_ends(void **state)
{
    fixture *f = *state;
    set_scene(f, "");
    write_file("rows.csv", "k,v\n3,drei\n2,zwei\n");
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    run_on(f, hdbc, "UPDATE @ SET [v] = 'mine' WHERE [k] = 2");
    pid_t pid = start(&NO_FILES);
    rest(HEAD_START);
    interrupt_within(pid, SIGINT, PATIENCE + f->database->lock_wait * 1000);
    end_transaction(hdbc, SQL_ROLLBACK);
    disconnect(f, hdbc);
    expect_rows(f, ALL, BEFORE);
    expect_report(f, 2, 0);
}

static void a_wait_for_rows_ends(void **state)
{
    fixture *f = *state;
    set_scene(f, "[run]\nbatch_rows = 2\n");
    pid_t pid;
    int rows = open_rows(&pid, &NO_FILES);
    write_rows(rows, "k,v\n3,drei\n2,zwei\n4,vier\n5,fu");
    rest(HEAD_START);
    interrupt(pid, SIGTERM);
    close(rows);
    expect_rows(f, ALL, BEFORE);
    expect_report(f, 3, 0);
}

static void what_is_committed_stays(void **state)
{
    fixture *f = *state;
    set_scene(f, "[run]\ncommit = 2\n");
    pid_t pid;
    int rows = open_rows(&pid, &NO_FILES);
    write_rows(rows, "k,v\n3,drei\n4,vier\n5,\n");
    rest(HEAD_START);
    interrupt(pid, SIGINT);
    close(rows);
    expect_rows(f, ALL, "1|one\n2|two\n3|drei\n4|vier\n");
    expect_report(f, 3, 2);
}

/* The rows never end, and most of the time a statement runs. */
static void a_run_at_full_speed_ends(void **state)
{
    fixture *f = *state;
    set_scene(f, "[run]\nbatch_rows = 500\n");
    pid_t pid;
    int rows = open_rows(&pid, &NO_FILES);
    signal(SIGPIPE, SIG_IGN);
    write_rows(rows, "k,v\n");
    bool killed = false;
    char line[64];
    long begin = now_ms();
    for (int k = 3;; k++) {
        snprintf(line, sizeof line, "%d,%d\n", k, k);
        if (write(rows, line, strlen(line)) < 0)
            break;
        if (!killed && now_ms() > begin + HEAD_START)
            killed = kill(pid, SIGINT) == 0;
        assert_true(now_ms() < begin + HEAD_START + PATIENCE);
    }
    close(rows);
    outcome o = finish_command(pid);
    assert_int_equal(o.status, 130);
    outcome_dispose(&o);
    expect_rows(f, ALL, BEFORE);
}

/* ------------------------------------------------ before there is a session */

static void a_wait_for_the_source_ends(void **state)
{
    fixture *f = *state;
    set_scene(f, "");
    assert_int_equal(mkfifo("rows.csv", 0600), 0);
    pid_t pid = start(&NO_FILES);
    rest(HEAD_START);
    interrupt(pid, SIGINT);
    expect_rows(f, ALL, BEFORE);
    expect_report(f, 0, 0);
}

/* A socket that takes connections and says nothing. */
static int listen_in_silence(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(listener, 4), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size),
                     0);
    *port = ntohs(address.sin_port);
    return listener;
}

/* SQLite has no server to connect to. */
static void a_wait_for_a_connection_ends(void **state)
{
    fixture *f = *state;
    char setting[1200];
    int port;
    set_scene(f, "");
    write_file("rows.csv", "k,v\n3,drei\n");
    const char *at = strstr(f->connection, "Port=");
    if (!at) {
        assert_non_null(strstr(f->connection, "SQLite"));
        return;
    }
    int listener = listen_in_silence(&port);
    snprintf(setting, sizeof setting, "target.connection=%.*sPort=%d%s",
             (int)(at - f->connection), f->connection, port, strchr(at, ';'));
    pid_t pid =
        start_command(&NO_FILES, OPTIONS("run", "job.ini", "--report",
                                         "report.json", "--set", setting));
    rest(HEAD_START);
    interrupt(pid, SIGINT);
    close(listener);
    expect_rows(f, ALL, BEFORE);
    expect_report(f, 0, 0);
}

/* ----------------------------------------------------- signals of all kinds */

/* What the command has to say finds no room. */
static void the_second_signal_ends_at_once(void **state)
{
    fixture *f = *state;
    static const char FILLER[4096];
    set_scene(f, "");
    assert_int_equal(mkfifo("errors", 0600), 0);
    int errors = open("errors", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    while (write(errors, FILLER, sizeof FILLER) > 0)
        ;
    pid_t pid;
    int rows = open_rows(&pid, &(command_files){.errors = "errors"});
    write_rows(rows, "k,v\n3,drei\n");
    rest(HEAD_START);
    kill(pid, SIGINT);
    assert_false(has_ended(pid, HEAD_START));
    expect_report(f, 1, 0);
    kill(pid, SIGTERM);
    assert_true(has_ended(pid, PATIENCE));
    outcome o = finish_command(pid);
    assert_int_equal(o.status, 130);
    outcome_dispose(&o);
    close(rows);
    close(errors);
    expect_rows(f, ALL, BEFORE);
}

static void a_signal_that_is_ignored_stays_so(void **state)
{
    fixture *f = *state;
    set_scene(f, "");
    pid_t pid;
    signal(SIGINT, SIG_IGN);
    int rows = open_rows(&pid, &NO_FILES);
    signal(SIGINT, SIG_DFL);
    write_rows(rows, "k,v\n3,drei\n");
    rest(HEAD_START);
    kill(pid, SIGINT);
    assert_false(has_ended(pid, HEAD_START / 2));
    close(rows);
    outcome o = finish_command(pid);
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
    outcome_dispose(&o);
    expect_rows(f, ALL, "1|one\n2|two\n3|drei\n");
}

/* Nobody reads what the command says. */
static void a_reader_that_goes_away_is_no_harm(void **state)
{
    fixture *f = *state;
    set_scene(f, "");
    assert_int_equal(mkfifo("output", 0600), 0);
    int output = open("output", O_RDWR | O_CLOEXEC);
    pid_t pid;
    int rows = open_rows(&pid, &(command_files){.output = "output"});
    close(output);
    write_rows(rows, "k,v\n3,drei\n");
    close(rows);
    outcome o = finish_command(pid);
    assert_int_equal(o.status, 0);
    outcome_dispose(&o);
    expect_rows(f, ALL, "1|one\n2|two\n3|drei\n");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        CLI_TEST(a_wait_for_a_lock_ends),
        CLI_TEST(a_wait_for_rows_ends),
        CLI_TEST(what_is_committed_stays),
        CLI_TEST(a_run_at_full_speed_ends),
        CLI_TEST(a_wait_for_the_source_ends),
        CLI_TEST(a_wait_for_a_connection_ends),
        CLI_TEST(the_second_signal_ends_at_once),
        CLI_TEST(a_signal_that_is_ignored_stays_so),
        CLI_TEST(a_reader_that_goes_away_is_no_harm),
    };
    return run_cli_tests(argc, argv, tests, LENGTH(tests));
}
