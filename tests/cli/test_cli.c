/* cli DATABASE [TEST]: exit statuses, reports and messages of the command. */
#include "command.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char ALL[] = "SELECT [k], [v], [n] FROM @ ORDER BY [k]";
static const char BEFORE[] = "1|one|10\n2|two|20\n";

/* ------------------------------------------------------------- the scene */

/* A job over rows.csv, with lines of its own at the end. */
static void write_job(const fixture *f, const char *lines)
{
    write_job_over(f, "csv", lines);
}

static void set_scene(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>,"
              " [n] <integer> NOT NULL");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20)");
    write_job(f, "");
    write_file("rows.csv", "k,v,n\n1,one,10\n2,zwei,20\n3,three,30\n"
                           "3,drei,30\n4,,40\n");
}

static void expect_untouched(const fixture *f)
{
    expect_rows(f, ALL, BEFORE);
}

/* Expect that the job fails, says why, and leaves the table alone. */
static void expect_failure(const fixture *f, int status, const char *text)
{
    EXPECT(status, text, "run", "job.ini");
    expect_untouched(f);
}

/* ---------------------------------------------------------------- usage */

static void usage_errors_are_2(void **state)
{
    (void)state;
    EXPECT(2, "Usage: upsert run", NULL);
    EXPECT(2, "unknown command 'walk'", "walk", "job.ini");
    EXPECT(2, "takes one job file", "run");
    EXPECT(2, "takes one job file", "plan");
    EXPECT(2, "takes one job file", "run", "a.ini", "b.ini");
    EXPECT(2, "'--nonsense'", "run", "--nonsense", "job.ini");
    EXPECT(2, "--set", "run", "job.ini", "--set");
    EXPECT(2, "--report", "plan", "job.ini", "--report", "x.json");
    EXPECT(2, "no arguments", "dialects", "all");
}

static void expect_said(const char *part, const char *const *arguments)
{
    outcome o = run_command(NULL, arguments);
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
    expect_contains(o.out, part);
    outcome_dispose(&o);
}

static void help_is_no_error(void **state)
{
    fixture *f = *state;
    expect_said("Usage: upsert run", OPTIONS("--help"));
    expect_said("Usage: upsert run", OPTIONS("-h"));
    expect_said("upsert run JOB.ini", OPTIONS("run", "--help"));
    expect_said("upsert plan JOB.ini", OPTIONS("plan", "--help"));
    expect_said("sqlite ", OPTIONS("dialects"));
    expect_said(f->database->dialect, OPTIONS("dialects"));
    char version[64];
    snprintf(version, sizeof version, "upsert %s\n", upsert_version());
    expect_said(version, OPTIONS("--version"));
}

static void settings_are_checked(void **state)
{
    fixture *f = *state;
    set_scene(f);
    EXPECT(2, "section.key=value", "run", "job.ini", "--set", "run");
    EXPECT(2, "upsert.mode", "run", "job.ini", "--set", "upsert.moed=insert");
    EXPECT(2, "upsert.mode", "run", "job.ini", "--set", "upsert.mode=replace");
    EXPECT(2, "run.commit", "run", "--set", "run.commit=-1", "job.ini");
    expect_untouched(f);
}

/* ------------------------------------------------------------------ run */

static void a_run_is_told_in_one_line(void **state)
{
    fixture *f = *state;
    set_scene(f);
    outcome o = COMMAND(NULL, "run", "job.ini");
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
    expect_contains(o.out, "5 rows read, ");
    expect_contains(o.out, "1 folded");
    assert_ptr_equal(strchr(o.out, '\n'), o.out + strlen(o.out) - 1);
    outcome_dispose(&o);
    expect_rows(f, ALL, "1|one|10\n2|zwei|20\n3|drei|30\n4|NULL|40\n");
}

static void quiet_says_nothing(void **state)
{
    fixture *f = *state;
    set_scene(f);
    outcome o = COMMAND(NULL, "run", "--quiet", "job.ini");
    assert_int_equal(o.status, 0);
    assert_string_equal(o.out, "");
    assert_string_equal(o.err, "");
    outcome_dispose(&o);
    expect_rows(f, "SELECT count(*) FROM @", "4\n");
    write_file("rows.csv", "k,v,n\n1\n");
    EXPECT(1, "rows.csv:2", "run", "--quiet", "job.ini");
}

static void settings_stand_over_the_job(void **state)
{
    fixture *f = *state;
    set_scene(f);
    write_job(f, "[upsert]\nmode = insert\n[columns]\nmap = k=k\n");
    write_file("other.csv", "a;b;c\n2;zwei;20\n3;three;30\n");
    EXPECT(0, "", "run", "--set", "upsert.mode=insert_missing", "job.ini",
           "--set", "source.path=other.csv", "--set", "source.delimiter=;",
           "--set", "columns.map=k=a, n=c, v=b");
    expect_rows(f, ALL, "1|one|10\n2|two|20\n3|three|30\n");
}

static void rows_come_from_standard_input(void **state)
{
    fixture *f = *state;
    set_scene(f);
    write_job(f, "[upsert]\nmode = upsert\n");
    outcome o = run_command(
        "rows.csv", OPTIONS("run", "job.ini", "--set", "source.path=-"));
    assert_int_equal(o.status, 0);
    outcome_dispose(&o);
    expect_rows(f, ALL, "1|one|10\n2|zwei|20\n3|drei|30\n4|NULL|40\n");

    write_file("bad.csv", "k,v,n\n5,five,50\n6,six,\n7,seven,70\n");
    o = run_command("bad.csv",
                    OPTIONS("run", "job.ini", "--set", "source.path=-"));
    assert_int_equal(o.status, 1);
    expect_contains(o.err, "standard input");
    expect_contains(o.err, "row 2");
    outcome_dispose(&o);
    expect_rows(f, "SELECT count(*) FROM @", "4\n");
}

/* A pipe cannot be read again to find the line of a row. */
static void a_bad_row_in_a_pipe_is_named(void **state)
{
    fixture *f = *state;
    set_scene(f);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    pid_t writer = fork();
    if (writer == 0) {
        static const char ROWS[] = "k,v,n\n5,five,50\n6,six,\n7,seven,70\n";
        int pipe = open("pipe", O_WRONLY);
        _exit(write(pipe, ROWS, sizeof ROWS - 1) < 0);
    }
    alarm(60); /* rather than for ever */
    EXPECT(1, "row 2", "run", "job.ini", "--set", "source.path=pipe");
    alarm(0);
    expect_untouched(f);
}

/* --------------------------------------------------------------- report */

/* The fields in order, with the kinds of their values. */
static const struct {
    const char *name;
    yajl_type type;
} FIELDS[] = {
    {"status", yajl_t_string},          {"rows_read", yajl_t_number},
    {"inserted", yajl_t_number},        {"updated", yajl_t_number},
    {"unchanged", yajl_t_number},       {"skipped", yajl_t_number},
    {"deleted", yajl_t_number},         {"rejected", yajl_t_number},
    {"folded", yajl_t_number},          {"exact", yajl_t_true},
    {"dialect", yajl_t_string},         {"dbms", yajl_t_string},
    {"transport", yajl_t_string},       {"checkpoint", yajl_t_string},
    {"batches", yajl_t_number},         {"splits", yajl_t_number},
    {"retries", yajl_t_number},         {"workers", yajl_t_number},
    {"seconds", yajl_t_number},         {"rows_per_second", yajl_t_number},
};

static void the_report_holds_its_fields_in_order(void **state)
{
    fixture *f = *state;
    set_scene(f);
    EXPECT(0, "", "run", "job.ini", "--report", "report.json");
    yajl_val report = load_report();
    const char *lost = f->database->lost[UPSERT_MODE_UPSERT];
    assert_int_equal(report->u.object.len, LENGTH(FIELDS));
    for (size_t i = 0; i < LENGTH(FIELDS); i++) {
        assert_string_equal(report->u.object.keys[i], FIELDS[i].name);
        if (!lost)
            assert_int_equal(report->u.object.values[i]->type, FIELDS[i].type);
    }
    expect_text(report, "status", "ok");
    expect_text(report, "dialect", f->database->dialect);
    expect_number(report, "rows_read", lost, 5);
    expect_number(report, "inserted", lost, 2);
    expect_number(report, "updated", lost, 1);
    expect_number(report, "unchanged", lost, 1);
    expect_number(report, "skipped", lost, 0);
    expect_number(report, "folded", lost, 1);
    assert_true(YAJL_GET_INTEGER(report_value(report, "batches")) > 0);
    yajl_tree_free(report);
}

/* What is not known is null, and then not all is exact. */
static void the_report_tells_what_is_not_known(void **state)
{
    fixture *f = *state;
    set_scene(f);
    EXPECT(0, "", "run", "job.ini", "--report", "report.json", "--set",
           "upsert.mode=update_existing");
    yajl_val report = load_report();
    expect_number(report, "inserted", NULL, 0);
    expect_number(report, "updated", NULL, 1);
    assert_true(YAJL_IS_NULL(report_value(report, "unchanged")));
    assert_true(YAJL_IS_NULL(report_value(report, "skipped")));
    assert_true(YAJL_IS_FALSE(report_value(report, "exact")));
    yajl_tree_free(report);
}

static void a_failed_run_is_reported(void **state)
{
    fixture *f = *state;
    set_scene(f);
    write_file("rows.csv", "k,v,n\n5,five,50\n6,six,\n");
    EXPECT(1, "row 2", "run", "job.ini", "--report", "report.json");
    yajl_val report = load_report();
    expect_text(report, "status", "constraint");
    expect_contains(YAJL_GET_STRING(report_value(report, "error")), "row 2");
    expect_number(report, "inserted", NULL, 0);
    yajl_tree_free(report);

    EXPECT(3, "no table", "run", "job.ini", "--report", "report.json", "--set",
           "target.table=nothing_like_this");
    report = load_report();
    expect_text(report, "status", "schema");
    assert_true(YAJL_IS_NULL(report_value(report, "dbms")));
    yajl_tree_free(report);
}

static void a_report_that_cannot_be_written_is_4(void **state)
{
    fixture *f = *state;
    set_scene(f);
    EXPECT(4, "nowhere/report.json", "run", "job.ini", "--report",
           "nowhere/report.json");
    expect_untouched(f);
    /* It is known too late here: the rows are in. */
    EXPECT(4, "/dev/full", "run", "job.ini", "--report", "/dev/full");
    expect_rows(f, "SELECT count(*) FROM @", "4\n");
}

/* ----------------------------------------------------------------- plan */

static void a_plan_changes_nothing(void **state)
{
    fixture *f = *state;
    set_scene(f);
    outcome o = COMMAND(NULL, "plan", "job.ini");
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
    expect_contains(o.out, f->database->dialect);
    expect_contains(o.out, f->table);
    expect_contains(o.out, "mode       upsert");
    expect_contains(o.out, "key        k (");
    expect_contains(o.out, "sql        ");
    outcome_dispose(&o);
    expect_untouched(f);
    if (f->database->leftovers)
        expect_rows(f, f->database->leftovers, "0\n");

    EXPECT(3, "CREATE UNIQUE INDEX", "plan", "job.ini", "--set",
           "upsert.key=v");
    EXPECT(2, "--set", "plan", "job.ini", "--set", "upsert.mode=x");
}

static void expect_all(const char *text, const char *const *parts)
{
    for (; *parts; parts++)
        expect_contains(text, *parts);
}

static void a_plan_tells_all(void **state)
{
    fixture *f = *state;
    set_scene(f);
    outcome o = COMMAND(NULL, "plan", "job.ini", "--set", "upsert.update=v");
    assert_int_equal(o.status, 0);
    char dialect[96];
    snprintf(dialect, sizeof dialect, "\ndialect    %s (%s)\n",
             f->database->dialect,
             f->database->forced ? "set by target.dialect"
                                 : "by what the server says of itself");
    expect_contains(o.out, dialect);
    expect_all(o.out,
               OPTIONS("server     ", "\ntable      ",
                       "\nkey        k (primary"
                       " key ",
                       "\ncolumn     k ", ": key\n", "\ncolumn     v ",
                       ": replace\n", "\ncolumn     n ", ": insert_only\n",
                       "\ntransport  ", "\nlimits     ", "\nbatch      ",
                       "\ncommit     all in one transaction\n",
                       "\nsql        1 row: "));
    /* and of a full batch, where that is another */
    if (!strstr(o.out, "transport  row"))
        assert_non_null(
            strstr(strstr(o.out, "\nsql        1 row: ") + 1, "\nsql        "));
    outcome_dispose(&o);
}

/* A warning for what the job could stumble over. */
static void a_plan_warns(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([n])");
    if (f->database->other_unique_absorbs)
        EXPECT(3, "upsert.other_unique = allow", "plan", "job.ini");
    outcome o =
        COMMAND(NULL, "plan", "job.ini", "--set", "upsert.other_unique=allow");
    assert_int_equal(o.status, 0);
    assert_int_equal(strstr(o.out, "warning    another unique index") != NULL,
                     f->database->other_unique_absorbs);
    assert_int_equal(strstr(o.out, "will not be told apart") != NULL,
                     f->database->lost[UPSERT_MODE_UPSERT] != NULL);
    outcome_dispose(&o);
}

/* Where the database is a file. */
static void a_plan_leaves_the_file_alone(void **state)
{
    fixture *f = *state;
    if (!f->folder[0])
        return;
    set_scene(f);
    char path[96];
    snprintf(path, sizeof path, "%s/test.db", f->folder);
    size_t size, size_after;
    char *before = read_bytes(path, &size);
    outcome o = COMMAND(NULL, "plan", "job.ini");
    assert_int_equal(o.status, 0);
    outcome_dispose(&o);
    char *after = read_bytes(path, &size_after);
    assert_int_equal(size, size_after);
    assert_memory_equal(before, after, size);
    free(before);
    free(after);
}

/* -------------------------------------------------------------- examples */

#define IEEE_ROWS "/usr/share/ieee-data/oui.csv"

/* Run the job of examples/ieee-oui and check its counts. */
static void run_ieee(const fixture *f, int64_t inserted, int64_t unchanged)
{
    char connection[1100], table[320], dialect[96];
    char name[300];
    table_option(f, name, sizeof name);
    snprintf(connection, sizeof connection, "target.connection=%s",
             f->connection);
    snprintf(table, sizeof table, "target.table=%s", name);
    snprintf(dialect, sizeof dialect, "target.dialect=%s",
             f->database->forced ? f->database->dialect : "auto");
    EXPECT(0, "", "run", UPSERT_EXAMPLES "/ieee-oui/job.ini", "--report",
           "report.json", "--set", connection, "--set", table, "--set",
           dialect);
    yajl_val report = load_report();
    const char *lost = inserted ? f->database->lost[UPSERT_MODE_UPSERT] : NULL;
    expect_number(report, "rows_read", NULL, 32530);
    expect_number(report, "inserted", lost, inserted);
    expect_number(report, "updated", lost, 0);
    expect_number(report, "unchanged", lost, unchanged);
    expect_number(report, "folded", NULL, 3);
    yajl_tree_free(report);
}

static void the_ieee_job_runs_twice(void **state)
{
    fixture *f = *state;
    if (access(IEEE_ROWS, R_OK) != 0) {
        print_message("%s is missing: install ieee-data\n", IEEE_ROWS);
        skip();
    }
    create(f, "[registry] VARCHAR(10) NOT NULL,"
              " [assignment] VARCHAR(10) NOT NULL PRIMARY KEY,"
              " [organization_name] VARCHAR(300) NOT NULL,"
              " [organization_address] VARCHAR(500)");
    run_ieee(f, 32527, 0);
    expect_rows(f, "SELECT count(*) FROM @", "32527\n");
    run_ieee(f, 0, 32527);
}

/* --------------------------------------------------------------- errors */

static void errors_of_the_job_name_its_line(void **state)
{
    fixture *f = *state;
    set_scene(f);
    static const struct {
        const char *lines;
        int line; /* of the test's own */
        const char *says;
    } CASES[] = {
        {"[upsert]\nmode = upsert\nmoed = insert\n", 3, "mode"},
        {"[upsrt]\nmode = upsert\n", 1, "upsert"},
        {"[upsert]\nmode = merge\n", 2, "merge"},
        {"[run]\ncommit = 1\ncommit = 2\n", 3, "commit"},
        {"[upsert]\nkey = a;b\n", 2, ";"},
        {"[upsert]\nkey = \"a\" b\n", 2, "quote"},
        {"[run]\nbatch_rows = many\n", 2, "many"},
        {"[run]\nworkers = 65\n", 2, "workers"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        char place[32];
        snprintf(place, sizeof place,
                 "job.ini:%d: ", JOB_LINES + CASES[i].line);
        write_job(f, CASES[i].lines);
        expect_failure(f, 2, place);
        expect_failure(f, 2, CASES[i].says);
    }
    write_file("job.ini", "[source]\npath = rows.csv\n");
    expect_failure(f, 2, "target.");
    write_file("job.ini", "");
    expect_failure(f, 2, "source.path");
}

static void errors_of_the_rows_name_their_line(void **state)
{
    fixture *f = *state;
    set_scene(f);
    static const struct {
        const char *rows;
        const char *says;
    } CASES[] = {
        {"k,v,n\n1,a,1\n2,b\n3,c,3\n", "rows.csv:3"},
        {"k,v,n\n1,a,1\n2,b,2,x\n", "rows.csv:3"},
        {"k,v,n\n1,\"a\nb\nc\",1\n2,b,2,x\n", "rows.csv:5"},
        {"k,v,n\n1,a,1\n2,\"b,2\n", "rows.csv:3"},
        {"k,v,n\n1,a,1\n2,\"b\"c,2\n", "rows.csv:3"},
        {"k,v,n\n1,a,1\n2,\xff,2\n", "rows.csv:3"},
        {"k,v,n\n1,a,1\n,b,2\n", "rows.csv:3"},
        {"k,v,n\n1,\"a\nb\",1\n5,b,\n6,c,3\n", "rows.csv:4: row 2"},
        {"k,v,n\n5,b,\n,c,3\n", "rows.csv:2: row 1"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        write_file("rows.csv", CASES[i].rows);
        expect_failure(f, 1, CASES[i].says);
    }
    write_bytes("rows.csv", "k,v,n\n1,a\0b,1\n", 14);
    expect_failure(f, 1, "rows.csv:2");
    write_file("rows.csv", "k,v,n\n1,a,1\n,b,2\n");
    expect_failure(f, 1, "column k");
}

static void duplicates_in_mode_insert_are_1(void **state)
{
    fixture *f = *state;
    set_scene(f);
    write_job(f, "[upsert]\nmode = insert\n");
    write_file("rows.csv", "k,v,n\n5,a,1\n6,b,2\n2,c,3\n7,d,4\n");
    expect_failure(f, 1, "rows.csv:4: row 3");
}

static void columns_that_do_not_fit_are_refused(void **state)
{
    fixture *f = *state;
    set_scene(f);
    write_file("rows.csv", "k,v,n,extra\n1,a,1,x\n");
    expect_failure(f, 3, "extra");
    write_job(f, "[columns]\nmap = k=k, v=other\n");
    expect_failure(f, 2, "other");
    write_file("rows.csv", "");
    expect_failure(f, 1, "rows.csv");
}

static void databases_that_cannot_be_had_are_3(void **state)
{
    fixture *f = *state;
    set_scene(f);
    char setting[512];
    snprintf(setting, sizeof setting, "target.connection=%s",
             f->database->no_connection);
    outcome o = COMMAND(NULL, "run", "job.ini", "--set", setting);
    assert_int_equal(o.status, 3);
    expect_contains(o.err, "upsert: cannot connect");
    assert_null(strstr(o.err, "hunter2"));
    assert_string_equal(o.out, "");
    outcome_dispose(&o);
    EXPECT(3, "nothing_like_this", "run", "job.ini", "--set",
           "target.table=nothing_like_this");
}

static void files_that_cannot_be_read_are_4(void **state)
{
    fixture *f = *state;
    set_scene(f);
    EXPECT(4, "missing.ini", "run", "missing.ini");
    EXPECT(4, "missing.ini", "plan", "missing.ini");
    EXPECT(4, "/tmp", "run", "/tmp");
    EXPECT(4, "missing.csv", "run", "job.ini", "--set",
           "source.path=missing.csv");
    EXPECT(4, "/tmp", "run", "job.ini", "--set", "source.path=/tmp");
    expect_untouched(f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        CLI_TEST(usage_errors_are_2),
        CLI_TEST(help_is_no_error),
        CLI_TEST(settings_are_checked),
        CLI_TEST(a_run_is_told_in_one_line),
        CLI_TEST(quiet_says_nothing),
        CLI_TEST(settings_stand_over_the_job),
        CLI_TEST(rows_come_from_standard_input),
        CLI_TEST(a_bad_row_in_a_pipe_is_named),
        CLI_TEST(the_report_holds_its_fields_in_order),
        CLI_TEST(the_report_tells_what_is_not_known),
        CLI_TEST(a_failed_run_is_reported),
        CLI_TEST(a_report_that_cannot_be_written_is_4),
        CLI_TEST(a_plan_changes_nothing),
        CLI_TEST(a_plan_tells_all),
        CLI_TEST(a_plan_warns),
        CLI_TEST(a_plan_leaves_the_file_alone),
        CLI_TEST(the_ieee_job_runs_twice),
        CLI_TEST(errors_of_the_job_name_its_line),
        CLI_TEST(errors_of_the_rows_name_their_line),
        CLI_TEST(duplicates_in_mode_insert_are_1),
        CLI_TEST(columns_that_do_not_fit_are_refused),
        CLI_TEST(databases_that_cannot_be_had_are_3),
        CLI_TEST(files_that_cannot_be_read_are_4),
    };
    return run_cli_tests(argc, argv, tests, LENGTH(tests));
}
